import type { Problem } from '../model.ts';
import { clustersOf } from './clusters.ts';
import { type Element, isElement, textOf } from './model.ts';

/** Whether one shipped font can draw all of these characters together. */
export type Covers = (cluster: string) => boolean;

/** Longest run of letters that is left alone: 24 letters of body text are about 50 mm. */
const LONGEST_WORD = 24;
const BREAK = '\u200B';
const MOST_REPORTED = 50;

/**
 * Makes every text printable, in place: control characters, bidi overrides and characters that no shipped font has become their code
 * in print (`U+202E`), and long words get invisible places to break. Says where characters were replaced.
 */
export function makePrintable(
  sections: readonly Element[],
  covers: Covers,
  pictureCovers: (text: string) => Covers = () => covers,
): Problem[] {
  const problems: Problem[] = [];
  for (const section of sections) {
    const heading = firstHeading(section);
    const where = heading ? `section "${textOf(heading)}"` : section.place;
    const found = new Map<string, { count: number; sample: string }>();
    printable(section, covers, pictureCovers, found);
    problems.push(...problemsOf(found, where));
  }
  if (problems.length <= MOST_REPORTED) return problems;
  const rest = problems.length - MOST_REPORTED;
  return [
    ...problems.slice(0, MOST_REPORTED),
    { where: 'the document', message: `${rest} more kinds of character were printed as codes.` },
  ];
}

/** One text, such as the running head. */
export function printableText(text: string, covers: Covers, where: string): { text: string; problems: Problem[] } {
  const found: Found = new Map();
  const printed = replaceUnprintable(text, covers, found);
  return { text: printed, problems: problemsOf(found, where) };
}

function problemsOf(found: Found, where: string): Problem[] {
  return Array.from(found, ([code, { count, sample }]) => ({
    where,
    found: code,
    message: `${count === 1 ? 'A character' : `${count} characters`} can't be printed and ${count === 1 ? 'stands' : 'stand'} as ${code}, first in "${sample}". Replace it in the text or title it came from.`,
  }));
}

function firstHeading(element: Element): Element | undefined {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    const heading = /^h\d$/.test(child.name) ? child : firstHeading(child);
    if (heading) return heading;
  }
  return undefined;
}

type Found = Map<string, { count: number; sample: string }>;

function printable(element: Element, covers: Covers, pictureCovers: (text: string) => Covers, found: Found): void {
  for (const key of ['alt', 'title'] as const) {
    const value = element.attributes[key];
    if (value !== undefined) element.attributes[key] = replaceUnprintable(value, covers, found);
  }
  if (element.picture !== undefined) element.picture = printablePicture(element.picture, pictureCovers, found);
  element.children.forEach((child, index) => {
    if (isElement(child)) printable(child, covers, pictureCovers, found);
    else element.children[index] = breakLongWords(replaceUnprintable(child, covers, found));
  });
}

/** A line feed and a tab are white space by now or harmless in a picture; everything else that steers is shown. */
const STEERS =
  /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFD\p{Cs}\p{Co}\p{NChar}]|[\u{E0000}-\u{E0FFF}]/u;
const INVISIBLE = /^(?:\u00AD|[\u200B-\u200D]|\u2060|[\uFE00-\uFE0F]|\u034F)$/;

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

export function replaceUnprintable(text: string, covers: Covers, found: Found): string {
  if (/^[\x20-\x7E\u00A0-\u00FF\u2013-\u2026]*$/.test(text) && !text.includes('\u00AD')) return text;
  let out = '';
  const replace = (character: string, cluster: string) => {
    const code = codeOf(character);
    const known = found.get(code);
    if (known) known.count += 1;
    else found.set(code, { count: 1, sample: sampleAround(text, cluster) });
    out += code;
  };
  let first = true;
  for (const segment of clustersOf(text)) {
    // A mark at the start would join whatever was printed before it.
    const joins = first && /^\p{M}/u.test(segment);
    first = false;
    const plain = !STEERS.test(segment) && !joins;
    if (plain && covers(withoutInvisible(segment))) {
      out += segment;
      continue;
    }
    let base = true;
    for (const character of segment) {
      if (character === '\n' || character === '\t' || character === '\r') out += character;
      else if (INVISIBLE.test(character)) continue;
      else if (
        STEERS.test(character) ||
        !covers(character) ||
        (!base && !covers(segmentBase(segment) + character)) ||
        (base && /^\p{M}/u.test(character))
      ) {
        replace(character, segment);
      } else out += character;
      base = false;
    }
  }
  return out;
}

const withoutInvisible = (segment: string): string =>
  Array.from(segment)
    .filter((character) => !INVISIBLE.test(character))
    .join('');
const segmentBase = (segment: string): string => String.fromCodePoint(segment.codePointAt(0) ?? 0x20);

function sampleAround(text: string, cluster: string): string {
  const at = text.indexOf(cluster);
  const visible = (part: string) =>
    Array.from(part)
      .map((character) => (STEERS.test(character) ? codeOf(character) : character))
      .join('');
  return visible(text.slice(Math.max(0, at - 20), at + cluster.length + 20).trim());
}

/** Text between the tags of a picture; its mark-up is ASCII by the allow-list. */
function printablePicture(source: string, covers: (text: string) => Covers, found: Found): string {
  return source.replace(/>([^<]+)</g, (_, written: string) => {
    const text = written.normalize('NFC');
    return `>${replaceUnprintable(text, covers(text), found)}<`;
  });
}

/** Letters of one word: long ones, such as file names, addresses and digests, may break after a joint or every few letters. */
export function breakLongWords(text: string): string {
  return text.replace(/[^\s\u00A0\u200B-]{25,}/g, (word) => {
    if (/\p{M}|[\u0590-\u0DFF]/u.test(word)) return word;
    let out = '';
    let run = 0;
    for (const character of word) {
      out += character;
      run += 1;
      if (run >= LONGEST_WORD / 2 || (run >= 4 && /[/._@&=?:;,]/.test(character))) {
        out += BREAK;
        run = 0;
      }
    }
    return out.endsWith(BREAK) ? out.slice(0, -1) : out;
  });
}
