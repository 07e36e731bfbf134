import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elementsOf, textOf, walk } from '../../../functions/documents/tree/model.ts';
import { parseTree } from '../../../functions/documents/tree/parse.ts';
import { difference, mean } from '../../../functions/metrics/arithmetic/calculate.ts';
import { workOut } from '../../../functions/metrics/arithmetic/work-out.ts';
import type { ReleasedObservation } from '../../../functions/metrics/model.ts';
import { type Layer, layOver } from '../../../functions/metrics/releases/lay-over.ts';
import type { Target } from '../../../functions/metrics/targets/model.ts';
import { reportViewSchema } from '../../../functions/packs/compose/annual/report-view.ts';
import { composePack } from '../../../functions/packs/compose/compose-pack.ts';
import { scorecardView } from '../../../functions/packs/view/scorecard-view.ts';
import { frameworkOf } from '../../../functions/reviews/frameworks.ts';
import { actionsOf, planSchema } from '../../../functions/reviews/plan-model.ts';
import { catalogue, exampleFigures, release } from '../metrics/support.ts';

const folder = join(import.meta.dirname, '../../../examples/thornmere');
const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const plan = planSchema.parse(json('plan.json'));
const sample = reportViewSchema.parse(json('annual-report.view.json'));
const asAt = '2026-03-31';
const indicators = frameworkOf('annual-report').scorecard ?? [];

const layer = (file: string, source: string, status: 'final' | 'revised'): Layer => ({
  release: { ...release, source, status },
  observations: exampleFigures(file).observations,
});
const layers = [
  layer('figures-2021-to-2024.csv', 'Thornmere data team, series of 24 April 2026', 'final'),
  layer('figures-2026.csv', 'Thornmere data team, return of 24 April 2026', 'final'),
  layer('figures-2026-revised.csv', 'Thornmere data team, return of 20 July 2026', 'revised'),
];
const released = workOut(layOver(layers), catalogue);
const authority = released.find(({ place }) => place.kind === 'authority')?.place.code ?? '';
const target: Target = {
  indicator: 'cla.rate',
  place: authority,
  date: '2027-03-31',
  value: '87',
  tolerance: '2',
  way: 'at-most',
  why: 'Agreed by the board',
  setBy: 'Data officer',
  setAt: '2026-04-01T09:00:00Z',
};
const made = (observations: readonly ReleasedObservation[], own: readonly Target[] = []) =>
  scorecardView({ observations, catalogue, authority, asAt }, indicators, { own, plan });

/** The cells of the section's tables, row by row, with the words of its pictures. */
function printed(scorecard: ReturnType<typeof made>): string[][] {
  const view = { ...sample, scorecard: scorecard ?? { missing: 'the figures of the scorecard' } };
  const tree = parseTree(composePack(view, 'report').html);
  if (!tree.ok) throw new Error(tree.message);
  const section = tree.value.find(({ anchors }) => anchors[0] === 'scorecard');
  const rows = [...walk(section ? [section] : [])].filter(({ name }) => name === 'tr');
  return rows.map((row) =>
    elementsOf(row).map((cell) => {
      const pictures = [...walk([cell])].flatMap(({ name, attributes }) =>
        name === 'svg' ? [attributes.alt ?? ''] : [],
      );
      return [textOf(cell).replaceAll(/\s+/g, ' ').trim(), ...pictures].join(' ');
    }),
  );
}

const numbersIn = (text: string) =>
  (text.replaceAll('\u00A0', ' ').match(/\d[\d,]*(\.\d+)?/g) ?? []).map((number) => number.replaceAll(',', ''));

/** Every number that the row of a measure may print: of releases, of targets, or worked out of those alone. */
function traceable(
  code: string,
  observations: readonly ReleasedObservation[],
  targets: readonly Target[],
): Set<string> {
  const of = observations.filter(({ indicator }) => indicator === code);
  const at = (kind: string, date: string) => of.filter((one) => one.place.kind === kind && one.date === date);
  const own = (date: string) => at('authority', date)[0]?.value;
  const [now, before] = [own(asAt), own('2025-03-31')];
  const neighbours = at('neighbour', asAt);
  const measures = actionsOf(plan).flatMap(({ measure }) => (measure?.indicator === code ? [measure.target] : []));
  const decimals = catalogue.indicators.find((one) => one.code === code)?.decimals ?? 0;
  const { value: average = '' } = mean(
    neighbours.map(({ value }) => value),
    decimals,
  );
  return new Set([
    ...of.flatMap(({ value, numerator, denominator }) => [value ?? '', numerator ?? '', denominator ?? '']),
    ...of.flatMap(({ populationVintage }) => numbersIn(populationVintage ?? '')),
    ...of.flatMap(({ date }) => [date.slice(0, 4)]),
    ...[...measures, ...targets.filter(({ indicator }) => indicator === code)].flatMap(({ value, date }) => [
      value,
      ...numbersIn(date).map((part) => part.replace(/^0/, '')),
    ]),
    ...targets.flatMap(({ indicator, tolerance = '' }) => (indicator === code ? [tolerance] : [])),
    ...(now === undefined || before === undefined ? [] : [difference(now, before).replace('-', '')]),
    average,
    ...Array.from({ length: neighbours.length + 1 }, (_, place) => String(place + 1)),
  ]);
}

/** Rows of the first table, without its head, by measure. */
const cellsOf = (rows: string[][]) => rows.slice(1, indicators.length + 1);

describe('the scorecard page', () => {
  it('is that of the sample, made of the files beside it', () => {
    expect(JSON.parse(JSON.stringify(made(released)))).toEqual(json('annual-report.view.json').scorecard);
  });

  it('prints no number that isn’t of a release or a target, or worked out of them', () => {
    const rows = cellsOf(printed(made(released, [target])));
    expect(rows).toHaveLength(indicators.length);
    for (const [place, code] of indicators.entries()) {
      const known = traceable(code, released, [target]);
      const row = rows[place] ?? [];
      const label = catalogue.indicators.find((one) => one.code === code)?.label ?? '';
      expect(row[1]).toContain(label);
      // References to actions ('C6'), the quarter and the unit are no figures.
      const cells = row.slice(2).map((cell) => cell.replaceAll(/\([A-Z]\d+\)|\d\w\w quarter|per 10,000/g, ''));
      const strangers = cells.flatMap(numbersIn).filter((number) => !known.has(number));
      expect({ code, strangers }).toEqual({ code, strangers: [] });
    }
  });

  it('changes every figure when the releases do', () => {
    const other = released.map((one) =>
      one.value === undefined ? one : { ...one, value: `8${one.value}`, numerator: '123', denominator: '456' },
    );
    const [before, after] = [cellsOf(printed(made(released))), cellsOf(printed(made(other)))];
    for (const [place, row] of before.entries()) {
      const numbers = [3, 4, 5, 10, 11].map((column) => [row[column], after[place]?.[column]]);
      for (const [old, now] of numbers) expect(now).not.toBe(old);
    }
  });

  it('holds a measure against the plan’s target, and another against the council’s own with its tolerance', () => {
    const rows = cellsOf(printed(made(released, [target, { ...target, indicator: 'cpp.rate', value: '60.0' }])));
    expect(rows[0]?.slice(8, 10)).toEqual(['65.0 by 31 Mar 2027 (C6)', 'Nearer']);
    expect(rows[4]?.slice(8, 10)).toEqual(['At most 87 by 31 Mar 2027; tolerance 2', 'Not yet met']);
    const [first] = made(released, [{ ...target, indicator: 'cpp.rate', value: '60.0' }])?.rows ?? [];
    expect(first?.remarks).toEqual([
      'The council’s own target, which the plan’s stands before: at most 60.0 by 31 March 2027.',
    ]);
  });

  it('flags what a reader should weigh, and tells of the newest figure where none is of the day', () => {
    const late = released.filter(
      (one) => one.indicator !== 'cla.rate' || one.place.code !== authority || one.date < asAt,
    );
    const row = made(late)?.rows[4];
    expect(row).toMatchObject({
      indicator: 'cla.rate',
      now: { value: 93 },
      dates: { own: '31 March 2025', england: '31 March 2025' },
      flags: ['other-year'],
    });
    expect(row?.remarks).toContain('The newest figure is of 31 March 2025.');
    const provisional = released.map((one) => ({
      ...one,
      release: { ...one.release, status: 'provisional' as const },
    }));
    expect(made(provisional)?.rows.map(({ flags }) => flags?.[0])).toEqual(Array(7).fill('provisional'));
  });
});
