import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barChart } from '../../../../functions/documents/charts/bar-chart.ts';
import { lineChart } from '../../../../functions/documents/charts/line-chart.ts';
import {
  type Break,
  type Chart,
  numberPrinter,
  type Series,
  type Value,
  valueInWords,
} from '../../../../functions/documents/charts/model.ts';
import { smallMultiples } from '../../../../functions/documents/charts/small-multiples.ts';
import { sparkline } from '../../../../functions/documents/charts/sparkline.ts';
import { stackedBar } from '../../../../functions/documents/charts/stacked-bar.ts';
import { asFigure, misplaced } from './reading.ts';

/** Figures as sources have them: ordinary, nought, all alike, huge, symbols, and words that stand for none. */
const numbers = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 4000 }).map((tenths) => tenths / 10) },
  fc.constantFrom(0, 7, 7, 1e7, 9_999_999.9, 0.1),
);
const symbols = fc.constantFrom('c', 'x', 'z', 'u', 'k', 'low', ':', '..', 'Missing: no figure for 31 March 2025');
const values = fc.oneof(
  { weight: 4, arbitrary: numbers.map((value): Value => ({ value })) },
  symbols.map((symbol): Value => ({ symbol })),
);
const names = fc.oneof(
  fc.constantFrom('Thornmere', 'England', 'Statistical neighbours', 'Łódź', 'Ελλάδα', 'ਪੰਜਾਬ', 'اردو', '漢字かな'),
  fc.constantFrom('Considerations of '.repeat(12), 'Unspeakably'.repeat(20), 'W'.repeat(60), '<b>&amp;"\''),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
);
const periodLists = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1980, max: 2030 }))
    .map(([count, first]) => Array.from({ length: count }, (_, place) => String(first + place))),
  fc
    .integer({ min: 1, max: 12 })
    .map((count) => Array.from({ length: count }, (_, place) => `Year to 31 March ${2010 + place}`)),
);
const charts = periodLists.chain((periods) =>
  fc.record({
    decimals: fc.constantFrom(0, 1, 2),
    breaks: fc.subarray(periods).map((some) => some.map((before): Break => ({ before, note: 'Counted anew.' }))),
    series: fc.uniqueArray(
      fc.record({
        name: names,
        points: fc
          .tuple(fc.subarray(periods), fc.infiniteStream(values))
          .map(([some, stream]) => some.map((period) => ({ period, value: stream.next().value as Value }))),
      }),
      { minLength: 1, maxLength: 6, selector: ({ name }) => name },
    ),
  }),
);

/** True of every chart. */
function holds({ svg, alternative }: Chart, decimals: number, said: readonly Value[]): void {
  expect(svg).not.toMatch(/NaN|undefined|Infinity|e[+-]\d/);
  expect(misplaced(svg)).toEqual([]);
  const { refused } = asFigure(svg);
  expect(refused).toBe('');
  for (const value of said) expect(alternative).toContain(valueInWords(value, numberPrinter(decimals)));
}

const valuesOf = (series: readonly Series[]) => series.flatMap(({ points }) => points.map(({ value }) => value));
const runs = { numRuns: 80 };

describe('whatever the figures, a chart can be set on a page, no text covers another, and its words state every value', () => {
  test('a line chart', () => {
    fc.assert(
      fc.property(charts, names, ({ series, ...rest }, unit) => {
        holds(lineChart({ title: 'Plans fell', unit, series, ...rest }), rest.decimals, valuesOf(series));
      }),
      runs,
    );
  });

  test('a line chart of differences, below nought too', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 12 }), (figures) => {
        const points = figures.map((figure, place) => ({
          period: String(2000 + place),
          value: { value: figure / 10 },
        }));
        const series = [{ name: 'Thornmere', points }];
        holds(lineChart({ title: 'T', unit: 'u', decimals: 1, breaks: [], series }), 1, valuesOf(series));
      }),
      runs,
    );
  });

  test('a bar chart', () => {
    const bars = fc.array(fc.record({ label: names, value: values }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(bars, names, (all, unit) => {
        holds(
          barChart({ title: 'T', unit, decimals: 0, bars: all }),
          0,
          all.map(({ value }) => value),
        );
      }),
      runs,
    );
  });

  test('a stacked bar', () => {
    const stacked = fc.array(names, { minLength: 1, maxLength: 6 }).chain((parts) =>
      fc.record({
        parts: fc.constant(parts),
        decimals: fc.constantFrom(0, 1),
        whole: fc.constantFrom(undefined, 100),
        bars: fc.array(
          fc.record(
            {
              label: names,
              values: fc.array(values, { minLength: parts.length, maxLength: parts.length }),
              total: values,
            },
            { requiredKeys: ['label', 'values'] },
          ),
          { minLength: 1, maxLength: 8 },
        ),
      }),
    );
    fc.assert(
      fc.property(stacked, names, ({ whole, bars, ...rest }, unit) => {
        const chart = stackedBar({ title: 'T', unit, bars, ...rest, ...(whole === undefined ? {} : { whole }) });
        const said = bars.flatMap(({ values: each, total }) => [...each, ...(total ? [total] : [])]);
        holds(chart, rest.decimals, said);
      }),
      runs,
    );
  });

  test('small multiples', () => {
    const panels = fc.array(
      fc.record(
        { title: names, unit: names, chart: charts, highlighted: fc.boolean() },
        { requiredKeys: ['title', 'chart'] },
      ),
      { minLength: 1, maxLength: 7 },
    );
    fc.assert(
      fc.property(panels, fc.constantFrom('same', 'own'), (all, scale) => {
        const drawn = all.map(({ chart, ...panel }) => ({
          ...panel,
          breaks: chart.breaks,
          series: chart.series.slice(0, 3).map(({ points }, place) => ({ name: `Line ${place}`, points })),
        }));
        const chart = smallMultiples({ title: 'T', unit: 'u', decimals: 1, scale, panels: drawn });
        holds(
          chart,
          1,
          drawn.flatMap(({ series }) => valuesOf(series)),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('a sparkline, whose words have its ends, its range and its symbols', () => {
    fc.assert(
      fc.property(charts, ({ series, breaks, decimals }) => {
        const points = series[0]?.points ?? [];
        const known = points.flatMap(({ value }) => ('value' in value ? [value] : []));
        const ends = [known[0], known.at(-1)].flatMap((one) => one ?? []);
        const chart = sparkline({ points, breaks, decimals });
        const hidden = points.flatMap(({ value }) => ('symbol' in value ? [value] : []));
        holds(chart, decimals, [...ends, ...hidden]);
      }),
      runs,
    );
  });
});
