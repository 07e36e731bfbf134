import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indicatorOf } from '../../../../functions/metrics/catalogue/indicators.ts';
import { dateInWords } from '../../../../functions/metrics/figure.ts';
import { recognise } from '../../../../functions/metrics/imports/recognise.ts';
import { makeAnnexA } from '../../../builders/annex-a/make.ts';
import { lines, readAt, sourceAt } from '../../../builders/annex-a/reading.ts';
import { writeAnnexA, writeRows } from '../../../builders/annex-a/workbook.ts';
import { catalogue } from '../support.ts';

const folder = mkdtempSync(join(tmpdir(), 'annex-a-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([
  { asAt: '2026-03-31', reachesAYear: true, children: 1_000, seed: 1 },
  { asAt: '2025-10-15', reachesAYear: true, children: 400, seed: 2 },
  { asAt: '2026-03-31', reachesAYear: false, children: 400, seed: 3 },
] as const)('a workbook of Annex A at $asAt with $children children', (options) => {
  const path = join(folder, `${options.seed}.xlsx`);
  const made = makeAnnexA(options);
  let read: Awaited<ReturnType<typeof readAt>>;
  beforeAll(async () => {
    await writeAnnexA(made, path);
    read = await readAt(path, options.asAt);
  });

  it('gives every answer that it was made to give, and no other', () => {
    expect(read).toMatchObject({ ok: true });
    if (read.ok) expect(lines(read.value.observations)).toEqual(lines(made.answers));
  });

  it('says of each figure where it is from, of whom and of when', () => {
    if (!read.ok) throw new Error(read.message);
    const { observations, summary, format } = read.value;
    expect(format).toBe('annex-a');
    for (const { place, date, sheet } of observations) {
      expect({ place, date }).toEqual({
        place: { code: 'X01', name: 'Thornmere', kind: 'authority' },
        date: options.asAt,
      });
      expect(sheet).toMatch(
        /^(Annex A List 10|List \d+|LIST 4|List 5 - S47|2\. Early Help Assessments|Looked after children)$/,
      );
    }
    const rows = [...made.rows.values()].reduce((sum, one) => sum + one.length, 0);
    expect(summary).toMatchObject({ rows, dates: [options.asAt], symbols: 0 });
  });

  it('gives both sides of every percentage and mean', () => {
    if (!read.ok) throw new Error(read.message);
    for (const { indicator, numerator, denominator } of read.value.observations) {
      const { unit } = indicatorOf(catalogue, indicator);
      const sides = unit === 'count' ? [] : [numerator, denominator];
      expect(
        [numerator, denominator].filter((side) => side !== undefined),
        indicator,
      ).toEqual(sides);
      for (const side of sides) expect(side, indicator).toMatch(/^\d+$/);
    }
  });

  it('says in the preview what was passed over', () => {
    if (!read.ok) throw new Error(read.message);
    const said = read.value.warnings.map(({ where, message }) => `${where}: ${message}`).join('\n');
    expect(said).toMatch(/sheet “List 3”, row \d+: This row repeats child and day/);
    expect(said).toMatch(/sheet “List 7”: One row is of a child who has another open plan/);
    expect(said).toMatch(/sheet “List 6”, row \d+: This case is closed and has no date of closure/);
    expect(said).toMatch(
      new RegExp(`sheet “List 7”, rows \\d+, \\d+: This row has a date after ${dateInWords(options.asAt)}`),
    );
    expect(said.includes('doesn’t reach back over each of the twelve months')).toBe(!options.reachesAYear);
  });

  it('is known by its sheets', async () => {
    expect(await recognise(sourceAt(path))).toEqual({ format: 'annex-a' });
  });
});

describe('what is no workbook of Annex A', () => {
  it('isn’t taken for one', async () => {
    const path = join(folder, 'other.xlsx');
    await writeRows(path, { Contacts: [['Name']], Notes: [['List 1']] });
    expect(await recognise(sourceAt(path))).toMatchObject({ format: 'unknown' });
  });

  it('is refused in words', async () => {
    const path = join(folder, 'empty.xlsx');
    await writeRows(path, { Notes: [['List 1']] });
    const read = await readAt(path, '2026-03-31');
    expect(read).toMatchObject({ ok: false, code: 'refused' });
    if (!read.ok) expect(read.message).toMatch(/no sheet is named as one of the lists of Annex A/);
  });

  it('is refused for a day that hasn’t come, and beyond the bank holidays', async () => {
    const path = join(folder, '1.xlsx');
    const messages = [await readAt(path, '2026-05-01'), await readAt(path, '2031-01-01', '2031-02-01')];
    expect(messages.map((one) => (one.ok ? '' : one.message))).toEqual([
      'The figures are to be of 2026-05-01, which hasn’t come yet. Choose a date up to 2026-04-20.',
      'The figures are to be of 2031-01-01, and bank holidays are known up to 2030: working days can’t be counted.',
    ]);
  });
});
