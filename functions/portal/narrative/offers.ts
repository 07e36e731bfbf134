import { readCatalogue } from '../../metrics/catalogue/read-catalogue.ts';
import type { Indicator } from '../../metrics/model.ts';
import type { FigureLookup } from '../../metrics/narrative/bind-figures.ts';
import { type Found, findFigures } from '../../metrics/narrative/find-figures.ts';
import { numbersIn } from '../../metrics/narrative/numbers-in.ts';
import { figureOffers, type Offers } from '../../metrics/narrative/offer-figures.ts';
import { readFigures } from '../../metrics/releases/list-releases.ts';
import { figureLookup } from '../../metrics/tables/look-up-figure.ts';
import { type Outcome, success } from '../../platform/outcome.ts';
import type { Visit } from '../model.ts';

/** The figures as they now stand, for whoever writes. */
export interface FigureTools {
  lookup: FigureLookup;
  /** Those that there are figures of. */
  indicators: readonly Indicator[];
  /** For each number of the text that isn't bound and that may be a figure; of the first 150, and at most thirty. */
  offersIn(markdown: string): { offers: Offers[]; more: number };
  /** For what is typed into the picker; the sentence around a number, where it stands in one, decides the order. */
  find(query: string, sentence?: string): Found;
}

const mostNumbers = 30;
/** Each is held against every figure; who types more of them has pasted a table. */
const mostLookedAt = 150;

export async function figureTools({ parts, actor, settings }: Visit): Promise<Outcome<FigureTools, 'not-found'>> {
  const read = await readFigures(parts, actor);
  if (!read.ok) return read;
  const catalogue = await readCatalogue(parts);
  const lookup = figureLookup(read.value, catalogue);
  const options = { catalogue, authority: settings.council.authority };
  const given = new Set(read.value.map((one) => one.indicator));
  return success({
    lookup,
    indicators: catalogue.indicators.filter(({ code }) => given.has(code)),
    offersIn(markdown) {
      const offers = numbersIn(markdown)
        .slice(0, mostLookedAt)
        .map(figureOffers(read.value, lookup, options))
        .filter((one) => one.offers.length > 0);
      return { offers: offers.slice(0, mostNumbers), more: Math.max(0, offers.length - mostNumbers) };
    },
    find(query, sentence) {
      const [number] = sentence === undefined ? [] : numbersIn(query);
      if (!number) return findFigures(read.value, lookup, query, options);
      return figureOffers(read.value, lookup, options)({ ...number, sentence: sentence ?? query });
    },
  });
}

/**
 * Puts a bound figure in place of a typed number.
 * @param choice `offset|number|binding`, as the button says it
 * @returns nothing where the number no longer stands there: the text was changed after it was shown
 */
export function bindNumber(markdown: string, choice: string): string | undefined {
  const [, at = '', text = '', binding = ''] =
    /^(\d{1,6})\|([^|]{1,40})\|(\[\[[^[\]\n]{1,300}\]\])$/.exec(choice) ?? [];
  const offset = Number(at);
  if (binding === '' || markdown.slice(offset, offset + text.length) !== text) return undefined;
  return `${markdown.slice(0, offset)}${binding}${markdown.slice(offset + text.length)}`;
}

/** Puts a bound figure at the end of the text: where the cursor stands, only a script knows. */
export function insertAtEnd(markdown: string, binding: string): string | undefined {
  if (!/^\[\[[^[\]\n]{1,300}\]\]$/.test(binding)) return undefined;
  return /(^|\s)$/.test(markdown) ? `${markdown}${binding}` : `${markdown} ${binding}`;
}
