import { dateInWords } from '../figure.ts';
import type { ReleasedObservation } from '../model.ts';
import type { FigureLookup } from './bind-figures.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { numbersIn } from './numbers-in.ts';
import { figureOffers, type Offer, type OfferOptions, offerOf } from './offer-figures.ts';

export interface Found {
  /** The likeliest first. */
  offers: Offer[];
  /** How many more there are. */
  more: number;
}

const usual = 10;

/**
 * Figures for what somebody types into a picker: a number, alone or with words ('398 plans'), or words and dates that all stand in what a figure is
 * ('plans neglect 2026'). Of words, the council's own figures come first, then the newest.
 */
export function findFigures(
  observations: readonly ReleasedObservation[],
  lookup: FigureLookup,
  query: string,
  { most = usual, ...options }: OfferOptions,
): Found {
  const [number] = numbersIn(query);
  if (number) {
    const { offers, more } = figureOffers(observations, lookup, { ...options, most })({ ...number, sentence: query });
    return { offers, more };
  }
  const asked = query.toLowerCase().match(/[\p{L}\d.-]+/gu) ?? [];
  if (asked.length === 0) return { offers: [], more: 0 };
  const found = candidatesOf(observations, lookup, options.catalogue, options.authority)
    .filter((candidate) => asked.every((word) => textOf(candidate).includes(word)))
    .toSorted(
      (one, other) => Number(other.own) - Number(one.own) || other.reference.date.localeCompare(one.reference.date),
    );
  const offers = found.slice(0, most).flatMap(({ reference }) => offerOf(reference, 'same', lookup));
  return { offers, more: Math.max(0, found.length - most) };
}

function textOf({ indicator, reference }: Candidate): string {
  const { place, date, breakdown = '' } = reference;
  return [indicator.label, indicator.subject, indicator.code, breakdown, place, dateInWords(date), date]
    .join(' ')
    .toLowerCase();
}
