import { Decimal } from 'decimal.js';
import { dateInWords } from '../figure.ts';
import type { Catalogue, Indicator, ReleasedObservation } from '../model.ts';
import type { FigureLookup, FigureReference } from './bind-figures.ts';
import { type Candidate, candidatesOf, decimalsOf, wordsOf } from './candidates.ts';
import type { TypedNumber } from './numbers-in.ts';

/** A figure that a typed number may be. */
export interface Offer {
  /** What binds it: '[[cpp.count | Thornmere | 2026-03-31]]'. */
  binding: string;
  /** As it will be printed: '398'. */
  printed: string;
  /** 'Children on a child protection plan: Thornmere, 31 March 2026'. */
  says: string;
  source: string;
  /** `same`: prints what was typed. `rounds`: prints more digits, and rounds to it. `near`: another value, not far off. */
  fit: 'same' | 'rounds' | 'near';
}

export interface Offers {
  number: TypedNumber;
  /** The likeliest first. */
  offers: Offer[];
  /** How many more there are. */
  more: number;
}

export interface OfferOptions {
  catalogue: Catalogue;
  /** Code of the council's own authority: its figures come before those of others. */
  authority: string;
  /** Of each number. */
  most?: number;
}

const usual = 5;

/**
 * Which figures a typed number may be, so that it is bound and not copied. A number is offered what prints the same, what rounds to it, and what is
 * near it: within 2%, or 3 for a count (a number copied from an older paper is often a little off). The words of its sentence decide the order: those
 * of the measure, the place, the date; then come the council's own figures, and the newest.
 * @returns a function of the number, for many numbers of one text
 */
export function figureOffers(
  observations: readonly ReleasedObservation[],
  lookup: FigureLookup,
  { catalogue, authority, most = usual }: OfferOptions,
): (number: TypedNumber) => Offers {
  const candidates = candidatesOf(observations, lookup, catalogue, authority);
  return (number) => {
    const sentence = number.sentence.toLowerCase();
    const said = new Set(wordsOf(sentence));
    const fitting = candidates.flatMap((candidate) => {
      const fit = fitOf(number, candidate);
      const told = fit === undefined ? 0 : likeness(candidate, sentence, said);
      // A small whole number equals hundreds of figures: only words can tell.
      const vague = number.unit === 'any' && Number(number.value) < 10 && told === 0;
      // What is only near must be the council's own, or be named: else there is always somebody's figure nearby.
      const far = fit === 'near' && !candidate.own && told < 2;
      return fit === undefined || vague || far ? [] : [{ candidate, fit, told }];
    });
    const sorted = fitting.toSorted(
      (one, other) =>
        order[one.fit] - order[other.fit] ||
        other.told - one.told ||
        Number(other.candidate.own) - Number(one.candidate.own) ||
        other.candidate.reference.date.localeCompare(one.candidate.reference.date) ||
        Math.abs(one.candidate.value - Number(number.value)) - Math.abs(other.candidate.value - Number(number.value)),
    );
    const offers = sorted.slice(0, most).flatMap(({ candidate, fit }) => offerOf(candidate.reference, fit, lookup));
    return { number, offers, more: Math.max(0, sorted.length - most) };
  };
}

const order = { same: 0, rounds: 1, near: 2 } as const;

/** Nothing where the reference can’t be bound after all. */
export function offerOf(reference: FigureReference, fit: Offer['fit'], lookup: FigureLookup): Offer[] {
  const found = lookup(reference);
  if (!found.ok) return [];
  const { printed, says, working, source } = found.value;
  return [{ binding: bindingOf(reference), printed, says, source: working ? `${working}, ${source}` : source, fit }];
}

/** The reference as an officer would type it. */
export function bindingOf({ indicator, place, date, breakdown }: FigureReference): string {
  return `[[${[indicator, place, date, breakdown].filter((part) => part !== undefined).join(' | ')}]]`;
}

function fitOf(number: TypedNumber, { indicator, value, decimals }: Candidate): Offer['fit'] | undefined {
  if (!unitFits(number.unit, indicator.unit)) return undefined;
  const typed = Number(number.value);
  if (typed === value) return 'same';
  const coarser = decimalsOf(number.value);
  const apart = Math.abs(typed - value);
  // Half up, as figures are printed; exactly, so that 69.95 doesn't fall on the wrong side. What is further off than one can't round to it.
  if (
    coarser < decimals &&
    apart < 1 &&
    new Decimal(value).toDecimalPlaces(coarser, Decimal.ROUND_HALF_UP).eq(number.value)
  ) {
    return 'rounds';
  }
  const near = typed >= 10 && (apart <= value * 0.02 || (indicator.unit === 'count' && typed >= 20 && apart <= 3));
  return near ? 'near' : undefined;
}

function unitFits(typed: TypedNumber['unit'], unit: Indicator['unit']): boolean {
  return typed === 'any' ? unit !== 'percent' : unit === typed;
}

/**
 * How much of the figure the sentence names: words of its measure, its place, and its date (the year, and the month more so).
 * @param said the words of the sentence
 */
function likeness({ reference, words }: Candidate, sentence: string, said: ReadonlySet<string>): number {
  const measure = [...words].filter((word) => said.has(word)).length;
  const [, month = '', year = ''] = dateInWords(reference.date).toLowerCase().split(' ');
  const date = sentence.includes(`${month} ${year}`) ? 3 : sentence.includes(year) ? 1 : 0;
  return measure + (sentence.includes(reference.place.toLowerCase()) ? 2 : 0) + date;
}
