import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TidyContext } from '../../../../functions/metrics/tidy/context.ts';
import { mappingSchema } from '../../../../functions/metrics/tidy/mappings/model.ts';
import { readTidy } from '../../../../functions/metrics/tidy/read-tidy.ts';
import { barnsley, contextOf, csvOf, england, fileOf, mapping, type Row, region, row, sunderland } from './support.ts';

const read = (rows: readonly Row[], overrides: Partial<TidyContext> = {}, columns?: string[]) =>
  readTidy(fileOf(csvOf(rows, columns)), contextOf(overrides));

async function taken(rows: readonly Row[], overrides: Partial<TidyContext> = {}, columns?: string[]) {
  const found = await read(rows, overrides, columns);
  if (!found.ok) throw new Error(JSON.stringify(found));
  return found.value;
}

async function problem(rows: readonly Row[], overrides: Partial<TidyContext> = {}) {
  const found = await read(rows, overrides);
  expect(found).toMatchObject({ ok: false, code: 'refused' });
  return found.ok ? undefined : found.details?.[0];
}

describe('a tidy file', () => {
  it('gives the authority, its neighbours by every model, its region and England, each with its row', async () => {
    const rows = [
      row({ ...england, plans: '50000', plans_percent: '20' }),
      row({ ...region, plans: '6000' }),
      row({ ...region, region_code: 'E12000001', region_name: 'North East' }),
      row(sunderland),
      row({ old_la_code: '202', new_la_code: 'E09000007', la_name: 'Camden', plans: 'not looked at' }),
      row({ ...barnsley, plans: 'c', plans_percent: 'low' }),
      row(),
    ];
    const { observations, summary } = await taken(rows);
    const counts = observations.filter((one) => one.indicator === 'cpp.count');
    expect(counts.map(({ place, row: at, value, symbol }) => [place, at, value ?? symbol])).toEqual([
      [{ code: 'E08000018', name: 'Rotherham', kind: 'authority' }, 8, '400'],
      [{ code: 'E08000038', name: 'Barnsley', kind: 'neighbour', models: ['2021', '2025'] }, 7, 'c'],
      [{ code: 'E08000024', name: 'Sunderland', kind: 'neighbour', models: ['2025'] }, 5, '400'],
      [{ code: 'E12000003', name: 'Yorkshire and The Humber', kind: 'region' }, 3, '6000'],
      [{ code: 'E92000001', name: 'England', kind: 'england' }, 2, '50000'],
    ]);
    expect(observations.find((one) => one.indicator === 'cpp.repeat')).toEqual({
      ...{ indicator: 'cpp.repeat', place: counts[0]?.place, date: '2023-03-31', row: 8 },
      ...{ value: '22.0', denominator: '400' },
    });
    expect(summary).toMatchObject({
      rows: 7,
      indicators: ['cpp.count', 'cpp.repeat'],
      dates: ['2023-03-31'],
      symbols: 2,
    });
  });

  it('comes back as it was written, whatever the order of columns and rows', async () => {
    const places: Row[] = [{}, barnsley, sunderland, region, england];
    const figure = fc.oneof(
      fc.nat({ max: 99_999 }).map(String),
      fc.constantFrom('c', 'x', 'z', 'u', 'low', 'k', ':', '~', '..', '0'),
    );
    const cell = fc.record({
      place: fc.nat({ max: places.length - 1 }),
      year: fc.integer({ min: 2013, max: 2025 }),
      figure,
    });
    const cells = fc.uniqueArray(cell, { minLength: 1, maxLength: 25, selector: (one) => `${one.place}|${one.year}` });
    const order = fc.shuffledSubarray(Object.keys(row()), { minLength: Object.keys(row()).length });
    await fc.assert(
      fc.asyncProperty(cells, order, async (written, columns) => {
        const rows = written.map((one) =>
          row({ ...places[one.place], time_period: `${one.year}`, plans: one.figure, plans_percent: 'z' }),
        );
        const { observations } = await taken(rows, {}, columns);
        const back = observations.filter((one) => one.indicator === 'cpp.count');
        const said = back.map((one) => `${one.place.name}|${one.date}|${one.value ?? one.symbol}|${one.row}`);
        const names = ['Rotherham', 'Barnsley', 'Sunderland', 'Yorkshire and The Humber', 'England'];
        // A region is the authority's own only where the file says so, or its row is missing: both of these are.
        const expected = written.map((one, at) => `${names[one.place]}|${one.year}-03-31|${one.figure}|${at + 2}`);
        expect(said.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 40 },
    );
  });

  it('joins the years of an authority whose ONS code changed, and keeps the code of the council', async () => {
    const rows = [
      row({ ...barnsley, time_period: '2024' }),
      row({ ...barnsley, new_la_code: 'E08000038', time_period: '2025' }),
      row({ ...barnsley, time_period: '2023' }),
    ];
    for (const authority of ['E08000016', 'E08000038', '370']) {
      const { observations } = await taken(rows, { authority });
      expect(new Set(observations.map(({ place }) => `${place.kind} ${place.code} ${place.name}`))).toEqual(
        new Set([`authority ${authority} Barnsley`]),
      );
      expect(observations).toHaveLength(6);
    }
  });

  it('keeps an authority and those before it apart, and says so', async () => {
    const cumbria = { old_la_code: '909', new_la_code: 'E10000006', la_name: 'Cumbria', region_code: 'E12000002' };
    const cumberland = { ...cumbria, old_la_code: '942', new_la_code: 'E06000063', la_name: 'Cumberland' };
    const rows = [
      row({ ...cumbria }),
      row({ ...cumberland, time_period: '2024' }),
      row({ ...england }),
      row({ ...england, time_period: '2024' }),
    ];
    const { observations, warnings } = await taken(rows, { authority: 'E06000063' });
    expect(observations.filter(({ place }) => place.kind === 'authority').map(({ date }) => date)).toEqual([
      '2024-03-31',
      '2024-03-31',
    ]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'Cumberland has no figures before 31 March 2024. Those of an authority before it are not its own, and are left out.',
      'The model of 2021 has no neighbours of Cumberland.',
      expect.stringContaining('A mean of the neighbours by the model of 2025 leaves Westmorland and Furness'),
    ]);
  });

  it('leaves out a row of two authorities together, and says so', async () => {
    const both = { old_la_code: '940 / 941', new_la_code: 'E06000061 / E06000062', la_name: 'North and West' };
    const { observations, warnings } = await taken([row(both), row(england)], { authority: 'E06000061' });
    expect(observations.map(({ place }) => place.name)).toEqual(['England', 'England']);
    expect(warnings).toContainEqual(expect.objectContaining({ where: 'file.csv, row 2', found: 'North and West' }));
  });

  it('holds a borough against its part of London, or against London where the file has no parts', async () => {
    const camden = { old_la_code: '202', new_la_code: 'E09000007', la_name: 'Camden', region_code: 'E13000001' };
    const london = row({ ...region, region_code: 'E12000007', region_name: 'London' });
    const inner = row({ ...region, region_code: 'E13000001', region_name: 'Inner London' });
    const regionsOf = async (rows: Row[]) =>
      (await taken(rows, { authority: 'E09000007' })).observations.flatMap(({ place }) =>
        place.kind === 'region' ? place.name : [],
      );
    expect(await regionsOf([london, inner, row(camden)])).toEqual(['Inner London', 'Inner London']);
    expect(await regionsOf([london, row(camden)])).toEqual(['London', 'London']);
  });

  it('reads the rows that a filter chooses, and warns of a value that no row has', async () => {
    const chosen = mappingSchema.parse({
      ...mapping,
      columns: [
        { column: 'plans', indicator: 'cpp.count', when: { sex: 'total' } },
        { column: 'plans', indicator: 'cpp.started', when: { sex: 'Unknown' } },
      ],
    });
    const rows = ['Total ', 'Girls', 'Boys'].map((sex, at) => row({ sex, plans: `${at}` }));
    const { observations, warnings } = await taken(rows, { mapping: chosen });
    expect(observations.map(({ indicator, value }) => [indicator, value])).toEqual([['cpp.count', '0']]);
    const expected = 'sex “Unknown”';
    expect(warnings).toContainEqual(expect.objectContaining({ where: 'file.csv, column plans', expected }));
  });

  it('fills the sides and the population of a rate from the same row', async () => {
    const rates = mappingSchema.parse({
      ...mapping,
      columns: [
        {
          column: 'rate',
          indicator: 'cla.rate',
          numerator: 'children',
          denominator: 'population',
          populationVintage: 'mid-year-before',
        },
      ],
    });
    const [stated, kept] = [
      { rate: '95', children: '542', population: '57205' },
      { rate: 'c', children: 'c', population: '57205' },
    ];
    const { observations } = await taken([row(stated), row({ ...kept, time_period: '2024' })], { mapping: rates });
    expect(observations).toMatchObject([
      { value: '95', numerator: '542', denominator: '57205', populationVintage: 'mid-2022' },
      { symbol: 'c', denominator: '57205', populationVintage: 'mid-2023' },
    ]);
    expect(observations[1]).not.toHaveProperty('numerator');
  });

  it.each([
    ['text for a number', { plans: 'about 400' }, 'row 2, column plans', 'about 400'],
    ['a part of a child', { plans: '400.5' }, 'row 2, column plans', '400.5'],
    ['a percent sign', { plans_percent: '22%' }, 'row 2, column plans_percent', '22%'],
    ['a wrong period', { time_period: '202325' }, 'row 2, column time_period', '202325 (Reporting year)'],
    ['no period', { time_period: '' }, 'row 2, column time_period', 'an empty cell (Reporting year)'],
    ['an unknown identifier', { time_identifier: 'Yearly' }, 'row 2, column time_identifier', 'Yearly'],
    [
      'a year to come',
      { time_period: '2027' },
      'row 2, column time_period',
      '2027 Reporting year, which ends on 2027-03-31',
    ],
    [
      'codes of two authorities',
      { new_la_code: 'E09000007' },
      'row 2, column new_la_code',
      '372 is Rotherham, and E09000007 is Camden',
    ],
  ])('is refused for %s, by file, row, column, found and expected', async (_, wrong, where, found) => {
    expect(await problem([row(wrong), row({ time_period: '2022' })])).toEqual({
      ...{ where: `file.csv, ${where}`, found },
      ...{ expected: expect.any(String), message: expect.any(String) },
    });
  });

  it('is refused where two rows give one figure', async () => {
    expect(await problem([row({ plans_percent: 'z' }), row({ plans: '401' })])).toMatchObject({
      where: 'file.csv, row 3, column plans',
      found: 'the same figure as in row 2',
    });
  });

  it('is refused where nothing in it is wanted, or a column is missing', async () => {
    expect(await problem([row({ old_la_code: '202', new_la_code: 'E09000007' })])).toMatchObject({
      expected: 'rows of Rotherham, its neighbours, its region or England',
    });
    const { plans_percent: _, ...without } = row();
    expect(await problem([without])).toMatchObject({ where: 'file.csv, row 1', expected: 'plans_percent' });
  });

  it('lists a hundred problems and counts the rest', async () => {
    const rows = Array.from({ length: 150 }, () => row({ plans: '?', plans_percent: 'z', la_name: 'Rotherham' }));
    const found = await read(rows);
    expect(found.ok ? [] : found.details).toHaveLength(100);
    expect(found.ok ? '' : found.message).toMatch(/^Nothing was imported from file.csv: 299 things need mending/);
  });

  it('is read in little memory, and says how far it is', async () => {
    const line = csvOf([row({ old_la_code: '202', new_la_code: 'E09000007', la_name: 'Camden' })]).split('\n')[1];
    const header = csvOf([row()]);
    const source = {
      ...fileOf(''),
      async *stream() {
        yield Buffer.from(header);
        for (let times = 0; times < 30; times += 1) yield Buffer.from(`${line}\n`.repeat(1_000));
      },
    };
    const told: number[] = [];
    const found = await readTidy(source, contextOf({ progress: (rows) => told.push(rows) }));
    expect(found).toMatchObject({ ok: true, value: { summary: { rows: 30_001 } } });
    expect(told).toEqual([10_000, 20_000, 30_000, 30_001]);
  });
});
