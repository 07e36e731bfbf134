import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Layer, layOver } from '../../../functions/metrics/releases/lay-over.ts';
import { benchmarkTable } from '../../../functions/metrics/tables/benchmark-table.ts';
import { figuresThatDiffer } from '../../../functions/metrics/tables/figures-that-differ.ts';
import { parseRelease } from '../../../functions/metrics/template/parse-release.ts';
import { readRotherham, rotherhamFolder } from '../../../tools/demo/rotherham.ts';
import { catalogue } from '../metrics/support.ts';

const { releases, council } = await readRotherham();
const layers: Layer[] = releases.map(({ file, ...release }) => {
  const parsed = parseRelease(file, readFileSync(`${rotherhamFolder}/${file}`), catalogue, {
    basis: release.basis,
    today: '2026-09-14',
  });
  if (!parsed.ok) throw new Error(parsed.message);
  expect(parsed.value.warnings).toEqual([]);
  return { release, observations: parsed.value.observations };
});
const series = (model: string) => layers.filter(({ release }) => release.neighbourModelYear === model);
const options = { catalogue, authority: council.authority, indicators: ['cpp.rate', 'cla.rate'] };
const table = (model: string, asAt: string) => benchmarkTable(layOver(series(model)), { ...options, asAt })?.rows;

describe('the DfE’s series for Rotherham', () => {
  const figureAt = (indicator: string, date: string) =>
    series('2021')[0]?.observations.find(
      (one) => one.indicator === indicator && one.place.code === council.authority && one.date === date,
    )?.value;

  it.each([
    ['2022-03-31', '475'],
    ['2023-03-31', '395'],
    ['2024-03-31', '265'],
    ['2025-03-31', '313'],
  ])('has its children on a plan at %s', (date, value) => {
    expect(figureAt('cpp.count', date)).toBe(value);
  });

  it('has its children looked after, whose rates come out as the DfE prints them', () => {
    const [before, now] = ['2022-03-31', '2023-03-31'] as const;
    expect([before, now].map((date) => figureAt('cla.count', date))).toEqual(['556', '542']);
    expect([before, now].map((date) => figureAt('cla.rate', date))).toEqual(['99', '95']);
  });

  it('gives the rate of 69.0 and the mean of each model’s ten neighbours', () => {
    const [of2021] = table('2021', '2023-03-31') ?? [];
    const [of2025] = table('2025', '2023-03-31') ?? [];
    expect(of2021?.own.now).toEqual({ value: 69, decimals: 1 });
    expect(of2021?.neighbours).toMatchObject({ now: { value: 59.2, decimals: 1 }, used: 10, of: 10 });
    expect(of2025?.neighbours).toMatchObject({ now: { value: 57.1, decimals: 1 }, used: 10, of: 10 });
  });

  it('has England’s looked-after rate of 70 in both years, as revised', () => {
    const [, england] = table('2021', '2023-03-31') ?? [];
    expect(england?.england).toMatchObject({ now: { value: 70 }, before: { value: 70 } });
  });

  it('runs from 2013 to 2025, each rate on the population of the year before', () => {
    const rates = layers
      .filter(({ release }) => release.basis === 'calculated')
      .flatMap(({ observations }) => observations.filter((one) => one.denominator !== undefined));
    for (const one of rates) expect(one.populationVintage).toBe(`mid-${Number(one.date.slice(0, 4)) - 1}`);
    expect(new Set(rates.map((one) => one.date.slice(0, 4))).size).toBe(13);
  });
});

describe('the sources of Rotherham’s figures', () => {
  it('differ in these measures, and agree on England’s children looked after', () => {
    const differing = figuresThatDiffer(layers, catalogue).map(({ label, place, date, statements }) => [
      `${label.includes('looked after') ? 'looked after' : 'plans'}, ${place}, ${date.slice(0, 4)}`,
      statements.map((one) => one.printed).join(' '),
    ]);
    expect(differing).toEqual([
      ['plans, Rotherham, 2023', '398 396 396 395'],
      ['plans, Rotherham, 2023', '70.4 69.0'],
      ['plans, Rotherham, 2022', '82.7 84.3'],
      ['plans, Statistical neighbours, 2023', '59.2 59.2 57.1'],
      ['plans, England, 2023', '42.1 42.7'],
      ['looked after, Rotherham, 2023', '96.2 95'],
      ['looked after, Rotherham, 2022', '97.8 99'],
      ['looked after, Statistical neighbours, 2023', '102.4 104 104'],
    ]);
  });

  it('are each named in sources.md', () => {
    const named = readFileSync(`${rotherhamFolder}/sources.md`, 'utf8');
    for (const { file } of releases) expect(named).toContain(file.replace(/-20(21|25)\.csv$/, ''));
    expect(named).toContain('Open Government Licence v3.0');
  });
});
