import { barChart } from '../../functions/documents/charts/bar-chart.ts';
import { lineChart } from '../../functions/documents/charts/line-chart.ts';

/** A report such as a pack's, invented and the same each time: what every engine is given, in the form that it takes. */
export interface Content {
  title: string;
  chapters: readonly Chapter[];
}

export interface Chapter {
  id: string;
  title: string;
  /** Begins a page, as a third of the sections of a pack do. */
  ownPage: boolean;
  blocks: readonly Block[];
}

export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'prose'; words: readonly Word[] }
  | { kind: 'source'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | Table
  | { kind: 'chart'; caption: string; svg: string };

interface Table {
  kind: 'table';
  caption: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** How many columns after the first hold numbers. */
  numbers: number;
  /** Proportions of the columns, else as wide as what they hold. */
  widths?: string;
}

export type Word = string | { strong: string } | { link: string; href: string } | { note: string; id: string };

/**
 * `standard` holds what the documents hold that we ship, all taken together: its chapter is what stands on five of their pages, and
 * begins a page (`shipped.ts` counts them, and the bench prints both). `dense` has twice the words, a half more cells, and footnotes,
 * of which the shipped ones have none; none of its chapters begins a page.
 */
export type Mix = 'standard' | 'dense';

const sentences = [
  'Neglect is the most common reason for a child protection plan in the county, and it has been for nine years.',
  'The partnership agreed a shared definition in the spring, and every agency now trains to it.',
  'Practitioners told us that they recognise neglect early but wait too long before they name it to the family.',
  'Where the graded care profile was used, plans were more specific and ended sooner.',
  'Health visitors hold the longest view of a family, and their records were read in four of ten audits.',
  'Schools would like to hear what became of a referral; most learnt of it from the child.',
  'Supervision was recorded on time in most teams and reflected on the lived experience of the child in few.',
  'The board asked for a dataset that follows a child through services, not services through a year.',
];

const places = ['Ashcombe', 'Brindley', 'Castlemere', 'Dunstone', 'Elmhurst', 'Fairwater', 'Greystoke', 'Holmfield'];
const years = ['2021', '2022', '2023', '2024', '2025', '2026'];
const changes = ['Higher than last year', 'Lower than last year', 'About the same'];
const owners = ['Head of quality', 'Principal social worker', 'Designated nurse', 'Education lead'];

/**
 * So many chapters of some four (`standard`) or five (`dense`) pages each. Another edition has other words and figures in every place: a
 * warm process must not find the last one's work done.
 */
export function makeContent(mix: Mix, chapters: number, edition = 1): Content {
  return {
    title: 'Review of practice with neglected children',
    chapters: Array.from({ length: chapters }, (_, index) => chapter(mix, index + 1, edition)),
  };
}

function chapter(mix: Mix, number: number, edition: number): Chapter {
  const pick = series(number + edition * 1000);
  return {
    id: `chapter-${number}`,
    title: `Chapter ${number}: ${pick(places)} and its neighbours`,
    ownPage: mix === 'standard',
    blocks: mix === 'standard' ? standard(pick, number) : dense(pick, number),
  };
}

function standard(pick: Pick, number: number): Block[] {
  const blocks: Block[] = [];
  const said = (...words: Word[]) => blocks.push({ kind: 'prose', words });
  const source = () => blocks.push({ kind: 'source', text: `Source: ${10 + pick.number(90)} files, 2026.` });
  const guidance: Word = { link: 'the guidance', href: 'https://example.org/guidance' };
  for (const part of [1, 2, 3]) {
    blocks.push({ kind: 'heading', level: 2, text: `${number}.${part} What was heard in ${pick(places)}` });
    said(`${pick(sentences)} See `, guidance, '.');
    blocks.push({ kind: 'heading', level: 3, text: `What the figures of ${pick(places)} say` });
    said(pick(sentences));
    said({ strong: 'What we found.' }, ' See ', guidance, '.');
    blocks.push(measures(pick, number * 9 + part, part < 3 ? 'Children on a plan for neglect, ' : ''));
    source();
    if (part < 3) {
      blocks.push({ kind: 'heading', level: 3, text: `What became of it in ${pick(places)}` });
      blocks.push(part === 1 ? lines(pick) : bars(pick));
      source();
      blocks.push({ kind: 'list', items: Array.from({ length: 3 }, () => pick(sentences)) });
    } else {
      blocks.push(actions(pick, number * 9 + 7, 4));
      source();
    }
    blocks.push({ kind: 'heading', level: 3, text: `What ${pick(places)} will do` });
    said(`What was agreed in ${pick(places)} is `, guidance, '.');
    said(`It was agreed with the ${pick(owners).toLowerCase()}.`);
    blocks.push(actions(pick, number * 9 + part + 3, 4));
    source();
    said(`Progress is reported in ${pick(years)}, see `, guidance, '.');
  }
  return blocks;
}

function dense(pick: Pick, number: number): Block[] {
  const blocks: Block[] = [];
  for (const part of [1, 2, 3]) {
    blocks.push({ kind: 'heading', level: 2, text: `${number}.${part} What was heard in ${pick(places)}` });
    blocks.push(prose(pick, `n${number}-${part}`), prose(pick), prose(pick));
    blocks.push({ kind: 'list', items: Array.from({ length: 4 }, () => pick(sentences)) });
    blocks.push({ kind: 'heading', level: 3, text: `What the figures of ${pick(places)} say` }, prose(pick));
    blocks.push(part === 2 ? bars(pick) : lines(pick), prose(pick));
    blocks.push(
      part === 2 ? rates(pick, number * 3 + part, 30, years) : rates(pick, number * 3 + part, 6, years.slice(-2)),
    );
  }
  return blocks;
}

type Pick = { <T>(list: readonly T[]): T; number(below: number): number };

/** A series of its own for each chapter (xorshift): the same numbers in every run. */
function series(seed: number): Pick {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  const number = (below: number) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state % below;
  };
  return Object.assign(<T>(list: readonly T[]) => list[number(list.length)] as T, { number });
}

function prose(pick: Pick, note?: string): Block {
  const words: Word[] = [`${pick(sentences)} ${pick(sentences)} `, { strong: 'What we found.' }, ` ${pick(sentences)}`];
  if (note) words.push({ note: `Audit of ${10 + pick.number(90)} files, ${pick(places)}.`, id: note });
  words.push(` ${pick(sentences)} See `, { link: 'the guidance', href: 'https://example.org/guidance' });
  return { kind: 'prose', words: [...words, ` and what follows. ${pick(sentences)}`] };
}

const rate = (pick: Pick) => `${pick.number(120)}.${pick.number(10)}`;

function rates(pick: Pick, number: number, rows: number, columns: readonly string[]): Table {
  return {
    kind: 'table',
    caption: `Table ${number}: Rates per 10,000 children, by district and year`,
    head: ['District', ...columns, 'Change in words'],
    rows: Array.from({ length: rows }, (_, row) => [
      `${pick(places)} ${row + 1}`,
      ...columns.map(() => (pick.number(20) === 0 ? 'c' : rate(pick))),
      pick(changes),
    ]),
    numbers: columns.length,
  };
}

/** With widths of columns, as shipped tables have them: longer names of measures take two lines. */
function measures(pick: Pick, number: number, name: string): Block {
  const table = rates(pick, number, 7, years.slice(-3));
  return { ...table, widths: '5 2 2 2 5', rows: table.rows.map(([place, ...rest]) => [`${name}${place}`, ...rest]) };
}

function actions(pick: Pick, number: number, rows: number): Block {
  return {
    kind: 'table',
    caption: `Table ${number}: What was agreed, and who does it`,
    head: ['Action', 'What is agreed', 'Who', 'By'],
    rows: Array.from({ length: rows }, (_, row) => [
      `A${row + 1}`,
      `${pick(changes)} in ${pick(places)}: ask each team what it changed for children`,
      pick(owners),
      `${1 + pick.number(28)} May ${pick(years)}`,
    ]),
    numbers: 0,
  };
}

function lines(pick: Pick): Block {
  const title = `Plans fell in ${pick(places)}`;
  const { svg } = lineChart({
    title,
    decimals: 1,
    unit: 'Rate per 10,000 aged 0 to 17',
    series: ['Thornmere', 'Neighbours', 'England'].map((name) => ({
      name,
      points: years.map((period) => ({ period, value: { value: 20 + pick.number(600) / 10 } })),
    })),
    breaks: [],
  });
  return { kind: 'chart', caption: title, svg };
}

function bars(pick: Pick): Block {
  const title = `Most referrals come from ${pick(places)}`;
  const bars = places.map((label) => ({ label, value: { value: pick.number(900) } }));
  return { kind: 'chart', caption: title, svg: barChart({ title, decimals: 0, unit: 'referrals', bars }).svg };
}
