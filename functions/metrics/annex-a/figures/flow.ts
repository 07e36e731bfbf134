import { endsOn } from '../../arithmetic/periods.ts';
import { indicatorOf } from '../../catalogue/indicators.ts';
import type { Observation } from '../../model.ts';
import { type Months, type Span, spans } from '../calendar/spans.ts';
import { count, type Figure, share } from './figure.ts';
import type { TallyContext } from './tally.ts';

/**
 * What happened in the six or twelve months to the as-at date. Twelve months are counted only if the list reaches so far back: something of it
 * happened in each of the twelve. A list of six months, as Annex A asks for, gives figures of six; nothing is made up for the rest.
 */
export class Flow {
  readonly #context: TallyContext;
  readonly #counts = new Map<string, number[]>();

  constructor(context: TallyContext) {
    this.#context = context;
  }

  /** @returns whether the day lies in the twelve months */
  add(date: string, ...names: readonly string[]): boolean {
    const month = this.#months.monthOf(date);
    if (month === undefined) return false;
    for (const name of names) {
      const counts = this.#counts.get(name) ?? Array.from({ length: 12 }, () => 0);
      counts[month] = (counts[month] ?? 0) + 1;
      this.#counts.set(name, counts);
    }
    return true;
  }

  of(name: string, span: Span): number {
    return (this.#counts.get(name) ?? []).slice(0, span).reduce((sum, one) => sum + one, 0);
  }

  /** Whether something of that name happened in each of the twelve months. */
  reachesAYear(name: string): boolean {
    return this.#counts.get(name)?.every((one) => one > 0) ?? false;
  }

  get #months(): Months {
    return this.#context.months;
  }
}

export interface Asked {
  indicator: string;
  /** Of a count, the name; of a percentage, both sides. */
  of: string | readonly [above: string, below: string];
}

/**
 * The figures asked for, of six months and, where `reach` happened in each of twelve, of twelve; these are the financial year's where the indicator is published
 * by it and they end on 31 March.
 */
export function flowFigures(flow: Flow, reach: string, asked: readonly Asked[], context: TallyContext): Figure[] {
  const { catalogue, sheet, findings } = context;
  const isYear = flow.reachesAYear(reach);
  if (!isYear) {
    const message =
      'The list doesn’t reach back over each of the twelve months before the date: there are figures of six months and none of twelve.';
    findings.warning(sheet, { expected: 'rows of each of twelve months, for figures of a year', message });
  }
  return asked.flatMap(({ indicator, of }) =>
    spans
      .filter((span) => span === 6 || isYear)
      .map((span) => {
        const figure =
          typeof of === 'string'
            ? count(indicator, flow.of(of, span))
            : share(catalogue, indicator, flow.of(of[0], span), flow.of(of[1], span));
        return { ...figure, ...periodOf(indicator, span, context) };
      }),
  );
}

/** What a figure of six or twelve months is of, where the indicator doesn't say so itself. */
export function periodOf(
  indicator: string,
  span: Span,
  { catalogue, asAt }: Pick<TallyContext, 'catalogue' | 'asAt'>,
): Pick<Observation, 'period'> {
  const own = indicatorOf(catalogue, indicator).period;
  const isOwn = own === rolling[span] || (span === 12 && own === 'financial-year' && endsOn(own, asAt));
  return isOwn ? {} : { period: rolling[span] };
}

const rolling = { 6: 'rolling-6-months', 12: 'rolling-12-months' } as const;
