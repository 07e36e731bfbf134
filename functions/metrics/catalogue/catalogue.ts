import { indicators } from '../../../generated/catalogue.js';
import type { Catalogue, Indicator } from '../model.ts';
import { parseCatalogue, themesOf } from './indicators.ts';

/** The indicators that ship with the product: `templates/indicators/*.yaml`. Of a council with its own, see `readCatalogue`. */
export const catalogue = parseCatalogue(indicators);

/**
 * The same with a council's own that are at hand, such as those that a manifest froze: its indicators, each at the end of its theme, and those
 * that ship as it has them, in their place.
 */
export function withOwn(own: readonly Indicator[]): Catalogue {
  if (own.length === 0) return catalogue;
  const byCode = new Map(own.map((one) => [one.code, one]));
  const shipped = catalogue.indicators.map((one) => byCode.get(one.code) ?? one);
  const all = [...shipped, ...own.filter((one) => !shipped.includes(one))];
  const themes = themesOf({ ...catalogue, indicators: all });
  return { ...catalogue, indicators: themes.flatMap((theme) => all.filter((one) => one.theme === theme)) };
}
