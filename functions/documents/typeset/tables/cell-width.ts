import { advanceOf, type Face, kerningOf, type Weight, widthOf } from '../fonts/text-width.ts';
import type { PrintElement } from '../lower.ts';

/** A tag's own margins in the smallest type, and a note's mark, in em. */
const TAG = 1.07;
const MARK = 1;

/**
 * How wide a cell is on one line, in em: exactly its words, or a little more than what stands among them needs. `undefined` where that
 * can't be told: lists, pictures, several lines, larger type, page numbers, other scripts.
 */
export function widthOfCell(content: PrintElement | string, weight: Weight): number | undefined {
  if (typeof content === 'string') return widthOf(content, weight);
  const advance = advanceIn(content, weight);
  return advance === undefined ? undefined : advance + kerningOf(wordsIn(content));
}

function advanceIn(content: PrintElement | string, face: Face): number | undefined {
  if (typeof content === 'string') return advanceOf(content, face);
  const { attributes, name } = content;
  if (!/^(t[dh]|p|strong|em|sup|sub|code|a|abbr|span|bdi|time)$/.test(name) || isSetApart(content)) return undefined;
  if ('data-page' in attributes || content.number !== undefined) return undefined;
  if ('data-footnote' in attributes) return MARK;
  const inside = faceIn(content, face);
  const widths = content.children.map((child) => advanceIn(child, inside) ?? Number.NaN);
  const all = content.blocks ? Math.max(0, ...widths) : widths.reduce((sum, width) => sum + width, 0);
  return Number.isNaN(all) ? undefined : all + ('data-tag' in attributes ? TAG : 0);
}

function faceIn({ attributes, name }: PrintElement, face: Face): Face {
  if (name === 'em' || 'data-missing' in attributes) return 'any';
  return name === 'strong' && face !== 'any' ? 700 : face;
}

const wordsIn = (content: PrintElement | string): string =>
  typeof content === 'string' ? content : content.children.map(wordsIn).join('');

/** Paragraphs in a type or with a margin of their own, and units, which begin a line. */
const isSetApart = ({ attributes }: PrintElement): boolean =>
  ['data-lead', 'data-source', 'data-signature', 'data-unit'].some((mark) => mark in attributes);

/** Whether nothing in the cell is higher than a line of words, nor begins another: raised and lowered words are, and blocks do. */
export function isOneLine(content: PrintElement | string): boolean {
  if (typeof content === 'string') return true;
  const { attributes, blocks, children, name } = content;
  if (!/^(t[dh]|p|strong|em|code|a|abbr|span|bdi|time)$/.test(name) || isSetApart(content)) return false;
  if ('data-footnote' in attributes || (blocks && children.length > 1)) return false;
  return children.every(isOneLine);
}
