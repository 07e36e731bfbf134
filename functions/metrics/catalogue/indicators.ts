import { parse } from 'yaml';
import { type Catalogue, catalogueFileSchema, catalogueIndexSchema, type Indicator } from '../model.ts';
import { disagreements } from './rules.ts';

/**
 * Reads a catalogue of indicators: the file `catalogue`, and the files that it names. Throws, with the file and the reason, if they
 * aren't one, or if one isn't named: a catalogue ships with the program.
 * @param texts YAML, by the name of the file without `.yaml`
 */
export function parseCatalogue(texts: Readonly<Record<string, string>>): Catalogue {
  const { files, name, version } = catalogueIndexSchema.parse(parse(texts.catalogue ?? ''));
  const left = Object.keys(texts).filter((file) => file !== 'catalogue' && !files.includes(file));
  if (left.length > 0) throw new Error(`The catalogue "${name}" doesn't name its file ${left.join(', ')}.`);
  const indicators = files.flatMap((file) => {
    const text = texts[file];
    if (text === undefined) throw new Error(`The catalogue "${name}" names the file ${file}, which isn't there.`);
    const read = catalogueFileSchema.safeParse(parse(text));
    if (!read.success) throw new Error(`${file}.yaml: ${read.error.message}`);
    return read.data.indicators.map((one) => ({ ...one, theme: read.data.theme }));
  });
  const catalogue = { version, name, indicators };
  const [wrong] = disagreements(catalogue);
  if (wrong) throw new Error(`Indicator ${wrong.code}, ${wrong.field}: ${wrong.message}`);
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

/** The themes, in the order of printing. */
export function themesOf(catalogue: Catalogue): string[] {
  return [...new Set(catalogue.indicators.map((one) => one.theme))];
}

/**
 * The unit in words, to stand after the label: 'per 10,000 aged 0 to 17', '% of referrals in the year', 'children', 'working days',
 * 'cases a social worker', 'rank among 317 authorities'.
 */
export function unitInWords({ unit, noun = 'number', denominator }: Indicator): string {
  switch (unit) {
    case 'rate-per-10000':
      return 'per 10,000 aged 0 to 17';
    case 'percent':
      return `% of ${denominator?.says}`;
    case 'rank':
      return `rank among ${noun}`;
    case 'count':
    case 'days':
    case 'average':
      return noun;
  }
}
