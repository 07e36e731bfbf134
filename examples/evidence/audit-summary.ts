import { rgb } from 'pdf-lib';
import { readBlocks } from './blocks.ts';
import { setBlocks } from './flow.ts';
import { a4, standardFaces, startDocument } from './start.ts';

/** The plainest of PDFs: text in a font that isn't embedded, a classic cross-reference table. */
export async function makeAuditSummary(markdown: string): Promise<Uint8Array> {
  const document = await startDocument({
    title: 'Neglect audit summary, winter 2025–26',
    author: 'Quality Assurance Service, Thornmere Council',
    producer: 'Thornmere word processor',
    date: '2026-02-13',
  });
  const faces = await standardFaces(document, 'Helvetica');
  const footer = 'Sample: invented · Neglect audit summary';
  setBlocks(document, readBlocks(markdown), {
    ...faces,
    size: 12,
    page: a4,
    margin: 70,
    colour: rgb(0.07, 0.26, 0.42),
    footer,
  });
  return document.save({ useObjectStreams: false });
}
