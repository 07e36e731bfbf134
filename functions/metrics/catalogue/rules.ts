import { type Catalogue, type Indicator, isQuotient } from '../model.ts';

/**
 * What must agree within one indicator and between those of a catalogue, beyond the shape of each. Both the files that ship and an
 * officer's own indicators are held to it.
 */
export interface Disagreement {
  code: string;
  /** The field that is wrong, as the schema calls it. */
  field: keyof Indicator;
  /** A whole sentence, without the code. */
  message: string;
}

export function disagreements(catalogue: Catalogue): Disagreement[] {
  const known = new Map<string, Indicator>();
  const found: Disagreement[] = [];
  for (const one of catalogue.indicators) {
    if (known.has(one.code)) found.push({ code: one.code, field: 'code', message: 'This code stands twice.' });
    known.set(one.code, one);
  }
  return [
    ...found,
    ...catalogue.indicators.flatMap((one) =>
      [...within(one), ...references(one, known)].map((rest) => ({ code: one.code, ...rest })),
    ),
  ];
}

type Said = Omit<Disagreement, 'code'>;

function within(one: Indicator): Said[] {
  const quotient = isQuotient(one.unit);
  const sides = [one.numerator, one.denominator].filter((side) => side !== undefined).length;
  const rules: [wrong: boolean, field: keyof Indicator, message: string][] = [
    [quotient && sides < 2, 'numerator', 'A rate or percentage needs a numerator and a denominator.'],
    [sides === 1 && !quotient, 'numerator', 'A numerator needs a denominator.'],
    [sides > 0 && (one.unit === 'count' || one.unit === 'rank'), 'numerator', 'A count or a rank has no two sides.'],
    [
      !quotient && one.noun === undefined,
      'noun',
      'A count, rank, average or number of days needs a noun: of what it is.',
    ],
    [
      quotient && one.noun !== undefined,
      'noun',
      'A rate or percentage has no noun: its denominator says of what it is.',
    ],
    [one.unit === 'rank' && one.decimals > 0, 'decimals', 'A rank has no decimals.'],
    [
      one.unit === 'count' && one.decimals > 0 && one.disclosure !== 'none',
      'decimals',
      'A count has no decimals, unless it is of full-time equivalents or the like.',
    ],
    [
      one.disclosure === 'small-counts' && one.unit !== 'count' && !quotient,
      'disclosure',
      'Small counts are kept back in counts, rates and percentages only.',
    ],
    [one.of !== undefined && one.breakdown === undefined, 'of', 'Only the parts of a breakdown add up to a count.'],
    [repeats(one.breakdown ?? []), 'breakdown', 'The same part stands twice.'],
    [unordered(one.breaks.map(({ date }) => date)), 'breaks', 'Breaks stand earliest first, one for a date.'],
    [
      repeats([one.source, ...(one.decimalsIn ?? []).map(({ source }) => source)]),
      'decimalsIn',
      'Each source is named once.',
    ],
  ];
  return rules.filter(([wrong]) => wrong).map(([, field, message]) => ({ field, message }));
}

/** `of` names a count of the same catalogue; a split count is named by part, or by a measure that is split the same way. */
function references(one: Indicator, known: ReadonlyMap<string, Indicator>): Said[] {
  const total = one.of === undefined ? [] : [{ field: 'of' as const, of: one.of, part: undefined }];
  const sides = (['numerator', 'denominator'] as const).flatMap((field) => {
    const side = one[field];
    return side?.of === undefined ? [] : [{ field, of: side.of, part: side.part }];
  });
  return [...total, ...sides].flatMap(({ field, of, part }) => {
    const count = known.get(of);
    if (count?.unit !== 'count')
      return [{ field, message: `It refers to ${of}, which isn’t a count of the catalogue.` }];
    if (part !== undefined && !count.breakdown?.includes(part))
      return [{ field, message: `${of} has no part “${part}”.` }];
    const sameParts = count.breakdown === undefined || count.breakdown.join('|') === one.breakdown?.join('|');
    return part === undefined && !sameParts ? [{ field, message: `It must say which part of ${of} it means.` }] : [];
  });
}

const repeats = (all: readonly string[]) => new Set(all).size < all.length;

const unordered = (dates: readonly string[]) => dates.some((date, at) => at > 0 && date <= (dates[at - 1] ?? ''));
