import { indicators } from '../../../generated/catalogue.js';
import { parseCatalogue } from './indicators.ts';

/** The indicators that ship with the product: `templates/indicators/*.yaml`. */
export const catalogue = parseCatalogue(indicators);
