/** What a page's content leaves open, so that what is painted after it starts from a clean state. */
export interface Balance {
  /** Graphics states saved and not restored. */
  saved: number;
  inText: boolean;
  marked: number;
  /** Offsets of `Q` that restore nothing. */
  strayRestores: number[];
  /** What ends a string or picture that the content leaves unfinished: it would swallow what follows. */
  unfinished?: string;
}

const KIND = { space: 1, delimiter: 2 } as const;
const CLASS = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) CLASS[byte] = KIND.space;
for (const character of '()<>[]{}/%') CLASS[character.charCodeAt(0)] = KIND.delimiter;

/** Reads operators only. Every turn of the loop moves forward by at least one byte. */
export function measureBalance(content: Uint8Array): Balance {
  const balance: Balance = { saved: 0, inText: false, marked: 0, strayRestores: [] };
  let at = 0;
  while (at < content.length) {
    const byte = content[at] ?? 0;
    if (CLASS[byte] === KIND.space) at += 1;
    else if (byte === 0x25) at = endOfLine(content, at);
    else if (byte === 0x28 || (byte === 0x3c && content[at + 1] !== 0x3c)) {
      const end = byte === 0x28 ? endOfString(content, at) : content.indexOf(0x3e, at) + 1;
      if (end <= at) return { ...balance, unfinished: byte === 0x28 ? ')'.repeat(-end) : '>' };
      at = end;
    } else if (CLASS[byte] === KIND.delimiter) at += 1;
    else {
      const end = endOfToken(content, at);
      // A name's characters follow its solidus, and are no operator.
      if (content[at - 1] !== 0x2f) {
        if (isInlineImage(content, at, end)) {
          const after = endOfInlineImage(content, end);
          if (after < 0) return { ...balance, unfinished: '\nEI' };
          at = after;
          continue;
        }
        operator(
          balance,
          Buffer.from(content.buffer, content.byteOffset + at, Math.min(end - at, 4)).toString('latin1'),
          end - at,
          at,
        );
      }
      at = end;
    }
  }
  return balance;
}

function operator(balance: Balance, name: string, length: number, at: number): void {
  if (length > 3) return;
  if (name === 'q') balance.saved += 1;
  else if (name === 'Q') {
    if (balance.saved > 0) balance.saved -= 1;
    else balance.strayRestores.push(at);
  } else if (name === 'BT') balance.inText = true;
  else if (name === 'ET') balance.inText = false;
  else if (name === 'BMC' || name === 'BDC') balance.marked += 1;
  else if (name === 'EMC') balance.marked = Math.max(0, balance.marked - 1);
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

function endOfToken(content: Uint8Array, from: number): number {
  let at = from;
  while (at < content.length && CLASS[content[at] ?? 0] === 0) at += 1;
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

function isInlineImage(content: Uint8Array, at: number, end: number): boolean {
  return end - at === 2 && content[at] === 0x49 && content[at + 1] === 0x44;
}

/**
 * After the `EI` that ends the picture whose data follow `ID`. Data that are not filtered have a length that can be worked out; others
 * end at an `EI` between white space that is followed by what looks like operators. -1 when there is no end.
 */
function endOfInlineImage(content: Uint8Array, from: number): number {
  const begin = Buffer.from(content.buffer, content.byteOffset, from).lastIndexOf('BI');
  const length = plainLength(Buffer.from(content.subarray(Math.max(0, begin), from)).toString('latin1'));
  if (length !== undefined) {
    const ending = Buffer.from(content.subarray(from + 1 + length, from + 1 + length + 6)).toString('latin1');
    const match = /^\s{0,3}EI/.exec(ending);
    if (match) return from + 1 + length + match[0].length;
  }
  for (let at = from + 1; at + 1 < content.length; at += 1) {
    if (content[at] !== 0x45 || content[at + 1] !== 0x49 || CLASS[content[at - 1] ?? 0] !== KIND.space) continue;
    const after = content.subarray(at + 2, at + 12);
    const looksLikeText = after.every((byte) => CLASS[byte] === KIND.space || (byte >= 0x20 && byte < 0x7f));
    if ((after.length === 0 || CLASS[after[0] ?? 0] === KIND.space) && looksLikeText) return at + 2;
  }
  return -1;
}

const COMPONENTS: Readonly<Record<string, number>> = {
  G: 1,
  DeviceGray: 1,
  RGB: 3,
  DeviceRGB: 3,
  CMYK: 4,
  DeviceCMYK: 4,
  I: 1,
  Indexed: 1,
};

/** Bytes of unfiltered data, from the picture's own entries. */
function plainLength(entries: string): number | undefined {
  if (/\/(?:F|Filter)\b/.test(entries)) return undefined;
  const entry = (names: string): string | undefined =>
    new RegExp(`/(?:${names})\\s*[\\[/]?\\s*/?(\\w+)`).exec(entries)?.[1];
  const mask = entry('IM|ImageMask') === 'true';
  const components = mask ? 1 : COMPONENTS[entry('CS|ColorSpace') ?? ''];
  const [width, height, bits] = [
    Number(entry('W|Width')),
    Number(entry('H|Height')),
    mask ? 1 : Number(entry('BPC|BitsPerComponent')),
  ];
  const length = Math.ceil((width * (components ?? Number.NaN) * bits) / 8) * height;
  return Number.isFinite(length) ? length : undefined;
}
