import { indicators } from '../../../generated/catalogue.js';
import type { Catalogue, Indicator } from '../model.ts';
import { parseCatalogue, themesOf } from './indicators.ts';

/** The indicators that ship with the product: `templates/indicators/*.yaml`. Of a council with its own, see `readCatalogue`. */
export const catalogue = parseCatalogue(indicators);

/** The same with own indicators that are at hand, such as those that a manifest froze: each at the end of its theme. */
export function withOwn(own: readonly Indicator[]): Catalogue {
  if (own.length === 0) return catalogue;
  const all = [...catalogue.indicators, ...own];
  const themes = themesOf({ ...catalogue, indicators: all });
  return { ...catalogue, indicators: themes.flatMap((theme) => all.filter((one) => one.theme === theme)) };
}
