import { COMPILER_VERSION, type OutlineItem } from './model.ts';

/** What is small enough to be JSON. Local numbers are 1-based object numbers of the body. */
export interface ObjectHeader {
  compiler: string;
  /** Version of the PDF header, e.g. `1.7`. */
  pdfVersion: string;
  pages: number;
  objects: number;
  title?: string;
  language?: string;
  tagged: boolean;
  outline: OutlineItem[];
  /** Names behind the symbols of `pack:` links. */
  packLinks: string[];
  /** Ids of structure elements, hexadecimal without prefix, in byte order, with their element. */
  ids: [string, number][];
  /** Top-level kids of the structure tree in reading order: element, its first page (0-based; -1 unknown). */
  kids: [number, number][];
  /** Optional content groups: all, and those that are off. */
  layers: number[];
  layersOff: number[];
}

/**
 * The side table. Positions are offsets in the body. `starts` and `ends` hold one entry per object, `refAt`/`refTo` one per reference,
 * `parentTree` the object of each key (0..k-1) of the parent tree, `boxes` six numbers a page: the visible box, rotation, user unit;
 * `stamped` 1 where the page has a place for a stamp; `digested` the objects that may be shared, 32 bytes each in `digests`.
 */
export interface SideTable {
  starts: Uint32Array;
  ends: Uint32Array;
  refAt: Uint32Array;
  refTo: Uint32Array;
  shiftAt: Uint32Array;
  shiftValue: Uint32Array;
  symbolAt: Uint32Array;
  symbolKind: Uint32Array;
  symbolArgument: Uint32Array;
  prefixAt: Uint32Array;
  parentTree: Uint32Array;
  stamped: Uint32Array;
  digested: Uint32Array;
  digests: Uint8Array;
  boxes: Float64Array;
}

export interface RelocatableObject {
  header: ObjectHeader;
  table: SideTable;
  /** The first `header.pages` objects are the pages, in order. */
  body: Uint8Array;
}

const MAGIC = 'EVPOBJ1\n';
const WORDS = [
  'starts',
  'ends',
  'refAt',
  'refTo',
  'shiftAt',
  'shiftValue',
  'symbolAt',
  'symbolKind',
  'symbolArgument',
  'prefixAt',
  'parentTree',
  'stamped',
  'digested',
] as const;

interface Directory {
  header: ObjectHeader;
  lengths: Record<string, number>;
  body: number;
}

/** One file: magic, length of the JSON (eight digits), JSON, typed arrays on boundaries of eight bytes (little-endian), body. */
export function serialiseObject({ header, table, body }: RelocatableObject): Uint8Array {
  const lengths: Record<string, number> = { boxes: table.boxes.length, digests: table.digests.length };
  for (const name of WORDS) lengths[name] = table[name].length;
  const directory: Directory = { header, lengths, body: body.length };
  const json = Buffer.from(JSON.stringify(directory));
  const pieces: Uint8Array[] = [Buffer.from(`${MAGIC}${String(json.length).padStart(8, '0')}`), aligned(json)];
  pieces.push(bytesOf(table.boxes));
  for (const name of WORDS) pieces.push(aligned(bytesOf(table[name])));
  pieces.push(aligned(table.digests), body);
  return Buffer.concat(pieces);
}

/** Reads what `serialiseObject` wrote. Throws when the bytes are not an object of this compiler: callers look objects up by version. */
export function readObject(bytes: Uint8Array): RelocatableObject {
  const { header, table, bodyAt, bodySize } = readHead(bytes);
  const body = bytes.subarray(bodyAt, bodyAt + bodySize);
  if (body.length !== bodySize) throw new Error('relocatable object is cut short');
  return { header, table, body };
}

/** All of an object but its body, and where in the file that is. */
export interface ObjectHead {
  header: ObjectHeader;
  table: SideTable;
  bodyAt: number;
  bodySize: number;
}

/** Needs the first `headSize(bytes)` bytes of the file at least. The table looks into them: they must stay as they are. */
export function readHead(bytes: Uint8Array): ObjectHead {
  const file = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
  const { header, lengths, body } = directoryOf(file);
  if (header.compiler !== COMPILER_VERSION) throw new Error(`object of ${header.compiler}, wanted ${COMPILER_VERSION}`);
  let at = 16 + padded(jsonLength(file));
  const take = (size: number): number => {
    const position = file.byteOffset + at;
    at += padded(size);
    return position;
  };
  const count = (name: string): number => lengths[name] ?? 0;
  const boxes = new Float64Array(file.buffer, take(count('boxes') * 8), count('boxes'));
  const words = {} as Record<(typeof WORDS)[number], Uint32Array>;
  for (const name of WORDS) words[name] = new Uint32Array(file.buffer, take(count(name) * 4), count(name));
  const digests = new Uint8Array(file.buffer, take(count('digests')), count('digests'));
  return { header, table: { ...words, boxes, digests }, bodyAt: at, bodySize: body };
}

/**
 * How many bytes of the start of a file hold all but the body, as far as its first bytes tell: given at least 16, ask again with as many
 * as it says until it says no more.
 */
export function headSize(start: Uint8Array): number {
  const json = 16 + padded(jsonLength(start));
  if (start.length < json) return json;
  const { lengths } = directoryOf(start);
  const words = WORDS.reduce((sum, name) => sum + padded((lengths[name] ?? 0) * 4), 0);
  return json + (lengths.boxes ?? 0) * 8 + words + padded(lengths.digests ?? 0);
}

function jsonLength(file: Uint8Array): number {
  const start = Buffer.from(file.buffer, file.byteOffset, Math.min(16, file.length)).toString('latin1');
  if (!start.startsWith(MAGIC) || start.length < 16) throw new Error('not a relocatable object');
  return Number(start.slice(8));
}

function directoryOf(file: Uint8Array): Directory {
  return JSON.parse(Buffer.from(file.buffer, file.byteOffset + 16, jsonLength(file)).toString('utf8')) as Directory;
}

function padded(size: number): number {
  return Math.ceil(size / 8) * 8;
}

function aligned(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 8 === 0) return bytes;
  const larger = new Uint8Array(padded(bytes.length));
  larger.set(bytes);
  return larger;
}

function bytesOf(array: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
