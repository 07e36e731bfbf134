import { withOwn } from '../metrics/catalogue/catalogue.ts';
import type { Catalogue } from '../metrics/model.ts';
import type { Manifest } from './model.ts';

/** What the indicators of a version mean: those that ship, and the council's own as they stood when it was frozen. */
export function catalogueOf({ figures }: Pick<Manifest, 'figures'>): Catalogue {
  return withOwn(figures.own ?? []);
}
