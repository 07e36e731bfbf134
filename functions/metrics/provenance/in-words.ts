import { asPublished, dateInWords } from '../figure.ts';
import type { Part, Provenance, Stood } from './model.ts';

/** One thing that a figure answers, as a term and what is said of it. */
export interface Answer {
  term: string;
  text: string;
}

/** How it came about, on one line: '407 ÷ 57,810 × 10,000', 'mean of 9 of 10 statistical neighbours, model of 2025', 'as the file gives it'. */
export function makingInWords({ making, rounding }: Provenance): string {
  switch (making.how) {
    case 'given':
      return 'as the file gives it';
    case 'as-published':
      return asPublished;
    case 'calculated':
      return `${divided(making.parts)}${making.times === 1 ? '' : ` × ${making.times.toLocaleString('en-GB')}`}`;
    case 'sum':
      return `sum of ${making.parts.length} counts, which add up to twelve months`;
    case 'share':
      return `${divided(making.parts)} × 100`;
    case 'mean':
      return `mean of ${making.used} of ${making.of} statistical neighbours, model of ${making.model}`;
    case 'difference':
      return `${making.parts[0].printed} − ${making.parts[1].printed}${rounding.decimals > 0 ? ', as printed' : ''}`;
  }
}

const divided = ([above, below]: readonly [Part, Part]) => `${above.printed} ÷ ${below.printed}`;

const counted = ['no decimals', 'one decimal', 'two decimals', 'three decimals', 'four decimals'];

/** 'one decimal; a 5 rounds away from nought, once, at the end', 'no decimals, as its source rounded it', 'a whole number, not rounded here'. */
export function roundingInWords({ rounding: { decimals, rule }, making }: Provenance): string {
  const digits = counted[decimals] ?? `${decimals} decimals`;
  if (rule === 'half-up') return `${digits}; a 5 rounds away from nought, once, at the end`;
  if (rule === 'source') return `${digits}, as its source rounded it`;
  return making.how === 'difference'
    ? `${digits}: of two printed figures, nothing is rounded`
    : 'a whole number, not rounded here';
}

/** 'row 12', 'sheet “Data”, row 12'; where no reader kept it, so much. */
export function rowInWords({ sheet, row }: Stood): string {
  const place = [...(sheet === undefined ? [] : [`sheet “${sheet}”`]), ...(row === undefined ? [] : [`row ${row}`])];
  return place.length > 0 ? place.join(', ') : 'its row was not kept';
}

/** Rows of one file: '12, 30 and 31', '12 to 21'. */
export function rowsInShort(rows: readonly number[]): string {
  const sorted = [...new Set(rows)].toSorted((one, other) => one - other);
  const spans: [number, number][] = [];
  for (const row of sorted) {
    const last = spans.at(-1);
    if (last && row === last[1] + 1) last[1] = row;
    else spans.push([row, row]);
  }
  const said = spans.flatMap(([from, to]) =>
    to - from < 2 ? Array.from({ length: to - from + 1 }, (_, more) => String(from + more)) : [`${from} to ${to}`],
  );
  const end = said.at(-1) ?? '';
  return said.length < 2 ? end : `${said.slice(0, -1).join(', ')} and ${end}`;
}

/** 'figures-2026.csv, row 12': what is looked for in the file that was imported. */
export function fileAndRow(stood: Stood): string {
  return `${stood.release.fileName ?? stood.release.source}, ${rowInWords(stood)}`;
}

/** Everything that a figure answers, but its parts and its releases, which are lists of their own. */
export function answersOf(one: Provenance): Answer[] {
  const { making, population, symbol, first } = one;
  return [
    { term: 'Figure', text: one.printed },
    {
      term: 'What it is',
      text: `${one.label}${one.breakdown === undefined ? '' : ` (${one.breakdown})`}, ${one.unit}`,
    },
    { term: 'Place', text: capital(one.place.name) },
    { term: 'Date', text: dateInWords(one.date) },
    ...(symbol
      ? [
          {
            term: 'Symbol',
            text: `${symbol.symbol} means “${symbol.means}”. It is never nought, and is left out of sums and means.`,
          },
        ]
      : []),
    {
      term: 'How it came about',
      text: `${capital(makingInWords(one))}${making.how === 'given' || making.how === 'as-published' ? '' : ': calculated here'}`,
    },
    ...(making.how === 'calculated' || making.how === 'as-published' ? making.parts.map(sideAnswer) : []),
    ...(population === undefined
      ? []
      : [
          {
            term: 'Population',
            text:
              population === 'not stated'
                ? 'Not stated by its source'
                : `${capital(population)} estimate of children aged 0 to 17`,
          },
        ]),
    { term: 'Rounding', text: capital(roundingInWords(one)) },
    ...(one.revised
      ? [{ term: 'Revised to', text: `${one.revised.printed}, in ${one.revised.stood.map(fileAndRow).join(' and ')}` }]
      : []),
    ...(first
      ? [
          {
            term: 'First published',
            text: `${first.printed}, in ${first.stood.map(fileAndRow).join(' and ')}; revised since`,
          },
        ]
      : []),
  ];
}

const sideAnswer = (part: Part): Answer => ({
  term: part.side === 'denominator' ? 'Denominator' : 'Numerator',
  text: `${part.printed}: ${part.says}`,
});

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
