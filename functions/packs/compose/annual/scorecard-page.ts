import { periodsOf } from '../../../documents/charts/axis.ts';
import { sparkline } from '../../../documents/charts/sparkline.ts';
import { cellOf } from '../area/area-trend.ts';
import { directionArrow } from '../area/arrow.ts';
import { capital, decimalsOf, pointsOf } from '../area/chart-values.ts';
import type { Figure } from '../area/figures-view.ts';
import { joinSources } from '../area/join-sources.ts';
import { noteMarks } from '../area/note-marks.ts';
import { originLink, originsLink } from '../origins/origin-links.ts';
import { britishDate, missingText, printFigure, shortDate } from '../pages/format.ts';
import { isMissing } from '../pages/missing.ts';
import type { Words } from '../pages/words.ts';
import type { MeasureState, ReportView, ScorecardRow } from './report-view.ts';

interface Tag {
  tone: string;
  text: string;
}

/** Against its target, in words: colour never says it alone. */
export const measureTags: Readonly<Record<MeasureState, Tag>> = {
  met: { tone: 'green', text: 'Met' },
  missed: { tone: 'red', text: 'Not met in time' },
  nearer: { tone: 'blue', text: 'Nearer' },
  'no-nearer': { tone: 'yellow', text: 'No nearer' },
  further: { tone: 'red', text: 'Further away' },
  'too-early': { tone: 'grey', text: 'Too early to say' },
  unknown: { tone: 'grey', text: 'Not known' },
  'no-target': { tone: 'grey', text: 'No target' },
};

const ways: Readonly<Record<ScorecardRow['direction'], string>> = {
  rose: 'Rose',
  fell: 'Fell',
  same: 'No change',
  unknown: 'Cannot be compared',
};

const better: Readonly<Record<NonNullable<ScorecardRow['polarity']>, string>> = {
  'higher-is-better': 'Higher',
  'lower-is-better': 'Lower',
  none: 'Neither',
};

export const figureWords = (figure: Figure): Words =>
  isMissing(figure) ? { absent: true, text: 'Missing' } : { absent: false, text: printFigure(figure) };

/** A cell, and the letter of the note that says why it is empty or of what date it is. */
interface Cell extends Words {
  mark: string;
}

/** The scorecard, printed as far as words go. Columns that no row fills are left out: `region`. */
export function scorecardModel(view: ReportView) {
  const { scorecard } = view;
  if (isMissing(scorecard)) return { absent: true as const, text: missingText(scorecard) };
  const marks = noteMarks();
  const hasRegion = scorecard.rows.some(({ region }) => region !== undefined);
  const rows = scorecard.rows.map((row, place) => ({
    ...rowModel(row, place, { markOf: marks.of, hasRegion }),
    origin: originLink(view.origins, row.indicator),
  }));
  return {
    absent: false as const,
    council: view.council,
    now: shortDate(scorecard.now),
    before: shortDate(scorecard.before),
    caption: `Where we stand at ${britishDate(scorecard.now)}`,
    hasRegion,
    widths: [22, 146, 40, 43, 43, 76, 24, 46, 54, 72, ...(hasRegion ? [44] : []), 44, 82, 84].join(' '),
    rows,
    lines: linesModel(scorecard.rows),
    notes: [...marks.notes(), ...scorecard.notes.map((text) => ({ mark: '', text }))],
    source: scorecard.source,
    origins: originsLink(view.origins),
  };
}

function rowModel(
  row: ScorecardRow,
  place: number,
  { markOf, hasRegion }: { markOf: (note: string) => string; hasRegion: boolean },
) {
  const { series, standing, target, dates = {}, remarks = [] } = row;
  const cell = (figure: Figure, date?: string): Cell => ({
    ...figureWords(figure),
    mark: isMissing(figure) ? markOf(`${missingText(figure)}.`) : date ? markOf(`Figure of ${date}.`) : '',
  });
  return {
    number: String(place + 1),
    label: row.label,
    unit: row.unit,
    marks: remarks.map(markOf).join(' '),
    better: row.polarity ? better[row.polarity] : 'Not stated',
    now: cell(row.now),
    before: cell(row.before),
    line: series ? sparkline({ ...lineOf(series), decimals: decimalsOf(figuresOf(series)) }).svg : '',
    arrow: directionArrow(row.direction),
    direction:
      row.better === undefined ? ways[row.direction] : `${ways[row.direction]}: ${row.better ? 'better' : 'worse'}`,
    neighbours: cell(row.neighbours, dates.neighbours),
    standing: standingCell(standing, markOf),
    region: hasRegion ? cell(row.region ?? { missing: 'no figure for the region' }, dates.region) : undefined,
    england: cell(row.england, dates.england),
    target: isMissing(target) ? '' : printFigure(target.value),
    targetDate: isMissing(target)
      ? ''
      : `by ${shortDate(target.date)}${target.ref === undefined ? '' : ` (${target.ref})`}`,
    tag: measureTags[row.state],
  };
}

type Series = NonNullable<ScorecardRow['series']>;

const lineOf = ({ points, breaks }: Series) => ({ points: pointsOf(points), breaks });
const figuresOf = ({ points }: Series): Figure[] => points.map(({ figure }) => figure);

function standingCell(standing: ScorecardRow['standing'], markOf: (note: string) => string): Cell {
  if (standing === undefined) return { absent: false, text: 'Not stated', mark: '' };
  if (isMissing(standing)) return { absent: false, text: 'None', mark: markOf(`${capital(standing.missing)}.`) };
  const { rank, joint, of, from } = standing;
  const place = `${joint ? 'joint ' : ''}${rank === 1 ? '' : `${ordinal(rank)} `}${from} of\u00A0${of}`;
  return { absent: false, text: capital(place), mark: '' };
}

function ordinal(rank: number): string {
  const tens = Math.floor((rank % 100) / 10);
  const ending = tens === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th');
  return `${rank}${ending}`;
}

/** The figures behind the small lines; nothing when no row has one. */
function linesModel(rows: readonly ScorecardRow[]) {
  const drawn = rows.flatMap((row, place) => (row.series ? [{ row, series: row.series, place }] : []));
  if (drawn.length === 0) return undefined;
  const periods = periodsOf(drawn.map(({ series }) => ({ name: '', points: lineOf(series).points })));
  return {
    periods,
    widths: [4, 40, ...periods.map(() => 8)].join(' '),
    rows: drawn.map(({ row, series, place }) => ({
      number: String(place + 1),
      label: `${row.label}, ${row.unit}`,
      cells: periods.map((period) => cellOf(series, period)),
    })),
    source: joinSources(drawn.map(({ series }) => series.source)),
    notes: drawn.flatMap(({ row, series }) =>
      series.breaks.map((stop) => `${row.label}: break in series before ${stop.before}. ${stop.note}`),
    ),
  };
}
