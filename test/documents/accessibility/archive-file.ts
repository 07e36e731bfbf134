import type { Checked } from './document.ts';
import { archive, type Finding, unread } from './finding.ts';

/** ISO 19005-2 6.1.2 to 6.1.9: the bytes between the objects. Reads a classic cross-reference table, which is what the engine writes. */
export function* checkFile({ bytes, pdf }: Checked): Generator<Finding> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!/^%PDF-1\.[0-7](\r\n|\r|\n)/.test(file))
    yield archive('6.1.2', 'file', 'does not begin with %PDF-1.n and an end of line');
  if (!/^%PDF-1\.\d(\r\n|\r|\n)%[\x80-\xff]{4}/.test(file))
    yield archive('6.1.2', 'file', 'has no comment of four bytes above 127');
  if (!/%%EOF(\r\n|\r|\n)?$/.test(file)) yield archive('6.1.3', 'file', 'does not end with %%EOF');
  const { trailerInfo } = pdf.context;
  if (trailerInfo.ID === undefined) yield archive('6.1.3', 'trailer', 'has no ID');
  if (trailerInfo.Encrypt !== undefined) yield archive('6.1.3', 'trailer', 'is encrypted');
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.slice(-200))?.[1] ?? -1);
  if (!file.startsWith('xref', start)) {
    yield unread('file', 'its cross-reference is a stream: the bytes between its objects were not checked');
    return;
  }
  yield* checkObjects(file, start);
}

function* checkObjects(file: string, start: number): Generator<Finding> {
  const head = /^xref(\r\n|\r|\n)(\d+) (\d+)( ?\r| ?\n|\r\n)/.exec(file.slice(start, start + 60));
  if (!head) {
    yield archive('6.1.4', 'cross-reference', 'xref and its first section are not one line each');
    return;
  }
  const offsets: number[] = [];
  const first = start + head[0].length;
  for (let index = 0; index < Number(head[3]); index += 1) {
    const entry = file.slice(first + 20 * index, first + 20 * index + 20);
    const found = /^(\d{10}) \d{5} ([nf])( \r| \n|\r\n)$/.exec(entry);
    if (!found) {
      yield archive('6.1.4', 'cross-reference', `entry ${index} is not of twenty bytes`);
      return;
    }
    if (found[2] === 'n') offsets.push(Number(found[1]));
  }
  offsets.sort((a, b) => a - b);
  for (const [index, offset] of offsets.entries()) yield* checkObject(file, offset, offsets[index + 1] ?? start);
}

function* checkObject(file: string, offset: number, end: number): Generator<Finding> {
  const text = file.slice(offset, end);
  const head = /^(\d+) (\d+) obj(\r\n|\r|\n)/.exec(text);
  const where = `object ${head?.[1] ?? `at byte ${offset}`}`;
  if (!head || !/[\r\n]/.test(file[offset - 1] ?? ''))
    yield archive('6.1.9', where, 'its number and "obj" are not on a line of their own');
  if (!/[\r\n]endobj(\r\n|\r|\n)\s*$/.test(text))
    yield archive('6.1.9', where, 'its "endobj" is not on a line of its own');
  const begin = /stream(\r\n|\n)/.exec(text);
  const length = /\/Length (\d+)(?!\d| \d+ R)/.exec(text.slice(0, begin?.index ?? 0));
  if (!begin || !length) return;
  const after = text.slice(begin.index + begin[0].length + Number(length[1]));
  if (!/^(\r\n|\r|\n)endstream/.test(after)) yield archive('6.1.7', where, 'its stream is not as long as it says');
}
