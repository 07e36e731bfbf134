import { CLASS, KIND } from './content-classes.ts';

/** A picture within content has a handful of entries; the longest is a palette of 256 colours in hexadecimal. */
const LONGEST_ENTRIES = 4_096;

/**
 * After the `EI` that ends the picture whose data follow `ID`. Data that are not filtered have a length that can be worked out; others
 * end at an `EI` between white space that is followed by what looks like operators. -1 when there is no end.
 */
export function endOfInlineImage(content: Uint8Array, from: number): number {
  const before = Buffer.from(content.subarray(Math.max(0, from - LONGEST_ENTRIES), from)).toString('latin1');
  const begin = before.lastIndexOf('BI');
  const length = begin < 0 ? undefined : plainLength(before.slice(begin));
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
