import { type Weight, widthOf } from '../fonts/text-width.ts';
import type { PrintElement } from '../lower.ts';

/** A tag's own margins, and a note's mark, in em. */
const TAG = 1;
const MARK = 1;

/**
 * How wide a cell is on one line, in em: exactly its words, or a little more than what stands among them needs (all of it as if bold).
 * `undefined` where that can't be told: lists, pictures, broken lines, page numbers, other scripts.
 */
export function widthOfCell(content: PrintElement | string, weight: Weight): number | undefined {
  if (typeof content === 'string') return widthOf(content, weight);
  const { attributes, name } = content;
  if (!/^(t[dh]|p|strong|em|sup|sub|code|a|abbr|span|bdi|time)$/.test(name)) return undefined;
  if ('data-page' in attributes || content.number !== undefined) return undefined;
  if ('data-footnote' in attributes) return MARK;
  const widths = content.children.map((child) => widthOfCell(child, 700) ?? Number.NaN);
  const all = content.blocks ? Math.max(0, ...widths) : widths.reduce((sum, width) => sum + width, 0);
  return Number.isNaN(all) ? undefined : all + ('data-tag' in attributes ? TAG : 0);
}

/** Whether nothing in the cell is higher than a line of words, nor begins another: raised and lowered words are, and blocks do. */
export function isOneLine(content: PrintElement | string): boolean {
  if (typeof content === 'string') return true;
  const { attributes, blocks, children, name } = content;
  if (!/^(t[dh]|p|strong|em|code|a|abbr|span|bdi|time)$/.test(name)) return false;
  if ('data-footnote' in attributes || 'data-unit' in attributes || (blocks && children.length > 1)) return false;
  return children.every(isOneLine);
}
