import { CLASS, codeOf, KIND } from './content-classes.ts';
import { plainName } from './drawn-names.ts';
import { endOfInlineImage } from './inline-image.ts';
import type { TextPlaces } from './text-places.ts';

/** What a page's content leaves open, so that what is painted after it starts from a clean state. */
export interface Balance {
  /** Graphics states saved and not restored. */
  saved: number;
  inText: boolean;
  marked: number;
  /** Offsets of `Q` that restore nothing. */
  strayRestores: number[];
  /** Names of the XObjects that it draws. */
  drawn: Set<string>;
  /** What ends a string or picture that the content leaves unfinished: it would swallow what follows. */
  unfinished?: string;
}

const OPERATOR = {
  q: codeOf('q'),
  Q: codeOf('Q'),
  BT: codeOf('BT'),
  ET: codeOf('ET'),
  BMC: codeOf('BMC'),
  BDC: codeOf('BDC'),
  BI: codeOf('BI'),
  Do: codeOf('Do'),
  EMC: codeOf('EMC'),
  ID: codeOf('ID'),
} as const;
const SOLIDUS = 0x2f;

/** Reads operators only, and tells `places` of what shows text. Every turn of the loop moves forward by at least one byte. */
export function measureBalance(content: Uint8Array, places?: TextPlaces): Balance {
  const balance: Balance = { saved: 0, inText: false, marked: 0, strayRestores: [], drawn: new Set() };
  const open = new OpenBrackets();
  let at = 0;
  let name = -1;
  while (at < content.length) {
    const byte = content[at] ?? 0;
    const kind = CLASS[byte];
    if (kind === KIND.space) at += 1;
    else if (byte === SOLIDUS) {
      name = at;
      at = endOfToken(content, at + 1);
    } else if (kind === 0 && isNumeric(byte)) {
      const start = at;
      at = endOfToken(content, at + 1);
      places?.operand(start, at);
    } else if (kind === 0) {
      const start = at;
      at = endOfToken(content, at + 1);
      const code = at - start > 3 ? 0 : codeAt(content, start, at);
      if (code === OPERATOR.ID) {
        const after = endOfInlineImage(content, at);
        if (after < 0) return { ...balance, unfinished: '\nEI' };
        at = after;
        open.isPicture = false;
      } else if (code > 0) {
        if (code === OPERATOR.BI) open.isPicture = true;
        else if (code === OPERATOR.Do && name >= 0) balance.drawn.add(nameAt(content, name));
        operator(balance, code, start);
        places?.operator(code, content);
      }
    } else if (byte === 0x25) at = endOfLine(content, at);
    else if (byte === 0x28 || (byte === 0x3c && content[at + 1] !== 0x3c)) {
      const end = byte === 0x28 ? endOfString(content, at) : content.indexOf(0x3e, at) + 1;
      if (end <= at)
        return { ...balance, unfinished: `${byte === 0x28 ? `\n${')'.repeat(-end)}` : '>'}${open.closing()}` };
      places?.string(content, at, end);
      at = end;
    } else {
      const width = byte === 0x3c || (byte === 0x3e && content[at + 1] === 0x3e) ? 2 : 1;
      open.meet(byte, width);
      at += width;
    }
  }
  const unfinished = open.closing();
  return unfinished === '' ? balance : { ...balance, unfinished };
}

/** Arrays and dictionaries that are not closed yet, and a picture whose data have not come: to readers all that follows is theirs. */
class OpenBrackets {
  isPicture = false;
  private readonly open: number[] = [];

  meet(byte: number, width: number): void {
    if (byte === 0x5b || (byte === 0x3c && width === 2)) this.open.push(byte);
    const opener = byte === 0x5d ? 0x5b : byte === 0x3e && width === 2 ? 0x3c : 0;
    if (opener !== 0 && this.open.at(-1) === opener) this.open.pop();
  }

  closing(): string {
    const brackets = this.open.toReversed().map((byte) => (byte === 0x5b ? ']' : '>>'));
    return `${brackets.length > 0 ? `\n${brackets.join('')}` : ''}${this.isPicture ? '\nID \nEI' : ''}`;
  }
}

function endOfToken(content: Uint8Array, from: number): number {
  let at = from;
  while (at < content.length && CLASS[content[at] ?? 0] === 0) at += 1;
  return at;
}

function nameAt(content: Uint8Array, start: number): string {
  const end = endOfToken(content, start + 1);
  return plainName(Buffer.from(content.buffer, content.byteOffset + start, end - start).toString('latin1'));
}

function codeAt(content: Uint8Array, start: number, end: number): number {
  let code = 0;
  for (let at = start; at < end; at += 1) code = code * 256 + (content[at] ?? 0);
  return code;
}

const isNumeric = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2e || byte === 0x2b;

function operator(balance: Balance, code: number, at: number): void {
  switch (code) {
    case OPERATOR.q:
      balance.saved += 1;
      break;
    case OPERATOR.Q:
      if (balance.saved > 0) balance.saved -= 1;
      else balance.strayRestores.push(at);
      break;
    case OPERATOR.BT:
      balance.inText = true;
      break;
    case OPERATOR.ET:
      balance.inText = false;
      break;
    case OPERATOR.BMC:
    case OPERATOR.BDC:
      balance.marked += 1;
      break;
    case OPERATOR.EMC:
      balance.marked = Math.max(0, balance.marked - 1);
      break;
  }
}

/** Closes what is open and undoes the `q` that the linker's page starts with. */
export function closing(balance: Balance): string {
  return `${balance.inText ? 'ET ' : ''}${'EMC '.repeat(balance.marked)}${'Q '.repeat(balance.saved + 1)}`;
}

/**
 * The content without its stray `Q` (they would restore the state saved before the page), and with an end to what has none. Nothing
 * else goes: what was taken for a string may have been the data of a picture.
 */
export function repaired(content: Uint8Array, balance: Balance): Uint8Array {
  const copy = new Uint8Array(Buffer.concat([content, Buffer.from(`${balance.unfinished ?? ''}\n`)]));
  for (const at of balance.strayRestores) copy[at] = 0x20;
  return copy;
}

function endOfLine(content: Uint8Array, from: number): number {
  let at = from;
  while (at < content.length && content[at] !== 10 && content[at] !== 13) at += 1;
  return at;
}

/** After the closing parenthesis; when there is none, how many are missing, as a negative number. */
function endOfString(content: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < content.length; at += 1) {
    const byte = content[at];
    if (byte === 0x5c) at += 1;
    else if (byte === 0x28) depth += 1;
    else if (byte === 0x29) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -depth;
}
