import { type DefaultTreeAdapterTypes as Html, serializeOuter } from 'parse5';
import type { Problem } from '../model.ts';
import { SVG_ATTRIBUTES, SVG_ELEMENTS } from './allow-list.ts';

export interface Picture {
  label: string;
  source: string;
  problems: Problem[];
}

/** The one family that pictures may use: any other name would be looked for among the machine's own fonts. */
const FAMILY = 'Noto Sans';

/**
 * Checks an inline `<svg role="img" aria-label="…">` and gives its source, with every text in the shipped family. Nothing in it may run,
 * fetch, or carry style: references are to its own ids.
 */
export function readPicture(svg: Html.Element, place: string): Picture {
  const problems: Problem[] = [];
  const label = attribute(svg, 'aria-label')?.trim() ?? '';
  const at = (node: Html.Element) => `${place}, <${node.tagName}>`;
  if (attribute(svg, 'role') !== 'img') problems.push({ where: at(svg), message: 'A picture needs role="img".' });
  if (!attribute(svg, 'viewBox'))
    problems.push({ where: at(svg), message: 'A picture needs a viewBox, to know its shape.' });
  check(svg, at, problems);
  setFamily(svg);
  // The label travels as the picture's alternative text; in the source, characters that XML lacks would stop the pack.
  svg.attrs = svg.attrs.filter(({ name }) => !name.startsWith('aria-'));
  if (!attribute(svg, 'xmlns')) svg.attrs.push({ name: 'xmlns', value: 'http://www.w3.org/2000/svg' });
  return { label, source: serializeOuter(svg), problems };
}

function check(node: Html.Element, at: (node: Html.Element) => string, problems: Problem[]): void {
  if (!SVG_ELEMENTS.has(node.tagName.toLowerCase())) {
    problems.push({ where: at(node), message: 'This element is not allowed in a picture.' });
  }
  for (const { name, value } of node.attrs) {
    const known = SVG_ATTRIBUTES.has(name.toLowerCase());
    if (!known) problems.push({ where: at(node), message: `The attribute ${name} is not allowed in a picture.` });
    else if (!name.startsWith('aria-') && /[^\x20-\x7E\s]/.test(value)) {
      problems.push({ where: at(node), message: `${name} of a picture may only hold plain characters.` });
    } else if (fetches(name, value)) {
      problems.push({
        where: at(node),
        found: value.slice(0, 60),
        message: `${name} may only refer to an id of the same picture.`,
      });
    }
  }
  for (const child of node.childNodes) if ('tagName' in child) check(child, at, problems);
}

const fetches = (name: string, value: string): boolean =>
  (name.toLowerCase() === 'href' && !value.startsWith('#')) || /url\(\s*['"]?(?!#)/i.test(value);

function setFamily(node: Html.Element): void {
  for (const item of node.attrs) if (item.name === 'font-family') item.value = FAMILY;
  if (node.tagName === 'svg' && attribute(node, 'font-family') === undefined)
    node.attrs.push({ name: 'font-family', value: FAMILY });
  for (const child of node.childNodes) if ('tagName' in child) setFamily(child);
}

const attribute = (node: Html.Element, name: string): string | undefined =>
  node.attrs.find((item) => item.name === name)?.value;
