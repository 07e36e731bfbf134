import { childAt, type XmlElement } from '../xml.ts';
import { element, MARKS, runOf } from './build.ts';

/** Marks where pages turn to lie across and back: a section's properties stand at its end, and are wanted at its start. */
export function withPageTurns(blocks: readonly XmlElement[]): XmlElement[] {
  const out: XmlElement[] = [];
  let section: XmlElement[] = [];
  let wasAcross = false;
  const close = (properties: XmlElement | undefined) => {
    const isAcross = childAt(properties, 'w:pgSz')?.attributes.get('w:orient') === 'landscape';
    if (isAcross !== wasAcross) out.push(element('w:p', {}, runOf(isAcross ? MARKS.across : MARKS.upright)));
    wasAcross = isAcross;
    out.push(...section);
    section = [];
  };
  for (const block of blocks) {
    if (block.name === 'w:sectPr') {
      close(block);
      continue;
    }
    section.push(block);
    const properties = childAt(block, 'w:pPr', 'w:sectPr');
    if (block.name === 'w:p' && properties) close(properties);
  }
  // Without a last section, its pages are upright.
  if (section.length > 0) close(undefined);
  return out;
}
