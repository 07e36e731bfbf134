import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Catalogue, Indicator } from '../model.ts';
import { findIndicator, themesOf } from './indicators.ts';
import { readCatalogue } from './read-catalogue.ts';
import { findOwnBreaks, findOwnIndicators, type OwnBreaks, type OwnIndicator } from './store.ts';

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
  const catalogue = await readCatalogue(parts);
  const found = searchCatalogue(catalogue, search.words).filter(
    ({ theme }) => search.theme === '' || theme === search.theme,
  );
  return success({ themes: themesOf(catalogue), all: catalogue.indicators.length, indicators: found });
}

/** One indicator; `own` of those that an officer added, `local` of those that ship and have breaks of this council's. */
export async function readIndicator(
  parts: ListParts,
  actor: Actor,
  code: string,
): Promise<Outcome<{ indicator: Indicator; own?: OwnIndicator; local?: OwnBreaks }, 'not-found'>> {
  if (!mayRead(parts, actor)) return failure('not-found', 'There is no such page.');
  const [catalogue, owned, broken] = await Promise.all([
    readCatalogue(parts),
    findOwnIndicators(parts),
    findOwnBreaks(parts),
  ]);
  const indicator = findIndicator(catalogue, code);
  if (!indicator) return failure('not-found', `There is no indicator called ${code.slice(0, 60)}.`);
  const own = owned.find((one) => one.indicator.code === code);
  const local = broken.find((one) => one.code === code);
  return success({ indicator, ...(own ? { own } : {}), ...(local ? { local } : {}) });
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
