import { sparkline } from '../../../documents/charts/sparkline.ts';
import { directionArrow } from '../area/arrow.ts';
import { decimalsOf } from '../area/chart-values.ts';
import type { Figure } from '../area/figures-view.ts';
import { noteMarks } from '../area/note-marks.ts';
import { originLink, originsLink } from '../origins/origin-links.ts';
import type { Origins } from '../origins/origins-view.ts';
import { britishDate, missingText, shortDate } from '../pages/format.ts';
import { isMissing, type Missing } from '../pages/missing.ts';
import { commentaryRows, lineOf, linesModel } from './scorecard-behind.ts';
import {
  betterWords,
  cellWith,
  directionWords,
  flagsText,
  type MarkOf,
  measureTags,
  standingCell,
  targetWords,
} from './scorecard-cells.ts';
import type { Scorecard, ScorecardRow } from './scorecard-schema.ts';

/** The scorecard, printed as far as words go. Columns that no row fills are left out: `region`. */
export function scorecardModel(view: {
  council: string;
  scorecard: Scorecard | Missing;
  origins?: Origins | undefined;
}) {
  const { scorecard } = view;
  if (isMissing(scorecard)) return { absent: true as const, text: missingText(scorecard) };
  const marks = noteMarks();
  const hasRegion = scorecard.rows.some(({ region }) => region !== undefined);
  const rows = scorecard.rows.map((row, place) => ({
    ...rowModel(row, place, { markOf: marks.of, hasRegion }),
    origin: originLink(view.origins, row.indicator),
  }));
  const quartiles = scorecard.rows.some(({ quartile }) => quartile !== undefined && !isMissing(quartile));
  return {
    absent: false as const,
    council: view.council,
    now: shortDate(scorecard.now),
    before: shortDate(scorecard.before),
    caption: `Where we stand at ${britishDate(scorecard.now)}`,
    hasRegion,
    quartiles,
    widths: [22, 132, 38, 42, 42, 58, 20, 74, 66, 64, 54, ...(hasRegion ? [42] : []), 44, 70, 60].join(' '),
    rows,
    lines: linesModel(scorecard.rows),
    commentary: commentaryRows(scorecard.rows),
    notes: [...marks.notes(), ...scorecard.notes.map((text) => ({ mark: '', text }))],
    source: scorecard.source,
    origins: originsLink(view.origins),
  };
}

function rowModel(row: ScorecardRow, place: number, { markOf, hasRegion }: { markOf: MarkOf; hasRegion: boolean }) {
  const { series, dates = {}, remarks = [] } = row;
  const cell = cellWith(markOf);
  const target = targetWords(row);
  return {
    number: String(place + 1),
    label: row.label,
    unit: row.unit,
    marks: remarks.map(markOf).join(' '),
    better: row.polarity ? betterWords[row.polarity] : 'Not stated',
    now: cell(row.now, dates.own),
    before: cell(row.before),
    line: series ? sparkline({ ...lineOf(series), decimals: decimalsOf(figuresOf(series)) }).svg : '',
    arrow: directionArrow(row.direction),
    direction: directionWords(row),
    target: target.value,
    targetDate: target.date,
    tag: measureTags[row.state],
    neighbours: cell(row.neighbours, dates.neighbours),
    region: hasRegion ? cell(row.region ?? { missing: 'no figure for the region' }, dates.region) : undefined,
    england: cell(row.england, dates.england),
    standing: standingCell(row, markOf),
    flags: flagsText(row),
  };
}

const figuresOf = ({ points }: NonNullable<ScorecardRow['series']>): Figure[] => points.map(({ figure }) => figure);
