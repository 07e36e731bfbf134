import { max } from 'd3-array';
import { numbersOf, periodsOf, valuesOf } from '../../../documents/charts/axis.ts';
import { isNumber, PALETTE } from '../../../documents/charts/model.ts';
import { type Panel, smallMultiples } from '../../../documents/charts/small-multiples.ts';
import { inTenWords } from '../../../documents/charts/title.ts';
import { originLink, originsLink } from '../origins/origin-links.ts';
import type { Origins } from '../origins/origins-view.ts';
import { cellOf } from './area-trend.ts';
import { capital, decimalsOf, pointsOf } from './chart-values.ts';
import type { Trend } from './figures-view.ts';
import { joinSources } from './join-sources.ts';

/** Measures beside one another over the years: small charts, and one table of all their figures. Nothing for fewer than two. */
export function panelsModel(trends: readonly Trend[], origins?: Origins) {
  if (trends.length < 2) return undefined;
  const { drawn, left } = thatCanBeDrawn(trends);
  const units = [...new Set(drawn.map((trend) => trend.unit))];
  // One unit stands above all panels.
  const panels = drawn.map((trend) => panelOf(trend, units.length > 1));
  const [unit = ''] = units;
  const periods = periodsOf(trends.flatMap((trend) => panelOf(trend, false).series));
  const span = periods.length > 1 ? `${periods[0]} to ${periods.at(-1)}` : (periods[0] ?? '');
  const finding = findingOf(panels, span);
  const chart = smallMultiples({
    title: finding,
    unit: units.length === 1 ? capital(unit) : 'The unit stands under each title',
    decimals: 1,
    scale: units.length === 1 && alike(panels) ? 'same' : 'own',
    panels,
  });
  return {
    span,
    finding,
    chart: chart.svg,
    periods,
    widths: [36, 34, ...periods.map(() => 12)].join(' '),
    measures: trends.map((trend) => ({
      label: `${trend.label}, ${trend.unit}`,
      origin: originLink(origins, trend.indicator),
      height: String(trend.series.length),
      rows: trend.series.map((one, place) => ({
        name: one.name,
        leads: place === 0,
        cells: periods.map((period) => cellOf(one, period)),
      })),
    })),
    notes: [
      ...trends.flatMap(({ label, breaks }) =>
        breaks.map((stop) => `${label}: break in series before ${stop.before}. ${stop.note}`),
      ),
      ...left.map(({ subject }) => `${subject}: not drawn, because a chart tells no more than six lines apart.`),
    ],
    source: joinSources(trends.map(({ source }) => source)),
    origins: originsLink(origins),
  };
}

/** As many from the first on as have six names of lines among them: a name is one colour in all panels. */
function thatCanBeDrawn(trends: readonly Trend[]): { drawn: Trend[]; left: Trend[] } {
  const names = new Set<string>();
  const drawn: Trend[] = [];
  const left: Trend[] = [];
  for (const trend of trends) {
    const all = new Set([...names, ...trend.series.map(({ name }) => name)]);
    if (all.size > PALETTE.length) {
      left.push(trend);
      continue;
    }
    drawn.push(trend);
    for (const name of all) names.add(name);
  }
  return { drawn, left };
}

function panelOf({ subject, unit, series, breaks }: Trend, withUnit: boolean): Panel {
  const figures = series.flatMap(({ points }) => points.map(({ figure }) => figure));
  return {
    ...{ title: subject, decimals: decimalsOf(figures), breaks },
    ...(withUnit ? { unit: capital(unit) } : {}),
    series: series.map(({ name, points }) => ({ name, points: pointsOf(points) })),
  };
}

/** In how many measures the council's last figure is above England's, as printed: 'Thornmere is above England in 4 of 6 measures'. */
function findingOf(panels: readonly Panel[], span: string): string {
  const plain = `${panels.length} measures, ${span}`;
  const ends = panels.flatMap(({ series }) => {
    const [own, england] = [series[0], series.slice(1).find(({ name }) => name === 'England')].map((one) =>
      one?.points.at(-1),
    );
    if (!own || own.period !== england?.period) return [];
    return isNumber(own.value) && isNumber(england.value)
      ? [{ own: own.value.value, england: england.value.value }]
      : [];
  });
  const council = panels[0]?.series[0]?.name;
  if (ends.length === 0 || council === undefined) return inTenWords(plain);
  const above = ends.filter(({ own, england }) => own > england).length;
  return inTenWords(`${council} is above England in ${above} of ${ends.length} measures`, plain);
}

/** Whether one scale would leave every panel with a line that can be read: none reaches less than a third of the highest. */
function alike(panels: readonly Panel[]): boolean {
  const heights = panels.map(({ series }) => max(numbersOf(valuesOf(series))) ?? 0);
  return Math.min(...heights) * 3 >= Math.max(...heights);
}
