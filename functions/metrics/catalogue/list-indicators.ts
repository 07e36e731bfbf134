import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Catalogue, Indicator } from '../model.ts';
import { withOwn } from './catalogue.ts';
import { themesOf } from './indicators.ts';
import { findOwnIndicators, type OwnIndicator } from './own-store.ts';

export interface Listing {
  /** Every theme, whether or not anything was found in it. */
  themes: string[];
  /** How many there are in all. */
  all: number;
  /** What was found, in the order of printing. */
  indicators: Indicator[];
}

type ListParts = Pick<Parts, 'table' | 'wallClock'>;

/** The indicators of a theme in which all the words stand; an empty search finds all. */
export async function listIndicators(
  parts: ListParts,
  actor: Actor,
  search: { words: string; theme: string },
): Promise<Outcome<Listing, 'not-found'>> {
  if (!mayRead(parts, actor)) return failure('not-found', 'There is no such page.');
  const own = await findOwnIndicators(parts);
  const catalogue = withOwn(own.map(({ indicator }) => indicator));
  const found = searchCatalogue(catalogue, search.words).filter(
    ({ theme }) => search.theme === '' || theme === search.theme,
  );
  return success({ themes: themesOf(catalogue), all: catalogue.indicators.length, indicators: found });
}

/** One indicator; `own` of those that an officer added. */
export async function readIndicator(
  parts: ListParts,
  actor: Actor,
  code: string,
): Promise<Outcome<{ indicator: Indicator; own?: OwnIndicator }, 'not-found'>> {
  if (!mayRead(parts, actor)) return failure('not-found', 'There is no such page.');
  const all = await findOwnIndicators(parts);
  const own = all.find(({ indicator }) => indicator.code === code);
  const indicator = own?.indicator ?? withOwn([]).indicators.find((one) => one.code === code);
  if (!indicator) return failure('not-found', `There is no indicator called ${code.slice(0, 60)}.`);
  return success({ indicator, ...(own ? { own } : {}) });
}

/** All words must stand somewhere in what an indicator says; capitals and punctuation don't count. */
export function searchCatalogue(catalogue: Catalogue, words: string): Indicator[] {
  const asked = plain(words).split(' ').filter(Boolean);
  return catalogue.indicators.filter((one) => {
    const { code, label, subject, definition, theme, source, breakdown = [] } = one;
    const said = plain([code, label, subject, definition, theme, source, ...breakdown].join(' '));
    return asked.every((word) => said.includes(word));
  });
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}.]+/gu, ' ');

const mayRead = (parts: ListParts, actor: Actor) =>
  decide(actor, 'indicators.read', {}, parts.wallClock()) === 'allowed';
