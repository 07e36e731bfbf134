import { z } from 'zod';
import { symbolList } from './symbols.ts';

const words = z.string().trim().min(1);

/** `average`: a mean of things, such as cases a worker; its `noun` says of what. A rank's `noun` says among whom. */
export const units = ['count', 'percent', 'rate-per-10000', 'rank', 'days', 'average'] as const;

/** What a date of the indicator stands for: the day itself, or the last day of what was counted. */
export const periods = [
  'as-at',
  'financial-year',
  'calendar-year',
  'academic-year',
  'rolling-12-months',
  'rolling-6-months',
  'quarter',
  'month',
] as const;
export type Period = (typeof periods)[number];

/** `small-counts`: counts of children, of which 1 to 5 are not printed for every audience. `none`: staff, reviews, places. */
export const disclosureRules = ['small-counts', 'none'] as const;

/** Rates and percentages are worked out from two sides; the rest stand as they are. */
export function isQuotient(unit: (typeof units)[number]): unit is 'percent' | 'rate-per-10000' {
  return unit === 'percent' || unit === 'rate-per-10000';
}

/**
 * One side of a rate or percentage, or of a mean. `of` names the count that it must equal where both are given, and `part` which part of
 * it, where that count is split and this measure isn't split the same way. `at` says which day's count where it isn't the figure's own:
 * `mid-year-before` is the last 30 June before it, so 31 March 2025 divides by mid-2024.
 */
const side = z
  .strictObject({
    says: words,
    of: words.optional(),
    part: words.optional(),
    at: z.enum(['mid-year-before']).optional(),
  })
  .refine((one) => one.of !== undefined || (one.part === undefined && one.at === undefined), {
    message: 'part and at say more of a count that `of` names',
  });

/** Breaks in series: the first date that can't be compared with what came before, and why. */
export const breaksSchema = z.array(z.strictObject({ date: z.iso.date(), note: words }));

/** What every indicator says, shipped or an officer's own. Beyond the shape, `catalogue/rules.ts` holds what must agree. */
export const indicatorSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$/),
  label: words,
  /** Short, for the title of a chart: 'Plans'. */
  subject: words,
  definition: words,
  /** Where it stands among the others: 'Child protection'. In a file of the catalogue, the file's. */
  theme: words,
  period: z.enum(periods),
  disclosure: z.enum(disclosureRules),
  unit: z.enum(units),
  /** What a count counts ('children'), an average is of ('cases a social worker'), a rank is among; the kind of days. */
  noun: words.optional(),
  polarity: z.enum(['higher-is-better', 'lower-is-better', 'none']),
  /** Digits after the point, as the source publishes them. */
  decimals: z.int().min(0).max(4),
  /** Where another source prints the same measure with other digits. */
  decimalsIn: z.array(z.strictObject({ source: words, decimals: z.int().min(0).max(4) })).optional(),
  numerator: side.optional(),
  denominator: side.optional(),
  /** The parts that a count is split into, in the order of printing. */
  breakdown: z.array(words).min(2).optional(),
  /** The count that the parts of a breakdown add up to. */
  of: words.optional(),
  source: words,
  /** Whether the council itself can fill it in: false for what only published papers and statistics have. */
  inTemplate: z.boolean().default(true),
  /** Whether the officer's template asks for it when nobody says which themes it should ask for. */
  core: z.boolean().optional(),
  /** Earliest first. */
  breaks: breaksSchema.default([]),
  /** Since when no new figures are asked for; those that were imported stay. */
  retired: z.iso.date().optional(),
});

/** A file of the catalogue: one theme, or a part of one. */
export const catalogueFileSchema = z.strictObject({
  theme: words,
  indicators: z.array(indicatorSchema.omit({ theme: true })).min(1),
});

/** The file that names the others, in the order of printing, without `.yaml`. */
export const catalogueIndexSchema = z.strictObject({ version: words, name: words, files: z.array(words).min(1) });

export type Indicator = z.infer<typeof indicatorSchema>;
/** What is measured, in the order of printing. */
export interface Catalogue {
  version: string;
  name: string;
  indicators: readonly Indicator[];
}

/**
 * `neighbour`: one of the ten statistical neighbours of the release's model year. `neighbours`: their mean as a paper printed it, without
 * the ten that it was made from.
 */
export const placeKinds = ['authority', 'neighbour', 'neighbours', 'region', 'england'] as const;
export type PlaceKind = (typeof placeKinds)[number];

const placeSchema = z.strictObject({
  code: words,
  name: words,
  kind: z.enum(placeKinds),
  /** Of a neighbour: the years of the models that chose it. Absent: the model year of its release. */
  models: z.array(words).min(1).optional(),
});
export type Place = z.infer<typeof placeSchema>;

/** A number as the source or our arithmetic writes it: no thousands separators, no exponent. */
const decimal = z.string().regex(/^\d+(\.\d+)?$/);

/**
 * One figure of one place on one date: a value, or the symbol that its source gives instead. The value of a rate or percentage is
 * calculated from numerator and denominator and has the indicator's decimals; in a release of published figures it is the value as
 * printed, with its own decimals, and either side may be absent.
 */
const observationSchema = z
  .strictObject({
    indicator: words,
    place: placeSchema,
    /** As-at date, or the last day of what is counted. */
    date: z.iso.date(),
    /** What the date stands for where it isn't what the indicator says: the month of a count that is published by year. Never the same as it. */
    period: z.enum(periods).optional(),
    breakdown: words.optional(),
    value: decimal.optional(),
    symbol: z.enum(symbolList).optional(),
    numerator: decimal.optional(),
    denominator: decimal.optional(),
    /** Of the population that a rate divides by: 'mid-2025'. Never inferred. */
    populationVintage: words.optional(),
    note: words.optional(),
    /** Where it stood in the file: the number of the row as a spreadsheet shows it (the header is row 1), and the sheet's name. */
    row: z.int().positive().optional(),
    sheet: words.optional(),
  })
  .refine((one) => (one.value === undefined) !== (one.symbol === undefined), {
    message: 'an observation has either a value or a symbol',
  });
export type Observation = z.infer<typeof observationSchema>;

/** For reading the observations of a release back from where they are kept. */
export const observationsSchema = z.array(observationSchema);

/**
 * How the rates and percentages of a release came about: `calculated` here from both sides, or `as-published`, carried over from a paper
 * that prints the result and not always the sides.
 */
export const bases = ['calculated', 'as-published'] as const;
export type Basis = (typeof bases)[number];

/** What is said of a whole release, beside its observations. */
export const releaseDetailsSchema = z.strictObject({
  source: words,
  status: z.enum(['provisional', 'final', 'revised']),
  /** Year of the model that chose the ten statistical neighbours: '2025'; 'not stated' of a published paper that doesn't say. */
  neighbourModelYear: z.string().regex(/^(\d{4}|not stated)$/),
  /** Absent in what was kept before there were two. */
  basis: z.enum(bases).default('calculated'),
  /** Which import, of which file, and when; absent where figures stand by themselves, as in a test or a preview. */
  releaseId: words.optional(),
  fileName: words.optional(),
  importedAt: z.iso.datetime().optional(),
});
export type ReleaseDetails = z.infer<typeof releaseDetailsSchema>;

/**
 * An observation among those of several releases: it says which release it came from. `from`: it was worked out here when read, of these two
 * (numerator, then denominator); its release is then that of the numerator, with basis `calculated`. `sumOf`: it was added up here from these
 * twelve months or four quarters, earliest first; its release is that of the last.
 */
export type ReleasedObservation = Observation & {
  release: ReleaseDetails;
  from?: readonly [numerator: ReleasedObservation, denominator: ReleasedObservation];
  sumOf?: readonly ReleasedObservation[];
  /** What was first published in its place, where that was another value. */
  firstPublished?: ReleasedObservation;
  /** Of a figure as first published: what stands in its place now. */
  revisedTo?: ReleasedObservation;
};

/** `first-published`: of each figure what the oldest release said; `latest`: what the newest says. */
export const seriesKinds = ['latest', 'first-published'] as const;
export type Series = (typeof seriesKinds)[number];

/** Two observations with one key are the same figure. Places are told apart by code, a month from the year that ends with it by period. */
export function observationKey(
  one: Pick<Observation, 'indicator' | 'date' | 'breakdown' | 'period'> & { place: Pick<Place, 'code'> },
) {
  const { indicator, place, date, breakdown = '', period } = one;
  return JSON.stringify([indicator, place.code, date, breakdown, ...(period === undefined ? [] : [period])]);
}
