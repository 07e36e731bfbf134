import { yearEarlier } from '../arithmetic/periods.ts';
import { unitInWords } from '../catalogue/indicators.ts';
import { printed } from '../figure.ts';
import { type Catalogue, type Indicator, isQuotient, type Observation, observationKey } from '../model.ts';
import type { ColumnName } from './release-template.ts';

export interface TemplateOptions {
  authority: { code: string; name: string };
  /** ISO date that the figures are of. */
  asAt: string;
  /** Codes that are asked for; what the catalogue calls its core when not given. */
  codes?: ReadonlySet<string>;
  /** The figures as they stand: those held at that date are left out, and those of the year before stand beside. All are asked for without it. */
  held?: readonly Observation[];
}

/** A row of the template that an officer fills. */
export interface AskedRow {
  cells: Record<ColumnName, string>;
  /** What is asked, in words: 'Child protection plans: Neglect (children)'. */
  what: string;
  /** As a table prints it; empty where there is none. */
  lastYear: string;
  /** The columns that are to be filled. */
  fill: readonly ColumnName[];
}

/** One row for each figure of the council's own that is asked for, in the order of the catalogue. */
export function askedRows(catalogue: Catalogue, options: TemplateOptions): AskedRow[] {
  const held = new Map((options.held ?? []).map((one) => [observationKey(one), one]));
  const at = (indicator: Indicator, part: string, date: string) =>
    held.get(
      observationKey({
        indicator: indicator.code,
        place: options.authority,
        date,
        ...(part === '' ? {} : { breakdown: part }),
      }),
    );
  return catalogue.indicators
    .filter((one) => isAsked(one, options))
    .flatMap((indicator) =>
      (indicator.breakdown ?? ['']).flatMap((part) => {
        if (at(indicator, part, options.asAt)) return [];
        const before = at(indicator, part, yearEarlier(options.asAt));
        return [rowOf(indicator, part, options, before ? printed(before, indicator.unit) : '')];
      }),
    );
}

function isAsked(indicator: Indicator, { codes, asAt }: TemplateOptions): boolean {
  if (!indicator.inTemplate || (indicator.retired !== undefined && indicator.retired <= asAt)) return false;
  return codes ? codes.has(indicator.code) : indicator.core === true;
}

function rowOf(indicator: Indicator, part: string, options: TemplateOptions, lastYear: string): AskedRow {
  const { authority, asAt } = options;
  const fill: ColumnName[] = isQuotient(indicator.unit) ? ['numerator', 'denominator'] : ['value'];
  if (indicator.unit === 'rate-per-10000') fill.push('population_vintage');
  return {
    what: `${indicator.label}${part === '' ? '' : `: ${part}`} (${unitInWords(indicator)})`,
    lastYear,
    fill,
    cells: {
      indicator: indicator.code,
      place_code: authority.code,
      place_name: authority.name,
      place_kind: 'authority',
      as_at: asAt,
      breakdown: part,
      value: '',
      numerator: '',
      denominator: '',
      population_vintage: '',
      note: askOf(indicator),
    },
  };
}

function askOf(indicator: Indicator): string {
  if (!isQuotient(indicator.unit)) {
    const number = indicator.decimals === 0 ? 'a whole number' : `a number with up to ${indicator.decimals} decimals`;
    return `Fill value: ${unitInWords(indicator)}, ${number} or a symbol`;
  }
  const ask = `Leave value empty. numerator: ${indicator.numerator?.says}; denominator: ${indicator.denominator?.says}`;
  return indicator.unit === 'rate-per-10000' ? `${ask}; population_vintage: such as mid-2025` : ask;
}
