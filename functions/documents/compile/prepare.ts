const LOOK_BACK = 4_096;
const CODE = { space: 0x20, d: 0x64, lineFeed: 10, return: 13 } as const;

/**
 * The file as the parser reads it best; nothing moves, and the file itself is not changed.
 *
 * - Where a stream's dictionary names an object that holds its length, the length is written in place of the reference. The parser doesn't
 *   look that object up: it would search every byte for the stream's end, which is slow, and wrong where the data hold the word `stream`.
 * - Cross-reference streams are said to be empty. The parser finds objects where they lie; it would make one for every entry, and forget it.
 */
export function prepareForParser(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let copy: Buffer | undefined;
  let integers: ReadonlyMap<string, number> | undefined;
  let previous = 0;
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    const window = Math.max(previous, at - LOOK_BACK);
    const from = window + Math.max(0, file.subarray(window, at).lastIndexOf('obj'));
    previous = at + 6;
    if (file[at - 1] === CODE.d) continue;
    const dictionary = file.toString('latin1', from, at);
    for (const { index, text } of emptied(dictionary)) {
      copy ??= Buffer.from(file);
      copy.write(text, from + index, 'latin1');
    }
    const reference = lengthReference(dictionary);
    if (!reference) continue;
    integers ??= integerObjects(file);
    const start = startOfData(file, at);
    const stated = integers.get(reference.object);
    const length = stated !== undefined && endsAt(file, start + stated) ? stated : searched(file, start);
    const text = length === undefined ? undefined : written(dictionary, reference, length);
    if (length === undefined || text === undefined) continue;
    copy ??= Buffer.from(file);
    copy.write(text, from + reference.index, 'latin1');
    // What lies within the data is not looked at.
    at = start + length;
    previous = at;
  }
  return copy ? new Uint8Array(copy.buffer, copy.byteOffset, copy.length) : bytes;
}

/** What to write over the dictionary of a cross-reference stream: an empty index, else a size of 0. */
function emptied(dictionary: string): { index: number; text: string }[] {
  if (!/\/Type\s*\/XRef\b/.test(dictionary)) return [];
  const match = /(\/Index\s*\[)([^\]]*)\]/.exec(dictionary) ?? /(\/Size\s+)(\d+)/.exec(dictionary);
  const [whole, key, value] = match ?? [];
  if (!match || whole === undefined || key === undefined || value === undefined) return [];
  const text = (key.startsWith('/Index') ? '' : '0').padEnd(value.length);
  return [{ index: match.index + key.length, text }];
}

function lengthReference(dictionary: string): { object: string; index: number; width: number } | undefined {
  const match = /(\/Length\s+)((\d{1,8})\s+(\d{1,5})\s+R)\b/.exec(dictionary);
  const [, key, words, number, generation] = match ?? [];
  if (!match || key === undefined || words === undefined) return undefined;
  return { object: `${number} ${generation}`, index: match.index + key.length, width: words.length };
}

/** The dictionary from its length on, as long as it was; a longer number takes the white space at its end. */
function written(
  dictionary: string,
  { index, width }: { index: number; width: number },
  length: number,
): string | undefined {
  const text = String(length).padEnd(width);
  const rest = dictionary.slice(index + width);
  const kept = rest.length - (text.length - width);
  return rest.slice(kept).trim() === '' ? `${text}${rest.slice(0, kept)}` : undefined;
}

/** Objects that are one whole number and nothing else, by number and generation. Of an object written twice, the last. */
function integerObjects(file: Buffer): Map<string, number> {
  const found = new Map<string, number>();
  for (let at = file.indexOf('obj'); at >= 0; at = file.indexOf('obj', at + 3)) {
    if (file[at - 1] === CODE.d) continue;
    const after = file.toString('latin1', at + 3, at + 40);
    const value = /^\s*(\d{1,10})\s*endobj/.exec(after)?.[1];
    if (value === undefined) continue;
    const before = /(\d{1,8})\s+(\d{1,5})\s*$/.exec(file.toString('latin1', Math.max(0, at - 24), at));
    if (before) found.set(`${before[1]} ${before[2]}`, Number(value));
  }
  return found;
}

function startOfData(file: Buffer, at: number): number {
  const first = at + 6;
  if (file[first] === CODE.return) return file[first + 1] === CODE.lineFeed ? first + 2 : first + 1;
  return file[first] === CODE.lineFeed ? first + 1 : first;
}

/** Whether nothing but white space comes before `endstream`. */
function endsAt(file: Buffer, end: number): boolean {
  if (end > file.length) return false;
  let at = end;
  while (at < end + 4 && (file[at] ?? 1) <= CODE.space) at += 1;
  return file.toString('latin1', at, at + 9) === 'endstream';
}

/** Up to the next `endstream`, less its line end; nothing where the data hold the word `stream` and so may hold a file. */
function searched(file: Buffer, start: number): number | undefined {
  const word = file.indexOf('stream', start);
  if (word < start + 3 || file.toString('latin1', word - 3, word) !== 'end') return undefined;
  let end = word - 3;
  if (file[end - 1] === CODE.lineFeed) end -= 1;
  if (file[end - 1] === CODE.return) end -= 1;
  return Math.max(0, end - start);
}
