/** A number that somebody typed in a narrative, and not as a bound figure. */
export interface TypedNumber {
  /** As it stands: '1,362', '70.4', '34%', '44th'. */
  text: string;
  /** A decimal string without separators: '1362'. */
  value: string;
  /** What stands with it says what it can be: `any` where nothing does. */
  unit: 'percent' | 'rate-per-10000' | 'rank' | 'any';
  /** Characters from the beginning of the Markdown. */
  offset: number;
  /** 'line 3, column 14' of the Markdown. */
  where: string;
  /** The sentence around it, on one line, of at most 300 characters: its words help to tell what was meant. */
  sentence: string;
}

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';

/** What holds digits and is no figure. Each is covered with spaces before numbers are looked for, so that places stay what they are. */
const noFigures: readonly RegExp[] = [
  // Bound figures, code, the targets of links, bare addresses.
  /\[\[[^\]\n]*\]\]/g,
  /`[^`\n]*`/g,
  /\]\([^)\n]*\)/g,
  /\bhttps?:\/\/\S+/g,
  // The number of a list or of a heading.
  /^[ \t]*(?:#+[ \t]+)?\d+(?:\.\d+)*[.)][ \t]/gm,
  /^[ \t]*#+[ \t]+\d+(?:\.\d+)*[ \t]/gm,
  // Dates, years and times.
  new RegExp(
    `\\b\\d{1,2}(?:st|nd|rd|th)?(?:[ \\t]*(?:to|and|-|–)[ \\t]*\\d{1,2}(?:st|nd|rd|th)?)?[ \\t]+(?:${months})\\b(?:[ \\t]+\\d{4})?`,
    'gi',
  ),
  new RegExp(`\\b(?:${months})[ \\t]+\\d{1,2}(?:st|nd|rd|th)?,?(?:[ \\t]+\\d{4})?\\b(?![.,]?\\d|%)`, 'gi'),
  /\b\d{4}-\d{2}-\d{2}\b/g,
  /\b\d{1,2}\/\d{1,2}\/\d{2,4}\b/g,
  /\b(?:19|20)\d{2}(?:[/–-]\d{2,4})?\b(?![.,]\d|%)/g,
  /\b\d{1,2}[:.]\d{2}[ \t]?(?:am|pm)\b/gi,
  /\b\d{1,2}:\d{2}\b/g,
  // Money, ages and the ten thousand of a rate.
  /£[ \t]?\d[\d,.]*(?:[ \t]?(?:m|k|million|thousand))?/gi,
  /\b(?:aged?|ages)[ \t]+\d+(?:[ \t]*(?:to|and|-|–)[ \t]*\d+)?/gi,
  /\bper[ \t]+\d[\d,]*/gi,
];

const number = /(?<![\w.,/-])(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,6})?(%|st\b|nd\b|rd\b|th\b)?(?![\w/]|[.,-]\d)/g;

/** The numbers of a narrative that could be figures, in the order of the text. */
export function numbersIn(markdown: string): TypedNumber[] {
  const text = noFigures.reduce((left, one) => left.replace(one, (found) => ' '.repeat(found.length)), markdown);
  return [...text.matchAll(number)].map((found) => {
    const [whole, digits = '', fraction = '', mark = ''] = found;
    const after = markdown.slice(found.index + whole.length);
    return {
      text: whole,
      value: `${digits.replaceAll(',', '')}${fraction}`,
      unit: unitOf(mark, after),
      offset: found.index,
      where: placeOf(markdown, found.index),
      sentence: sentenceAround(markdown, found.index, whole.length),
    };
  });
}

function unitOf(mark: string, after: string): TypedNumber['unit'] {
  if (mark === '%' || /^[ \t]*(?:per[ \t]?cent|percentage)\b/i.test(after)) return 'percent';
  if (mark !== '') return 'rank';
  return /^[ \t]*(?:children[ \t]+)?per[ \t]+10,?000\b/i.test(after) ? 'rate-per-10000' : 'any';
}

/** 'line 3, column 14', both counted from 1. */
export function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

const furthest = 150;

/** From the end of the sentence before to the end of its own, or of the paragraph. */
function sentenceAround(markdown: string, offset: number, length: number): string {
  const before = markdown.slice(Math.max(0, offset - furthest), offset);
  const after = markdown.slice(offset + length, offset + length + furthest);
  const from = before.split(/[.!?]\s|\n\s*\n|\n[#*-]/).at(-1) ?? '';
  const [to = ''] = after.split(/[.!?](?:\s|$)|\n\s*\n|\n[#*-]/);
  return `${from}${markdown.slice(offset, offset + length)}${to}`.replace(/\s+/g, ' ').trim();
}
