import type { Parts } from '../../platform/parts.ts';
import type { Catalogue } from '../model.ts';
import { withOwn } from './catalogue.ts';
import { findOwnIndicators } from './own-store.ts';

/** The catalogue of this council: what ships, and the indicators that its officers added. */
export async function readCatalogue(parts: Pick<Parts, 'table'>): Promise<Catalogue> {
  const own = await findOwnIndicators(parts);
  return withOwn(own.map(({ indicator }) => indicator));
}
