import type { Parts } from '../../platform/parts.ts';
import type { Catalogue } from '../model.ts';
import { withOwn } from './catalogue.ts';
import { findDefinitions } from './own-store.ts';

/** The catalogue of this council: what ships, and the indicators and breaks that its officers added. */
export async function readCatalogue(parts: Pick<Parts, 'table'>): Promise<Catalogue> {
  return withOwn(await findDefinitions(parts));
}
