import type { Outcome, Problem } from '../../platform/outcome.ts';
import { placeOf } from './numbers-in.ts';

/** What a binding asks for: `[[indicator | place | date]]` or `[[indicator | place | date | part]]`. */
export interface FigureReference {
  indicator: string;
  place: string;
  date: string;
  breakdown?: string;
}

/** The answer to a reference: what is printed, and where it comes from. */
export interface FoundFigure {
  /** '398', '70.4', '53.2%', 'c (confidential)'. */
  printed: string;
  /** 'Rate of children on a child protection plan: Thornmere, 31 March 2026'. */
  says: string;
  /** '407 ÷ 57,750 (mid-2025)', 'mean of 9 of 10 statistical neighbours, model of 2025'; absent for what the source gives as it stands. */
  working?: string;
  /** The release that it comes from: 'Thornmere data team, return of 20 July 2026 (revised)'. */
  source: string;
}

export type FigureLookup = (
  reference: FigureReference,
) => Outcome<FoundFigure, 'unknown-indicator' | 'unknown-place' | 'no-figure'>;

export interface BoundFigure extends FoundFigure {
  reference: FigureReference;
  /** 'line 3, column 14' of the Markdown. */
  where: string;
}

export interface Binding {
  /** The Markdown with values in place of references; a reference that can't be bound stands as it was typed. */
  markdown: string;
  /** In the order of printing, one for each place where a figure stands. */
  figures: BoundFigure[];
  problems: Problem[];
}

/** An escaped bracket is left alone; then a whole reference; then an opening that never closes. */
const pattern = /\\\[|\[\[([^[\]\n]*)\]\]|\[\[/g;

const shape = '[[indicator | place | date]], such as [[cpp.count | Thornmere | 2026-03-31]]';

/** Puts the value in place of every bound figure. Never throws: what can't be bound is a problem that says where and why. */
export function bindFigures(markdown: string, lookup: FigureLookup): Binding {
  const figures: BoundFigure[] = [];
  const problems: Problem[] = [];
  const bound = markdown.replace(pattern, (found: string, inside: string | undefined, offset: number) => {
    if (!found.startsWith('[[')) return found;
    const where = placeOf(markdown, offset);
    const reference = inside === undefined ? undefined : referenceOf(inside);
    if (!reference) {
      const message =
        inside === undefined
          ? 'A bound figure is opened with [[ and not closed with ]] on the same line.'
          : 'A bound figure names an indicator, a place and a date, separated by |.';
      problems.push({ where, found: found.slice(0, 120), expected: shape, message });
      return found;
    }
    const answer = lookup(reference);
    if (!answer.ok) {
      const detail = answer.details?.[0];
      problems.push({
        where,
        found,
        ...(detail?.expected ? { expected: detail.expected } : {}),
        message: answer.message,
      });
      return found;
    }
    figures.push({ ...answer.value, reference, where });
    return answer.value.printed;
  });
  return { markdown: bound, figures, problems };
}

function referenceOf(inside: string): FigureReference | undefined {
  const [indicator = '', place = '', date = '', breakdown, ...more] = inside.split(/\\?\|/).map((part) => part.trim());
  if (indicator === '' || place === '' || date === '' || breakdown === '' || more.length > 0) return undefined;
  return { indicator, place, date, ...(breakdown === undefined ? {} : { breakdown }) };
}
