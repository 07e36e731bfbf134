import { ordinal } from '../../../metrics/arithmetic/ordinal.ts';
import { periodInWords } from '../../../metrics/arithmetic/period-words.ts';
import { yearEarlier } from '../../../metrics/arithmetic/periods.ts';
import { changeUnit } from '../../../metrics/arithmetic/units.ts';
import { dateInWords, printedFigure } from '../../../metrics/figure.ts';
import { observationKey, type Place } from '../../../metrics/model.ts';
import type { FiguresOf } from '../../../metrics/provenance/read-figures-of.ts';
import { type CategoryTable, categoryTable } from '../../../metrics/tables/category-table.ts';
import { indexFigures } from '../../../metrics/tables/figure-index.ts';
import { standing } from '../../../metrics/tables/standing.ts';
import { trend } from '../../../metrics/tables/trend.ts';
import { categoriesModel } from '../../../packs/compose/area/area-categories.ts';
import { trendModel } from '../../../packs/compose/area/area-trend.ts';
import { type Cell, changeCell, figureCell, meanCell } from './cells.ts';
import { provenancePath } from './paths.ts';
import { rankWords } from './rank-words.ts';
import { neighbourTables, revisions, seriesTable } from './tables.ts';

/** Rows of a page. */
const perPage = 20;

/** Everything that the page says of the figures. Nothing where the council has none. */
export function figuresModel(of: FiguresOf, own: Place, page: number) {
  const { indicator, observations, catalogue } = of;
  const index = indexFigures(observations);
  const dates = index.dates(indicator.code, [own]).toReversed();
  const pages = Math.max(1, Math.ceil(dates.length / perPage));
  const shown = Math.min(page, pages);
  const [latest] = dates.filter((date) => indicator.breakdown || index.at(indicator.code, own.code, date));
  const line =
    latest === undefined || indicator.breakdown
      ? undefined
      : trend(observations, { catalogue, authority: own.code, asAt: latest, indicator: indicator.code });
  const parts =
    latest === undefined || !indicator.breakdown
      ? undefined
      : categoryTable(observations, { catalogue, authority: own.code, asAt: latest, indicator: indicator.code });
  const categories = parts && chartOf(categoriesModel(parts, own.name));
  const others = observations.some((one) => one.indicator === indicator.code);
  if (latest === undefined) return { held: false as const, others };
  return {
    held: true as const,
    latest: { date: latest, says: periodInWords(indicator.period, latest) },
    cards: indicator.breakdown ? [] : cards(of, own, latest),
    chart: line ? chartOf(trendModel(line)) : categories,
    series: seriesTable(index, indicator, own, dates.slice((shown - 1) * perPage, shown * perPage)),
    paging: { page: shown, pages, newer: shown > 1 ? shown - 1 : 0, older: shown < pages ? shown + 1 : 0 },
    shares: parts ? sharesOf(of, own, latest, parts) : [],
    shorter: shorterPeriods(of, own),
    neighbours: neighbourTables(index, indicator, own, latest),
    neighboursAt: dateInWords(latest),
    revisions: revisions(observations, indicator),
    symbols: symbolsIn(of),
  };
}

const chartOf = ({
  finding,
  chart,
  notes,
  source,
}: Pick<ReturnType<typeof trendModel>, 'finding' | 'chart' | 'notes' | 'source'>) => ({
  ...{ finding, chart, notes, source },
});

/** Each part of a count with its share of the total. */
function sharesOf({ indicator }: FiguresOf, own: Place, date: string, { rows }: CategoryTable) {
  return rows.map(({ label, percent }) => ({
    label,
    cell: {
      text: printedFigure(percent, 'percent'),
      href:
        'value' in percent ? provenancePath(indicator.code, { place: own.code, date, part: label, as: 'share' }) : '',
      note: '',
    },
  }));
}

interface Card {
  term: string;
  cell: Cell;
  sub: string;
}

/** What is read first: where it stands, which way it goes, beside whom. */
function cards(of: FiguresOf, own: Place, date: string): Card[] {
  const { indicator, observations, catalogue } = of;
  const index = indexFigures(observations);
  const at = (on: string) => index.at(indicator.code, own.code, on);
  const change = changeCell(at(date), at(yearEarlier(date)), indicator);
  const [england] = index.places('england');
  const englandDate = england && index.dates(indicator.code, [england]).findLast((one) => one <= date);
  const mean = meanCell(index, indicator, date, undefined);
  const stands = standing(observations, { catalogue, authority: own.code, asAt: date, indicator: indicator.code });
  return [
    { term: own.name, cell: figureCell(at(date), indicator), sub: periodInWords(indicator.period, date) },
    ...(change.text === '–'
      ? []
      : [{ term: 'Change in a year', cell: { ...change, note: '' }, sub: changeSub(indicator, change) }]),
    ...(mean.href === ''
      ? []
      : [
          {
            term: 'Mean of neighbours',
            cell: { ...mean, note: '' },
            sub: `${mean.note === '' ? '' : `${mean.note}, `}model of ${index.neighbourModelYear}`,
          },
        ]),
    ...(england && englandDate
      ? [
          {
            term: england.name,
            cell: figureCell(index.at(indicator.code, england.code, englandDate), indicator),
            sub: periodInWords(indicator.period, englandDate),
          },
        ]
      : []),
    ...('rank' in stands && !('missing' in stands.rank)
      ? [
          {
            term: 'Rank among neighbours',
            cell: { text: rankWords(stands.rank), href: '', note: '' },
            sub: quartileWords(stands.quartile),
          },
        ]
      : []),
  ];
}

function changeSub(indicator: FiguresOf['indicator'], { text, note }: Cell): string {
  const unit = changeUnit(indicator, text.replace(/[^\d.]/g, '') || '0');
  return [unit, note].filter((word) => word !== '').join(', ');
}

type Standing = ReturnType<typeof standing>;

function quartileWords(quartile: Standing['quartile']): string {
  if ('missing' in quartile) return '';
  const { quarter, from } = quartile;
  return `${quarter === 1 ? '' : `${ordinal(quarter)} `}${from} quarter`.replace(/^./, (first) => first.toUpperCase());
}

/** Figures of months or quarters of a measure that is published by year, newest first. */
function shorterPeriods({ indicator, observations }: FiguresOf, own: Place) {
  const mostShown = 24;
  return observations
    .filter((one) => one.indicator === indicator.code && one.place.code === own.code && one.period !== undefined)
    .toSorted(
      (one, other) => other.date.localeCompare(one.date) || observationKey(one).localeCompare(observationKey(other)),
    )
    .slice(0, mostShown)
    .map((one) => ({
      says: `${periodInWords(one.period ?? indicator.period, one.date)}${one.breakdown === undefined ? '' : `, ${one.breakdown}`}`,
      cell: figureCell(one, indicator),
    }));
}

const symbolsIn = ({ observations, indicator }: FiguresOf) => [
  ...new Set(observations.flatMap((one) => (one.indicator === indicator.code && one.symbol ? [one.symbol] : []))),
];
