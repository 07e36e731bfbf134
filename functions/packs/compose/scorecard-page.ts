import { directionArrow } from './arrow.ts';
import { britishDate, missingText, printFigure, shortDate } from './format.ts';
import type { MeasureState, ReportView, ScorecardRow } from './report-view.ts';
import { type Figure, isMissing } from './view.ts';
import type { Words } from './words.ts';

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

export const figureWords = (figure: Figure): Words =>
  isMissing(figure) ? { absent: true, text: 'Missing' } : { absent: false, text: printFigure(figure) };

/** The scorecard, printed as far as words go. */
export function scorecardModel(view: ReportView) {
  const { scorecard } = view;
  if (isMissing(scorecard)) return { absent: true as const, text: missingText(scorecard) };
  return {
    absent: false as const,
    council: view.council,
    now: shortDate(scorecard.now),
    before: shortDate(scorecard.before),
    caption: `Where we stand at ${britishDate(scorecard.now)}`,
    rows: scorecard.rows.map(rowModel),
    notes: scorecard.notes,
    source: scorecard.source,
  };
}

function rowModel(row: ScorecardRow) {
  return {
    label: row.label,
    unit: row.unit,
    now: figureWords(row.now),
    before: figureWords(row.before),
    arrow: directionArrow(row.direction),
    direction:
      row.better === undefined ? ways[row.direction] : `${ways[row.direction]}: ${row.better ? 'better' : 'worse'}`,
    neighbours: figureWords(row.neighbours),
    england: figureWords(row.england),
    target: isMissing(row.target) ? '' : printFigure(row.target.value),
    targetDate: isMissing(row.target) ? '' : `by ${shortDate(row.target.date)}`,
    tag: measureTags[row.state],
  };
}
