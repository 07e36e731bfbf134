import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Cell, columns, type ListNumber } from '../../../builders/annex-a/columns.ts';
import { readAt } from '../../../builders/annex-a/reading.ts';
import { writeRows } from '../../../builders/annex-a/workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'annex-a-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

const headings = (list: ListNumber): string[] => columns[list].map(([, heading]) => heading);
const row = (list: ListNumber, values: Record<string, Cell>): Cell[] => columns[list].map(([name]) => values[name]);
const day = (date: string) => ({ date });

async function read(sheets: Record<string, Cell[][]>) {
  files += 1;
  const path = join(folder, `${files}.xlsx`);
  await writeRows(path, sheets);
  return readAt(path, '2026-03-31');
}

/** What is wrong with plans, one line each. */
async function wrongIn(list: ListNumber, ...rows: Record<string, Cell>[]): Promise<string[]> {
  const done = await read({ [`List ${list}`]: [headings(list), ...rows.map((values) => row(list, values))] });
  if (done.ok) return ['nothing'];
  return (done.details ?? []).map(({ where, found, message }) => `${where}: ${message}${found ? ` [${found}]` : ''}`);
}

const plan = { id: 'A1', start: day('2026-01-05'), category: 'NEG', earlier: 0 };

describe('a row that can’t be right', () => {
  it.each<[string, Record<string, Cell>, string]>([
    [
      'a day that never was',
      { start: '30/02/2026' },
      'column “Child Protection Plan Start Date”: There is no such day, or its year has two digits. Write the day, the month and four digits of the year. [30/02/2026]',
    ],
    ['no date', { start: 'soon' }, 'column “Child Protection Plan Start Date”: This isn’t a date.'],
    ['a number that is no date', { start: 9_000_000 }, 'column “Child Protection Plan Start Date”: This isn’t a date.'],
    [
      'an age for a date',
      { start: 14 },
      'column “Child Protection Plan Start Date”: This date is too long ago to be meant, or another kind of number.',
    ],
    ['no start', { start: undefined }, 'column “Child Protection Plan Start Date”: This cell may not be empty.'],
    [
      'a day to come',
      { start: day('2026-04-21') },
      'column “Child Protection Plan Start Date”: This day hasn’t come yet. [2026-04-21]',
    ],
    [
      'an end before its start',
      { end: day('2026-01-03') },
      'column “Child Protection Plan End Date”: This date is before the one that it follows. [a date 2 days before]',
    ],
    ['nobody', { id: undefined }, 'column “Child Unique ID”: This cell may not be empty.'],
    [
      'a birth long after',
      { born: day('2026-11-10') },
      'column “Date of Birth”: The child would have been born more than 300 days after this. One of the two dates is wrong. [a later date]',
    ],
    [
      'a birth that never was',
      { born: '31/06/2015' },
      'column “Date of Birth”: There is no such day, or its year has two digits. Write the day, the month and four digits of the year.',
    ],
    [
      'a category that isn’t known',
      { category: 'Neglected by aunt' },
      'column “Latest Category of Abuse”: This code isn’t known, or its words say otherwise.',
    ],
    [
      'a code that isn’t known',
      { category: 'Q7' },
      'column “Latest Category of Abuse”: This code isn’t known, or its words say otherwise. [Q7]',
    ],
    [
      'words that say otherwise',
      { category: 'NEG - Physical abuse' },
      'column “Latest Category of Abuse”: This code isn’t known, or its words say otherwise.',
    ],
    [
      'no number',
      { earlier: 'none' },
      'column “Number of Previous Child Protection Plans”: This isn’t a number from 0 to 9999.',
    ],
  ])('is refused: %s', async (_, values, expected) => {
    expect(await wrongIn(7, { ...plan, id: 'A0' }, { ...plan, ...values })).toEqual([
      `sheet “List 7”, row 3, ${expected}`,
    ]);
  });

  it('is a row of totals, wherever the word stands', async () => {
    const message = 'This is a row of totals, and would be counted as a child. Take it out.';
    const totals = [
      { id: 'Total', earlier: 9 },
      { id: 'Grand total: 214' },
      { ...plan, team: undefined, category: 'TOTALS' },
    ];
    expect(await wrongIn(7, plan, ...totals)).toEqual([3, 4, 5].map((at) => `sheet “List 7”, row ${at}: ${message}`));
  });

  it('is a child looked after before birth', async () => {
    const looked = { id: 'A1', start: day('2026-01-05'), status: 'C2', placements: 1, placement: 'U4', missing: 0 };
    expect(await wrongIn(8, { ...looked, born: day('2026-01-06') })).toEqual([
      'sheet “List 8”, row 2, column “Date of Birth”: The child would have been born after this. One of the two dates is wrong. [a later date]',
    ]);
  });

  it('isn’t one of a child expected, and the end of such a case is for somebody to look at', async () => {
    const list = [headings(7), row(7, { ...plan, born: day('2026-05-01'), end: day('2026-03-01') })];
    const done = await read({ 'List 7': list });
    if (!done.ok) throw new Error(done.message);
    expect(done.value.warnings.map(({ where, message }) => `${where}: ${message}`)).toContain(
      'sheet “List 7”, row 2: The case of a child not yet born ended before the birth. Look whether the date of birth is right.',
    );
  });

  it('is told of a hundred times, and the rest are counted', async () => {
    const done = await read({ 'List 7': [headings(7), ...Array.from({ length: 130 }, () => row(7, { id: 'A1' }))] });
    if (done.ok) throw new Error('It was read.');
    expect(done.details).toHaveLength(100);
    expect(done.message).toMatch(
      /^Nothing was imported from Annex A\.xlsx: 390 things need mending\..*The first 100 are listed\.$/,
    );
  });
});

describe('a sheet that can’t be right', () => {
  const contacts = [headings(1), row(1, { id: 'A1', date: day('2026-03-01') })];

  it('has no headings', async () => {
    const done = await read({ 'List 1': [['Notes'], ['on', 'nothing']], 'List 2': [headings(2)] });
    expect(done).toMatchObject({
      ok: false,
      details: [
        { where: 'sheet “List 1”', expected: 'a row of headings, such as “Child Unique ID”, “Date of Contact”' },
      ],
    });
  });

  it('lacks a column that must be there; without another, figures are left out', async () => {
    const without = (list: ListNumber, name: string) =>
      columns[list].flatMap(([own, heading]) => (own === name ? [] : [heading]));
    const done = await read({ 'List 1': [without(1, 'date')] });
    expect(done).toMatchObject({
      ok: false,
      details: [{ where: 'sheet “List 1”, row 1', expected: 'a column headed “Date of Contact”' }],
    });
    const fewer = await read({ 'List 3': [without(3, 'nfa')] });
    if (!fewer.ok) throw new Error(fewer.message);
    expect(new Set(fewer.value.observations.map(({ indicator }) => indicator))).toEqual(
      new Set(['referrals.count', 'referrals.repeat']),
    );
    expect(fewer.value.warnings.map(({ message }) => message).join('\n')).toMatch(
      /The column “Referral NFA\?” isn’t there/,
    );
  });

  it('has a heading twice, or a name that another has', async () => {
    const twice = await read({ 'List 1': [[...headings(1), 'date of contact:']] });
    expect(twice).toMatchObject({
      ok: false,
      details: [
        {
          where: 'sheet “List 1”, row 1, column “Date of Contact”',
          message: 'Two columns have this heading. Keep one.',
        },
      ],
    });
    const two = await read({ 'List 1': contacts, '1. Contacts': contacts });
    expect(two).toMatchObject({ ok: false, details: [{ where: 'sheet “List 1”', expected: 'one sheet of list 1' }] });
  });
});

describe('a list without rows, and one that isn’t there', () => {
  it('gives noughts, and percentages that don’t apply; or nothing; and says so', async () => {
    const done = await read({ 'List 3': [headings(3)] });
    if (!done.ok) throw new Error(done.message);
    expect(done.value.observations.map(({ indicator, value, symbol }) => [indicator, value ?? symbol])).toEqual([
      ['referrals.count', '0'],
      ['referrals.repeat', 'z'],
      ['referrals.nfa', 'z'],
    ]);
    const said = done.value.warnings.map(({ where, message }) => `${where}: ${message}`);
    expect(said).toContain(
      'the workbook: There is no sheet of list 7 (Child protection), so there are no figures of it.',
    );
    expect(said).toContain('sheet “List 3”: The sheet has headings and no rows: what is counted of it is nought.');
  });

  it('leaves repeat referrals out when their number can’t be of earlier ones', async () => {
    const referral = (id: string) => row(3, { id, date: day('2026-03-01'), nfa: 'No', earlier: 1 });
    const done = await read({ 'List 3': [headings(3), referral('A1'), referral('A2')] });
    if (!done.ok) throw new Error(done.message);
    expect(done.value.observations.map(({ indicator }) => indicator)).toEqual(['referrals.count', 'referrals.nfa']);
  });
});
