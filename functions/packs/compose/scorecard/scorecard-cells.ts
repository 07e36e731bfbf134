import { ordinal } from '../../../metrics/arithmetic/ordinal.ts';
import { capital } from '../area/chart-values.ts';
import type { Figure } from '../area/figures-view.ts';
import { missingText, printFigure, shortDate } from '../pages/format.ts';
import { isMissing } from '../pages/missing.ts';
import type { Words } from '../pages/words.ts';
import type { MeasureState, ScorecardRow } from './scorecard-schema.ts';

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
  'within-tolerance': { tone: 'yellow', text: 'Within tolerance' },
  'not-met': { tone: 'red', text: 'Not met' },
  'not-yet': { tone: 'blue', text: 'Not yet met' },
  'no-figure': { tone: 'grey', text: 'No figure' },
};

const ways: Readonly<Record<ScorecardRow['direction'], string>> = {
  rose: 'Rose',
  fell: 'Fell',
  same: 'No change',
  unknown: 'Cannot be compared',
};

export const betterWords: Readonly<Record<NonNullable<ScorecardRow['polarity']>, string>> = {
  'higher-is-better': 'Higher',
  'lower-is-better': 'Lower',
  none: 'Neither',
};

const flagWords: Readonly<Record<NonNullable<ScorecardRow['flags']>[number], string>> = {
  'no-figure': 'No figure',
  provisional: 'Provisional',
  suppressed: 'Suppressed',
  revised: 'Revised',
  'other-year': 'Other year',
  'few-neighbours': 'Fewer neighbours',
};

export const figureWords = (figure: Figure): Words =>
  isMissing(figure) ? { absent: true, text: 'Missing' } : { absent: false, text: printFigure(figure) };

/** A cell, and the letter of the note that says why it is empty or of what date it is. */
export interface Cell extends Words {
  mark: string;
}
export type MarkOf = (note: string) => string;

export function cellWith(markOf: MarkOf) {
  return (figure: Figure, date?: string): Cell => ({
    ...figureWords(figure),
    mark: isMissing(figure) ? markOf(`${missingText(figure)}.`) : date ? markOf(`Figure of ${date}.`) : '',
  });
}

/** 'Fell by 4.9 percentage points: better'. */
export function directionWords({ direction, better, change }: ScorecardRow): string {
  const moved = direction === 'rose' || direction === 'fell';
  const by = change && moved ? ` by ${`${change.by} ${change.unit}`.trim()}` : '';
  return `${ways[direction]}${by}${better === undefined ? '' : `: ${better ? 'better' : 'worse'}`}`;
}

/** '2nd highest of 11; 1st quarter', '3rd lowest of 11; quartile B'. */
export function standingCell(row: ScorecardRow, markOf: MarkOf): Cell {
  const { standing, quartile, dates } = row;
  if (standing === undefined) return { absent: false, text: 'Not stated', mark: '' };
  if (isMissing(standing)) return { absent: false, text: 'None', mark: markOf(`${capital(standing.missing)}.`) };
  const { rank, joint, of, from } = standing;
  const place = `${joint ? 'joint ' : ''}${rank === 1 ? '' : `${ordinal(rank)} `}${from} of\u00A0${of}`;
  const why = quartile && isMissing(quartile) ? [markOf(`${capital(quartile.missing)}.`)] : [];
  const when = dates?.standing ? [markOf(`Rank and quartile of ${dates.standing}.`)] : [];
  return { absent: false, text: `${capital(place)}${quarterWords(row)}`, mark: [...when, ...why].join(' ') };
}

/** Lettered as the DfE's Local Authority Interactive Tool does where the measure says which way is better; else counted from the rank's end. */
const bands = { 1: 'A', 2: 'B', 3: 'C', 4: 'D' } as const;

function quarterWords({ quartile, polarity }: ScorecardRow): string {
  if (quartile === undefined || isMissing(quartile)) return '';
  const { quarter } = quartile;
  return polarity === 'none' ? `; ${ordinal(quarter)} quarter` : `; quartile ${bands[quarter]}`;
}

/** 'At most 20.0' and 'by 31 Mar 2027; tolerance 0.5'; nothing where no target is set. */
export function targetWords({ target }: ScorecardRow): { value: string; date: string } {
  if (isMissing(target)) return { value: '', date: '' };
  const { value, date, ref, way, tolerance } = target;
  const side = way === undefined ? '' : way === 'at-least' ? 'At least ' : 'At most ';
  const by = `by ${shortDate(date)}${ref === undefined ? '' : ` (${ref})`}`;
  return {
    value: `${side}${printFigure(value)}`,
    date: tolerance === undefined ? by : `${by}; tolerance ${printFigure(tolerance)}`,
  };
}

export const flagsText = ({ flags = [] }: ScorecardRow): string =>
  flags.length === 0 ? 'None' : capital(flags.map((flag) => flagWords[flag].toLowerCase()).join(', '));
