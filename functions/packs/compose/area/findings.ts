import { inTenWords } from '../../../documents/charts/title.ts';
import { printFigure, printNumber } from '../pages/format.ts';
import { type Categories, type Figure, isMissing, type Trend } from '../peer-review/view.ts';

const numberOf = (figure: Figure): { value: number; decimals: number } | undefined =>
  !isMissing(figure) && 'value' in figure ? figure : undefined;

/**
 * What a line chart finds, from the council's own last two periods, in ten words or fewer: "Plans fell from 82.7 to 70.4 per 10,000". What someone
 * wrote stands as written; the chart refuses it when it is longer.
 */
export function trendFinding(trend: Trend): string {
  if (trend.finding) return trend.finding;
  return inTenWords(...wordings(trend));
}

/** The fullest first. */
function wordings(trend: Trend): [string, ...string[]] {
  const unit = trend.shortUnit ? ` ${trend.shortUnit}` : shortUnit(trend.unit);
  const points = trend.series[0]?.points ?? [];
  const [first, before, now] = [points[0], points.at(-2), points.at(-1)];
  const plain = `${trend.label}, ${first === now ? (now?.period ?? '') : `${first?.period} to ${now?.period}`}`;
  const latest = now && numberOf(now.figure);
  if (!now || !latest) return [plain];
  const printed = printNumber(latest.value, latest.decimals);
  if (trend.breaks.some((stop) => stop.before === now.period)) {
    return [
      `${trend.subject} at ${printed}${unit}, after a break in series`,
      `${trend.subject} after a break in series`,
    ];
  }
  const earlier = before && numberOf(before.figure);
  if (!before || !earlier) return [`${trend.subject} at ${printed}${unit} in ${now.period}`, plain];
  const was = printNumber(earlier.value, earlier.decimals);
  const when = sinceWhen(before.period, now.period);
  // Compared as printed: 70.44 and 70.41 are both 70.4, and a reader who sees no change must not be told of one.
  const verb = was === printed ? 'stayed at' : latest.value > earlier.value ? 'rose' : 'fell';
  const fromTo = was === printed ? printed : `from ${was} to ${printed}`;
  const to = was === printed ? printed : `to ${printed}`;
  return [
    `${trend.subject} ${verb} ${fromTo}${unit}${when}`,
    `${trend.subject} ${verb} ${to}${unit}${when}`,
    `${trend.subject} ${verb} ${to}${when}`,
    plain,
  ];
}

/** `per 10,000 aged 0 to 17` → ` per 10,000`; `% of referrals` → `%`; `children` → ` children`: as it stands after a number. */
function shortUnit(unit: string): string {
  return /^%/.test(unit) ? '%' : ` ${/per [\d,]*\d/.exec(unit)?.[0] ?? unit}`;
}

/** Nothing for the year before, which is what a reader takes it for. */
function sinceWhen(before: string, now: string): string {
  const [from, to] = [Number(before), Number(now)];
  return Number.isInteger(from) && to - from === 1 ? '' : ` since ${before}`;
}

/** What a category chart finds: "Neglect is the largest category: 231 of 398". */
export function categoriesFinding(categories: Categories): string {
  if (categories.finding) return categories.finding;
  const known = categories.rows.flatMap((row) => {
    const count = numberOf(row.count);
    return count ? [{ label: row.label, ...count }] : [];
  });
  const most = Math.max(...known.map((row) => row.value));
  const largest = known.filter((row) => row.value === most);
  if (largest.length === 0 || most === 0) return inTenWords(categories.label);
  const of = numberOf(categories.total) ? ` of ${printFigure(categories.total)}` : '';
  const printed = printNumber(most, largest[0]?.decimals ?? 0);
  if (largest.length > 1) {
    const names = largest.map((row) => row.label);
    return inTenWords(
      `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are the largest: ${printed} each${of}`,
      `${names.length} categories are the largest: ${printed} each${of}`,
    );
  }
  return inTenWords(
    `${largest[0]?.label} is the largest category: ${printed}${of}`,
    `${largest[0]?.label}: ${printed}${of}`,
    `The largest category has ${printed}${of}`,
  );
}
