import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAuthority } from '../../../functions/metrics/neighbours/authorities.ts';
import { neighboursOf, publishedModels } from '../../../functions/metrics/neighbours/models.ts';
import { benchmarkOf } from '../../../tools/figures/benchmark.ts';
import { readFolder } from '../../../tools/figures/read-folder.ts';
import { barnsley, csvOf, england, type Row, region, row } from '../metrics/tidy/support.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const place = (old: string): Row => {
  const known = findAuthority(old);
  return {
    old_la_code: old,
    new_la_code: known?.code ?? '',
    la_name: known?.name ?? '',
    region_code: known?.region ?? '',
  };
};
/** The ten of one model, in its order. */
const ten = (year: string) =>
  neighboursOf(publishedModels.find((model) => model.year === year) ?? never(), '372').map(({ old }) => old);
const never = (): never => {
  throw new Error('no such model');
};

/** Time and place alone. */
const bare = (one: Row): Row => {
  const { plans: _plans, plans_percent: _percent, ...rest } = one;
  return rest;
};
const duration = (counts: Row) => ({
  category: 'Child Protection Plans by length of time',
  CPP_At31: '100',
  ...{ '3_months_or_less': '50', '3_months_or_less_percent': '50' },
  ...{ more_than_3_months_6_months: '20', more_than_3_months_6_months_percent: '20' },
  ...{ more_than_6_months_less_than_1_year: '20', more_than_6_months_less_than_1_year_percent: '20' },
  ...{ '1_year_less_than_2_years': 'c', '1_year_less_than_2_years_percent': 'c' },
  ...{ '2_years_or_more': 'c', '2_years_or_more_percent': 'c' },
  ...counts,
});

/** An invented release: 400 plans of 50,000 children of ours; each neighbour has 10 more plans than the one before, of 20,000. */
async function invented(): Promise<void> {
  const neighbours = [...new Set([...ten('2025'), ...ten('2021')])];
  const plans = (time_period: string) => [
    bare(row({ time_period, ...duration({ CPP_At31: time_period === '2023' ? '400' : '450' }) })),
    ...neighbours.map((old, at) =>
      bare(row({ time_period, ...place(old), ...duration({ CPP_At31: `${100 + 10 * at}` }) })),
    ),
    bare(row({ time_period, ...region, ...duration({ CPP_At31: '5000' }) })),
    bare(row({ time_period, ...england, ...duration({ CPP_At31: '50000' }) })),
  ];
  const people = (time_period: string) => {
    const aged = (overrides: Row) => bare(row({ time_period, age_group: 'Children aged 0 to 17 years', ...overrides }));
    return [
      aged({ population_estimate: '50000' }),
      ...neighbours.map((old) => aged({ ...place(old), population_estimate: '20000' })),
      aged({ ...region, population_estimate: '1000000' }),
      aged({ ...england, population_estimate: '12000000' }),
    ];
  };
  await writeFile(join(folder, 'download (3).csv'), csvOf([...plans('2023'), ...plans('2022')], undefined, '\r\n'));
  await writeFile(join(folder, 'people.csv'), csvOf([...people('2022'), ...people('2021')]));
  await writeFile(join(folder, 'notes.txt'), 'nothing');
  await mkdir(join(folder, 'older'));
}

const rotherham = findAuthority('372') ?? never();

describe('npm run figures', () => {
  it('prints the benchmark table of files as downloaded, with neighbours by both models', async () => {
    await invented();
    const told: string[] = [];
    const read = await readFolder(folder, {
      authority: rotherham,
      today: '2026-11-22',
      tell: (line) => told.push(line),
    });
    expect(told).toEqual([
      'download (3).csv: Child protection plans by how long; 32 rows, 352 figures taken of 16 places',
      'notes.txt: left aside: neither a CSV nor a workbook',
      'people.csv: Children aged 0 to 17, mid-year estimates; 32 rows, 32 figures taken of 16 places',
    ]);
    const made = benchmarkOf(read, rotherham, '2023-03-31');
    if (!made.ok) throw new Error(made.message);
    const rowOf = (code: string) => made.value.rows.find(({ indicator }) => indicator === code);
    expect(rowOf('cpp.count')).toMatchObject({ own: { now: '400', before: '450' }, england: { now: '50000' } });
    // 13 neighbours have 50, 55, … 110 plans per 10,000 in the order of the model of 2025, which has the first ten.
    const mean = (year: string) => {
      const order = [...new Set([...ten('2025'), ...ten('2021')])];
      return (ten(year).reduce((sum, old) => sum + 50 + 5 * order.indexOf(old), 0) / 10).toFixed(1);
    };
    expect(rowOf('cpp.rate')).toMatchObject({
      own: {
        now: '80.0',
        before: '90.0',
        working: { numerator: '400', denominator: '50000', populationVintage: 'mid-2022' },
      },
      neighbours: [
        { model: '2021', now: mean('2021'), used: 10, of: 10 },
        { model: '2025', now: '72.5', used: 10, of: 10, rank: expect.stringContaining('of 11, from the highest') },
      ],
      ...{ region: { now: '50.0' }, england: { now: '41.7' } },
    });
    const none = { used: 0, of: 10, now: { missing: 'no neighbour’s figure for 31 March 2023' } };
    expect(rowOf('cpp.two-years')).toMatchObject({ own: { now: 'c' }, neighbours: [none, none] });
  });

  it('says what there is for an authority that has nothing on the day', async () => {
    const own = findAuthority(barnsley.old_la_code) ?? never();
    const read = await readFolder(folder, { authority: own, today: '2026-11-22', tell: () => undefined });
    expect(benchmarkOf(read, own, '2021-03-31')).toEqual({
      ...{ ok: false, code: 'no-figures' },
      message: 'There is no figure of Barnsley for 31 March 2021. There are figures for 31 March 2022; 31 March 2023.',
    });
  });

  it('offers the nearest names for a wrong one', async () => {
    const args = ['tools/figures.ts', '--from', folder, '--authority', 'Rotheram'];
    const ran = promisify(execFile)(process.execPath, args).catch((error: { code: number; stderr: string }) => error);
    expect(await ran).toMatchObject({ code: 2, stderr: expect.stringContaining('Rotherham (372, E08000018)') });
  });
});

/** The facts that were worked out by hand from the files of the Department for Education: with `FIGURES_DATA` set to their folder. */
const real = process.env.FIGURES_DATA;
if (real === undefined)
  console.warn('Skipped: set FIGURES_DATA to a folder of the published files to check the facts.');

describe.skipIf(real === undefined)('the published files', () => {
  it('give Rotherham’s facts', async () => {
    const read = await readFolder(real ?? '', { authority: rotherham, today: '2026-11-22', tell: () => undefined });
    const at = (asAt: string) => {
      const made = benchmarkOf(read, rotherham, asAt);
      if (!made.ok) throw new Error(made.message);
      return (code: string) => made.value.rows.find(({ indicator }) => indicator === code);
    };
    const [of2023, of2025] = [at('2023-03-31'), at('2025-03-31')];
    expect(of2023('cpp.count')?.own).toMatchObject({ now: '395', before: '475' });
    expect(of2025('cpp.count')?.own).toMatchObject({ now: '313', before: '265' });
    expect(of2023('cpp.rate')).toMatchObject({
      own: { now: '69.0', working: { numerator: '395', denominator: '57205', populationVintage: 'mid-2022' } },
      neighbours: [
        { model: '2021', now: '59.2', used: 10 },
        { model: '2025', now: '57.1', used: 10 },
      ],
    });
    expect(of2023('cla.count')?.own).toMatchObject({ now: '542', before: '556' });
    expect(of2023('cla.rate')).toMatchObject({
      own: { now: '95', before: '99' },
      england: { now: '70', before: '70' },
    });
    expect(of2025('cpp.two-years')?.own.now).toBe('c');
  }, 30_000);
});
