import { RIGHT_TO_LEFT } from './glyphs.ts';
import { type Block, joined, type Piece, textOf } from './page-text.ts';

/**
 * Shaping can put the signs of a letter on another height than the letter. The compiler then shows them by themselves, each with the
 * text of the whole cluster, which so is read twice. Signs that take no room get an empty replacement text: the letter beside them
 * says it all.
 */
export function silenceMarks(blocks: readonly Block[]): void {
  const pieces = blocks.flatMap((block) => block.pieces);
  const silent: Piece[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (!isMark(piece)) continue;
    const cluster = piece.actual ?? piece.glyphs[0]?.text ?? '';
    if (cluster === '') continue;
    if (piece.actual === undefined && piece.glyphs.some(({ text }) => text !== cluster)) continue;
    // What runs from right to left is shown with its signs before their letter.
    const ways = RIGHT_TO_LEFT.test(cluster) ? [1, -1] : [-1, 1];
    if (ways.some((way) => letterBeside(pieces, index, way, cluster))) silent.push(piece);
  }
  for (const piece of silent) piece.actual = '';
}

const isMark = (piece: Piece): boolean =>
  piece.intricate && piece.glyphs.length > 0 && piece.glyphs.every(({ width }) => width === 0);

/** Whether the next glyph that takes room is of the same cluster, with nothing but other signs of it between. */
function letterBeside(pieces: readonly Piece[], from: number, way: number, cluster: string): boolean {
  for (let index = from + way; pieces[index]?.font === pieces[from]?.font; index += way) {
    const { actual, glyphs } = pieces[index] as Piece;
    const edge = glyphs.at(way === 1 ? 0 : -1);
    if ((actual ?? edge?.text) !== cluster) return false;
    if (!isMark(pieces[index] as Piece)) return true;
  }
  return false;
}

/** What the document says, to prove an order by. */
export interface Said {
  /** With the spaces between words. */
  exactly(text: string): boolean;
  /** Whatever the spaces. */
  loosely(text: string): boolean;
}

/**
 * Words from right to left are shown from left to right. Puts them in the order in which they are read: the pieces of a block, and
 * neighbouring blocks that a change of font or height has cut a run into (their content changes places, the numbers stay, so that the
 * structure tree holds). Only where the words, read so, are words of the document.
 */
export function reorder(blocks: readonly Block[], parentOf: (mcid: number) => string | undefined, said: Said): void {
  const left = new Set(blocks.filter(runsLeft));
  for (const block of left) reverseWithin(block, said);
  for (let first = 0; first < blocks.length; ) {
    let start = blocks.findIndex((block, index) => index >= first && left.has(block));
    if (start === -1) return;
    while (start > first && goesOn(blocks[start - 1] as Block, blocks[start] as Block, parentOf, left)) start -= 1;
    let end = start + 1;
    while (end < blocks.length && goesOn(blocks[end - 1] as Block, blocks[end] as Block, parentOf, left)) end += 1;
    if (end - start > 1) swapCutRun(blocks.slice(start, end), blocks[start - 1], blocks[end], parentOf, left, said);
    first = end;
  }
}

const wordsOf = (blocks: readonly Block[]): string => blocks.flatMap(({ pieces }) => pieces.map(textOf)).join('');

const runsLeft = ({ pieces }: Block): boolean =>
  pieces.some(
    (piece) =>
      piece.reversed ||
      RIGHT_TO_LEFT.test(piece.actual ?? '') ||
      (piece.intricate && piece.glyphs.some(({ text }) => RIGHT_TO_LEFT.test(text))),
  );

/**
 * Letters of one font become one string, marked as reversed: read out from its end, and found by programs that look at the places only.
 * What has replacement text stays by itself, and such strings stand in natural order (ISO 32000-1 14.8.2.3.3).
 */
function reverseWithin(block: Block, said: Said): void {
  const pieces: Piece[] = [];
  for (const piece of block.pieces) {
    const [glyph, ...more] = piece.glyphs;
    const spare = more.length === 0 && piece.actual === glyph?.text;
    const own = spare ? { ...piece, actual: undefined } : { ...piece };
    if (own.actual === undefined && more.length > 0) own.reversed = true;
    const last = pieces.at(-1);
    const both = last && last.actual === undefined && own.actual === undefined ? joined(last, own) : undefined;
    if (both) pieces[pieces.length - 1] = both;
    else pieces.push(own);
  }
  pieces.reverse();
  if (said.loosely(pieces.map(textOf).join(''))) block.pieces = pieces;
}

/** Whether both may be of one run from right to left that was cut: the second right of the first. */
function goesOn(
  before: Block,
  block: Block,
  parentOf: (mcid: number) => string | undefined,
  left: ReadonlySet<Block>,
): boolean {
  if (!follows(before, block, parentOf) || block.x < before.x - SAME) return false;
  // Spaces and signs say nothing of their direction.
  return [before, block].every((each) => left.has(each) || !/[\p{L}\p{N}]/u.test(wordsOf([each])));
}

/** In one element, and on one line. */
const follows = (before: Block, block: Block, parentOf: (mcid: number) => string | undefined): boolean =>
  block.mcid === before.mcid + 1 &&
  parentOf(block.mcid) === parentOf(before.mcid) &&
  Math.abs(block.y - before.y) <= HEIGHT;

/** Spaces and signs at either end may belong to the run, or to what is beside it: the document says which, with what is before and after. */
function swapCutRun(
  stretch: readonly Block[],
  before: Block | undefined,
  after: Block | undefined,
  parentOf: (mcid: number) => string | undefined,
  left: ReadonlySet<Block>,
  said: Said,
): void {
  const start = stretch.findIndex((block) => left.has(block));
  const end = stretch.findLastIndex((block) => left.has(block)) + 1;
  if (start === -1) return;
  const [first, last] = [stretch[0] as Block, stretch.at(-1) as Block];
  const head = before && follows(before, first, parentOf) ? wordsOf([before]) : '';
  const tail = after && follows(last, after, parentOf) ? wordsOf([after]) : '';
  const swapped = ([from, to]: readonly [number, number]) =>
    wordsOf([...stretch.slice(0, from), ...stretch.slice(from, to).toReversed(), ...stretch.slice(to)]);
  const core = [start, end] as const;
  const ends = [core, [0, end], [start, stretch.length], [0, stretch.length]] as const;
  const proven =
    ends.find((range) => said.exactly(head + swapped(range) + tail)) ??
    (said.loosely(wordsOf(stretch.slice(...core).toReversed())) ? core : undefined);
  if (proven) swap(stretch.slice(...proven));
}

/** Points by which numbers of one place may differ. */
const SAME = 0.01;
/** Points by which a sign stands over or under its line: less than from line to line. */
const HEIGHT = 9;

function swap(run: readonly Block[]): void {
  const before = run.map(({ head, pieces, x, y }) => ({ head, pieces, x, y }));
  for (const [index, block] of run.entries()) Object.assign(block, before[run.length - 1 - index]);
}
