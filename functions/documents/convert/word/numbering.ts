import { childAt, elementsIn, type XmlElement } from '../xml.ts';
import { isOn, type Styles, valOf } from './styles.ts';

interface Level {
  start: number;
  format: string;
  /** `%1.%2`: the numbers of the levels in it. */
  text: string;
  legal: boolean;
  style: string | undefined;
}

interface List {
  /** Lists of one abstract list count on from each other. */
  counter: string;
  levels: Map<number, Level>;
  restarts: Map<number, number>;
}

/** What Word prints before a paragraph: a bullet, or a number that it works out. */
export type Mark = { kind: 'bullet'; level: number } | { kind: 'number'; label: string; level: number };

export interface Numbering {
  /** Call it once for every paragraph, in the order of the document: it counts. */
  markOf(properties: XmlElement | undefined, styleId: string | undefined): Mark | undefined;
}

const DEEPEST_LEVEL = 8;

/** Works out the numbers that Word prints (ECMA-376 part 1, 17.9): people cite "paragraph 3.2", so they must be those of the original. */
export function readNumbering(root: XmlElement | undefined, styles: Styles): Numbering {
  const lists = readLists(root, styles);
  const counts = new Map<string, (number | undefined)[]>();
  const restarted = new Set<string>();

  const count = (numId: string, list: List, level: number): (number | undefined)[] => {
    const numbers = counts.get(list.counter) ?? [];
    counts.set(list.counter, numbers);
    const restart = list.restarts.get(level);
    const first = `${numId}/${level}`;
    if (restart !== undefined && !restarted.has(first)) numbers[level] = restart;
    else numbers[level] = (numbers[level] ?? (list.levels.get(level)?.start ?? 1) - 1) + 1;
    restarted.add(first);
    numbers.length = level + 1;
    for (let above = 0; above < level; above += 1) numbers[above] ??= list.levels.get(above)?.start ?? 1;
    return numbers;
  };

  return {
    markOf: (properties, styleId) => {
      const own = childAt(properties, 'w:numPr');
      const inherited = styles.numbering(styleId);
      const numId = valOf(childAt(own, 'w:numId')) ?? inherited?.numId;
      const list = numId === undefined ? undefined : lists.get(numId);
      if (numId === undefined || !list) return undefined;
      const byStyle = [...list.levels].find(([, level]) => level.style !== undefined && level.style === styleId)?.[0];
      const given = Number(valOf(childAt(own, 'w:ilvl')) ?? byStyle ?? inherited?.level ?? 0);
      const level = Number.isInteger(given) ? Math.min(DEEPEST_LEVEL, Math.max(0, given)) : 0;
      const look = list.levels.get(level);
      if (look?.format === 'bullet' || (look && look.format !== 'none' && look.text.trim() === ''))
        return look.format === 'bullet' ? { kind: 'bullet', level } : undefined;
      const numbers = count(numId, list, level);
      if (!look || look.format === 'none') return undefined;
      const label = look.text.replace(/%([1-9])/g, (_, digit: string) => {
        const of = Number(digit) - 1;
        const format = look.legal ? 'decimal' : (list.levels.get(of)?.format ?? 'decimal');
        return written(numbers[of] ?? 1, format);
      });
      return { kind: 'number', label: label.trim(), level };
    },
  };
}

function readLists(root: XmlElement | undefined, styles: Styles): Map<string, List> {
  const abstract = new Map<string, XmlElement>();
  const numbers = new Map<string, XmlElement>();
  for (const element of root ? elementsIn(root) : []) {
    if (element.name === 'w:abstractNum') abstract.set(element.attributes.get('w:abstractNumId') ?? '', element);
    if (element.name === 'w:num') numbers.set(element.attributes.get('w:numId') ?? '', element);
  }
  const abstractOf = (number: XmlElement | undefined) => valOf(childAt(number, 'w:abstractNumId')) ?? '';
  const lists = new Map<string, List>();
  for (const [numId, number] of numbers) {
    let counter = abstractOf(number);
    // A list that is only a name for the list of a style.
    const linked = valOf(childAt(abstract.get(counter), 'w:numStyleLink'));
    const target = linked === undefined ? undefined : styles.numbering(linked)?.numId;
    if (target !== undefined && numbers.has(target)) counter = abstractOf(numbers.get(target));
    const levels = new Map<number, Level>();
    const restarts = new Map<number, number>();
    const source = abstract.get(counter);
    for (const level of source ? elementsIn(source) : []) if (level.name === 'w:lvl') readLevel(level, levels);
    for (const override of elementsIn(number)) {
      if (override.name !== 'w:lvlOverride') continue;
      const replaced = childAt(override, 'w:lvl');
      if (replaced) readLevel(replaced, levels);
      const start = Number(valOf(childAt(override, 'w:startOverride')) ?? Number.NaN);
      if (Number.isInteger(start)) restarts.set(Number(override.attributes.get('w:ilvl') ?? 0), start);
    }
    lists.set(numId, { counter, levels, restarts });
  }
  return lists;
}

function readLevel(level: XmlElement, levels: Map<number, Level>): void {
  const start = Number(valOf(childAt(level, 'w:start')) ?? 1);
  levels.set(Number(level.attributes.get('w:ilvl') ?? 0), {
    start: Number.isInteger(start) ? start : 1,
    format: valOf(childAt(level, 'w:numFmt')) ?? 'decimal',
    text: valOf(childAt(level, 'w:lvlText')) ?? '',
    legal: isOn(level, 'w:isLgl') ?? false,
    style: valOf(childAt(level, 'w:pStyle')),
  });
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];
/** Beyond it letters and Roman numbers grow long without end. */
const LARGEST_LETTER = 780;

function written(value: number, format: string): string {
  const small = value > 0 && value <= LARGEST_LETTER;
  if (format === 'lowerLetter' && small) return letters(value);
  if (format === 'upperLetter' && small) return letters(value).toUpperCase();
  if (format === 'lowerRoman' && small) return roman(value);
  if (format === 'upperRoman' && small) return roman(value).toUpperCase();
  if (format === 'decimalZero') return String(value).padStart(2, '0');
  return String(value);
}

/** a … z, aa, bb … zz, aaa: Word repeats the letter. */
const letters = (value: number): string =>
  String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.floor((value - 1) / 26) + 1);

function roman(value: number): string {
  let rest = value;
  let out = '';
  for (const [worth, sign] of ROMAN)
    while (rest >= worth) {
      out += sign;
      rest -= worth;
    }
  return out;
}
