import { Inflater } from './inflate.ts';
import { type CompileLimits, Refusal } from './model.ts';

/** How far before `stream` its dictionary may begin. */
const LOOK_BACK = 4_096;

/**
 * Looks at the raw bytes before the parser does. The parser unpacks object and cross-reference streams without a limit of its own, and
 * believes the counts they state.
 */
export function guardRawBytes(bytes: Uint8Array, limits: CompileLimits): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (countAtMost(file, 'obj', limits.objects * 2) > limits.objects * 2) {
    throw new Refusal('too-large', 'This PDF has too many parts to be opened safely. Print it to a new PDF.');
  }
  const inflater = new Inflater(limits);
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    if (at >= 3 && file.toString('latin1', at - 3, at) === 'end') continue;
    const dictionary = dictionaryBefore(file, at);
    if (!/\/(ObjStm|XRef)\b/.test(dictionary)) continue;
    guardCounts(dictionary, limits);
    const end = file.indexOf('endstream', at);
    guardData(file.subarray(startOfData(file, at), end < 0 ? file.length : end), inflater);
    if (end < 0) return;
  }
}

function countAtMost(file: Buffer, word: string, most: number): number {
  let count = 0;
  for (let at = file.indexOf(word); at >= 0 && count <= most; at = file.indexOf(word, at + word.length)) count += 1;
  return count;
}

function dictionaryBefore(file: Buffer, at: number): string {
  const before = file.toString('latin1', Math.max(0, at - LOOK_BACK), at);
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
