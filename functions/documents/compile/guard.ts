import { Inflater } from './inflate.ts';
import { type CompileLimits, Refusal } from './model.ts';

/** How far before `stream` its dictionary may begin. */
const LOOK_BACK = 4_096;
const MOST_RUBBISH = 500_000;
const MOST_UNENDED = 200;

/**
 * Looks at the raw bytes before the parser does. The parser unpacks object and cross-reference streams without a limit of its own, and
 * believes the counts they state.
 */
export function guardRawBytes(bytes: Uint8Array, limits: CompileLimits): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (countAtMost(file, 'obj', limits.objects * 2) > limits.objects * 2) {
    throw new Refusal('too-large', 'This PDF has too many parts to be opened safely. Print it to a new PDF.');
  }
  guardRubbish(file);
  const inflater = new Inflater(limits);
  let previous = 0;
  let end = 0;
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    // Only what lies between two of these words is looked at, once.
    const dictionary = dictionaryBefore(file, Math.max(previous, at - LOOK_BACK), at);
    previous = at + 6;
    if (dictionary.endsWith('end') || !/\/(ObjStm|XRef)\b/.test(dictionary)) continue;
    guardCounts(dictionary, limits);
    if (end <= at) end = file.indexOf('endstream', at);
    if (end < 0) end = file.length;
    guardData(file.subarray(startOfData(file, at), end), inflater);
  }
}

/**
 * The parser tries every byte between objects as the start of one, and an object without an end against the rest of the file: much
 * rubbish would keep it busy for minutes. Tables between `xref` and `trailer` are no rubbish.
 */
function guardRubbish(file: Buffer): void {
  const refuse = (): never => {
    throw new Refusal(
      'damaged',
      'This PDF is mostly unreadable inside. Ask for it to be sent again, or print it to a new PDF.',
    );
  };
  let from = 0;
  for (let end = file.indexOf('endobj'); end >= 0; end = file.indexOf('endobj', from)) {
    const next = file.indexOf('obj', from);
    if (next - from > MOST_RUBBISH && !file.subarray(from, from + 64).includes('xref')) refuse();
    from = end + 6;
  }
  const last = file.subarray(from, lastVisible(file) + 1);
  const table = last.lastIndexOf('startxref');
  const opened = countAtMost(last, ' obj', MOST_UNENDED);
  if (opened >= MOST_UNENDED || (last.length > MOST_RUBBISH && table < last.length - MOST_RUBBISH && opened === 0))
    refuse();
}

/** Padding at the end (zeros, spaces, line feeds) is not rubbish. */
function lastVisible(file: Buffer): number {
  let at = file.length - 1;
  while (at >= 0 && (file[at] ?? 0) <= 0x20) at -= 1;
  return at;
}

function countAtMost(file: Buffer, word: string, most: number): number {
  let count = 0;
  for (let at = file.indexOf(word); at >= 0 && count <= most; at = file.indexOf(word, at + word.length)) count += 1;
  return count;
}

function dictionaryBefore(file: Buffer, from: number, at: number): string {
  const before = file.toString('latin1', from, at);
  return before
    .slice(before.lastIndexOf(' obj') + 1)
    .replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function startOfData(file: Buffer, at: number): number {
  let start = at + 6;
  while (start < file.length && (file[start] === 13 || file[start] === 10)) start += 1;
  return start;
}

function guardCounts(dictionary: string, limits: CompileLimits): void {
  const most = limits.objects * 8;
  const numbers = [...dictionary.matchAll(/\/(?:Size|N|First)\s+(\d+)/g)].map((match) => Number(match[1]));
  const index = /\/Index\s*\[([^\]]*)\]/.exec(dictionary)?.[1] ?? '';
  const widths = /\/W\s*\[([^\]]*)\]/.exec(dictionary)?.[1] ?? '';
  const bad = [...numbers, ...words(index)].some((value) => value > most) || words(widths).some((value) => value > 8);
  if (bad)
    throw new Refusal('damaged', 'This PDF states impossible sizes inside. Print it to a new PDF and upload that.');
}

function words(text: string): number[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(Number);
}

/** Deflated data may hold deflated data again: four levels are more than any honest file has. */
function guardData(data: Uint8Array, inflater: Inflater): void {
  let inside: Uint8Array | undefined = data;
  for (let level = 0; level < 4 && inside; level += 1) inside = inflater.inflate(inside);
}
