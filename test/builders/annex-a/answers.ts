/** A figure that the workbook is made to give. */
export interface Answer {
  indicator: string;
  period?: string;
  breakdown?: string;
  value?: string;
  symbol?: 'z';
  numerator?: string;
  denominator?: string;
}

/** When something happened: in the last six months, in the six before those, or longer ago. */
export type When = 'six' | 'twelve' | 'older';

/** Digits after the point of each percentage, as the catalogue has them. */
const wholePercent = [
  'cla.uasc-share',
  'placements.fostered',
  'placements.residential',
  'placements.three',
  'placements.outside',
  'placements.in-house',
  'placements.ifa',
];

/** Those whose twelve months need no word, because that is how the indicator is published whatever the date. */
const rolling = [
  'early-help.assessments-started',
  'early-help.assessments-completed',
  'assessments.support',
  'adoption.decided',
  'adoption.reversed',
  'adopters.enquiries',
  'adopters.approved',
  'adopters.days',
];

/** Gathers the answers while children are invented: each is decided before its rows are written. */
export class Answers {
  readonly #counts = new Map<string, number>();
  readonly #shares = new Map<string, [above: number, below: number]>();
  readonly #days = new Map<string, number[]>();
  readonly #isYearEnd: boolean;
  readonly #reachesAYear: boolean;

  constructor(asAt: string, reachesAYear: boolean) {
    this.#isYearEnd = asAt.endsWith('-03-31');
    this.#reachesAYear = reachesAYear;
  }

  count(indicator: string, by = 1, part = '', period = ''): void {
    const key = [indicator, part, period].join('|');
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + by);
  }

  /** One more of the whole of a percentage, and of its part or not. */
  share(indicator: string, isPart: boolean, period = ''): void {
    const key = [indicator, '', period].join('|');
    const [above, below] = this.#shares.get(key) ?? [0, 0];
    this.#shares.set(key, [above + (isPart ? 1 : 0), below + 1]);
  }

  /** What happened counts in six months and in twelve, in twelve alone, or in neither. */
  flow(when: When, indicator: string, isPart?: boolean): void {
    for (const period of this.#periods(when, indicator)) {
      if (isPart === undefined) this.count(indicator, 1, '', period);
      else this.share(indicator, isPart, period);
    }
  }

  year(indicator: string, by = 1): void {
    this.count(indicator, by, '', this.#yearOf(indicator));
  }

  days(indicator: string, days: number): void {
    const key = [indicator, '', this.#yearOf(indicator)].join('|');
    this.#days.set(key, [...(this.#days.get(key) ?? []), days]);
  }

  #periods(when: When, indicator: string): string[] {
    const year = this.#reachesAYear ? [this.#yearOf(indicator)] : [];
    return when === 'older' ? [] : when === 'twelve' ? year : ['rolling-6-months', ...year];
  }

  #yearOf(indicator: string): string {
    return rolling.includes(indicator) || this.#isYearEnd ? '' : 'rolling-12-months';
  }

  all(): Answer[] {
    const named = (key: string) => {
      const [indicator = '', breakdown = '', period = ''] = key.split('|');
      return { indicator, ...(breakdown === '' ? {} : { breakdown }), ...(period === '' ? {} : { period }) };
    };
    return [
      ...[...this.#counts].map(([key, value]) => ({ ...named(key), value: String(value) })),
      ...[...this.#shares].map(([key, [above, below]]) => {
        const digits = wholePercent.includes(named(key).indicator) ? 0 : 1;
        return {
          ...named(key),
          value: divide(above * 100, below, digits),
          numerator: `${above}`,
          denominator: `${below}`,
        };
      }),
      ...[...this.#days].map(([key, days]) => {
        const sum = days.reduce((a, b) => a + b, 0);
        return {
          ...named(key),
          value: divide(sum, days.length, 0),
          numerator: `${sum}`,
          denominator: `${days.length}`,
        };
      }),
    ];
  }
}

/** Half up, in whole numbers throughout. */
function divide(above: number, below: number, digits: number): string {
  const scaled = BigInt(above) * 10n ** BigInt(digits);
  const rounded = (2n * scaled + BigInt(below)) / (2n * BigInt(below));
  if (digits === 0) return String(rounded);
  const text = String(rounded).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
