import type { Actor } from '../../access/model.ts';
import { incomparable } from '../../metrics/arithmetic/units.ts';
import { findIndicator } from '../../metrics/catalogue/indicators.ts';
import { readCatalogue } from '../../metrics/catalogue/read-catalogue.ts';
import type { Catalogue, Indicator } from '../../metrics/model.ts';
import { readFigures } from '../../metrics/releases/list-releases.ts';
import { type FigureIndex, indexFigures } from '../../metrics/tables/figure-index.ts';
import { type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { frameworkOf } from '../../reviews/frameworks.ts';
import type { Review } from '../../reviews/model.ts';
import { listReviews } from '../../reviews/read-review.ts';
import { findVersions } from '../store.ts';
import { indicatorsOf } from './used-in.ts';

/** `some`: of a count that is split, not all of its parts. `symbol`: its source gives a symbol in place of a number. */
export const needStates = ['missing', 'some', 'symbol', 'provisional', 'held'] as const;
export type NeedState = (typeof needStates)[number];

/** A figure of the council's own that a pack prints. */
export interface Need {
  code: string;
  label: string;
  state: NeedState;
  /** ISO date of a figure that is newer than the pack's, if one is held. */
  newer?: string;
  /** Of what is compared: who has no figure up to the pack's date. */
  without: ('neighbours' | 'england')[];
}

export interface ReviewNeeds {
  review: Pick<Review, 'reviewId' | 'title' | 'asAt' | 'startsOn'>;
  /** ISO date by which the figures are needed: the first day on site. Nothing for a report on a period, which has no such day. */
  due?: string;
  /** What is missing first. */
  needs: Need[];
}

/** An indicator whose comparators have a later date than the council. */
export interface Behind {
  code: string;
  label: string;
  /** ISO dates: the council's newest, and theirs. */
  own: string;
  others: string;
}

export interface Needed {
  /** The soonest due first. */
  reviews: ReviewNeeds[];
  behind: Behind[];
}

type NeedParts = Pick<Parts, 'table' | 'objects' | 'wallClock'>;

/**
 * For every open review the figures that its pages print, and whether they are held at its date. A review is open until its last day; a
 * report on a period until a version of it is released.
 * @param today ISO date
 */
export async function figuresNeeded(
  parts: NeedParts,
  actor: Actor,
  { authority, today }: { authority: string; today: string },
): Promise<Outcome<Needed, 'not-found'>> {
  const [found, catalogue] = await Promise.all([readFigures(parts, actor), readCatalogue(parts)]);
  if (!found.ok) return found;
  const index = indexFigures(found.value);
  const reviews: ReviewNeeds[] = [];
  for (const review of await listReviews(parts, actor)) {
    if (!(await isOpen(parts, review, today))) continue;
    const { reviewId, title, asAt, startsOn } = review;
    const needs = indicatorsOf(frameworkOf(review.framework)).flatMap((code) => {
      const indicator = findIndicator(catalogue, code);
      return indicator ? [needOf(index, indicator, { authority, asAt })] : [];
    });
    reviews.push({
      review: { reviewId, title, asAt, startsOn },
      ...(review.period === undefined ? { due: startsOn } : {}),
      needs: needs.toSorted((one, other) => needStates.indexOf(one.state) - needStates.indexOf(other.state)),
    });
  }
  return success({
    reviews: reviews.toSorted((one, other) => (one.due ?? '9999').localeCompare(other.due ?? '9999')),
    behind: behindIn(index, catalogue, authority),
  });
}

async function isOpen(parts: Pick<Parts, 'table'>, review: Review, today: string): Promise<boolean> {
  if (review.endsOn >= today) return true;
  if (review.period === undefined) return false;
  const versions = await findVersions(parts, review.reviewId);
  return !versions.some(({ state }) => state === 'released' || state === 'superseded');
}

function needOf(
  index: FigureIndex,
  indicator: Indicator,
  { authority, asAt }: { authority: string; asAt: string },
): Need {
  const { code, label, breakdown, unit } = indicator;
  const own = { code: authority, name: '', kind: 'authority' as const };
  const newer = index.dates(code, [own]).findLast((date) => date > asAt);
  const compared = incomparable(unit) === undefined && !breakdown;
  const has = (kind: 'neighbour' | 'neighbours' | 'england') =>
    index.dates(code, index.places(kind)).some((date) => date <= asAt);
  return {
    code,
    label,
    state: stateOf((breakdown ?? [undefined]).map((part) => index.at(code, authority, asAt, part))),
    ...(newer === undefined ? {} : { newer }),
    without: compared
      ? [
          ...(has('neighbour') || has('neighbours') ? [] : (['neighbours'] as const)),
          ...(has('england') ? [] : (['england'] as const)),
        ]
      : [],
  };
}

function stateOf(figures: readonly ReturnType<FigureIndex['at']>[]): NeedState {
  const there = figures.filter((one) => one !== undefined);
  if (there.length === 0) return 'missing';
  if (there.length < figures.length) return 'some';
  if (there.every(({ symbol }) => symbol !== undefined)) return 'symbol';
  return there.some(({ release }) => release.status === 'provisional') ? 'provisional' : 'held';
}

/** What the council has figures of, and others have newer ones of. */
function behindIn(index: FigureIndex, catalogue: Catalogue, authority: string): Behind[] {
  const own = { code: authority, name: '', kind: 'authority' as const };
  const others = [...index.places('neighbour'), ...index.places('england')];
  return catalogue.indicators.flatMap(({ code, label }) => {
    const [mine, theirs] = [index.dates(code, [own]).at(-1), index.dates(code, others).at(-1)];
    return mine !== undefined && theirs !== undefined && theirs > mine
      ? [{ code, label, own: mine, others: theirs }]
      : [];
  });
}
