import { parse } from 'yaml';
import { type Catalogue, catalogueSchema, type Indicator } from '../model.ts';

/**
 * Reads a catalogue of indicators. Throws, with the place and the reason, if it isn't one: a catalogue ships with the program.
 * Beyond the shape: codes are unique, and `of` names a count of the same catalogue.
 */
export function parseCatalogue(yaml: string): Catalogue {
  const catalogue = catalogueSchema.parse(parse(yaml));
  const seen = new Map<string, Indicator>();
  for (const one of catalogue.indicators) {
    if (seen.has(one.code)) throw new Error(`Indicator ${one.code} stands twice in the catalogue "${catalogue.name}".`);
    seen.set(one.code, one);
  }
  for (const one of catalogue.indicators) {
    for (const total of [one.of, one.numerator?.of, one.denominator?.of]) {
      if (total !== undefined && seen.get(total)?.unit !== 'count') {
        throw new Error(
          `Indicator ${one.code} refers to ${total}, which isn't a count of the catalogue "${catalogue.name}".`,
        );
      }
    }
  }
  return catalogue;
}

export function findIndicator(catalogue: Catalogue, code: string): Indicator | undefined {
  return catalogue.indicators.find((one) => one.code === code);
}

/** For a code that must be there: throws if it isn't. */
export function indicatorOf(catalogue: Catalogue, code: string): Indicator {
  const found = findIndicator(catalogue, code);
  if (!found) throw new Error(`Indicator ${code} isn't in the catalogue "${catalogue.name}".`);
  return found;
}

/** The unit in words, to stand after the label: 'per 10,000 aged 0 to 17', '% of referrals in the year', 'children'. */
export function unitInWords(indicator: Indicator): string {
  if (indicator.unit === 'rate-per-10000') return 'per 10,000 aged 0 to 17';
  return indicator.unit === 'percent' ? `% of ${indicator.denominator?.says}` : (indicator.noun ?? 'number');
}
