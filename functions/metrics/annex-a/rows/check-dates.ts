import { dateInWords } from '../../figure.ts';
import { daysBetween } from '../calendar/spans.ts';
import type { RowContext, Value } from './read-row.ts';

/** A child who is expected may be on a list this many days before the birth. */
export const expectedDays = 300;

/**
 * Holds the dates of one row against each other. Errors: an end before its start; a birth after the child was looked after, or more than 300 days
 * after what the list tells of. A warning: a birth after the end of a case, as of a child who was expected. Dates of birth aren't said.
 * @returns whether nothing is wrong
 */
export function checkDates(values: Readonly<Record<string, Value>>, row: number, context: RowContext): boolean {
  const { sheet, list, findings } = context;
  let isSound = true;
  const wrong = (column: string, found: string, expected: string, message: string) => {
    isSound = false;
    findings.problem(sheet, { row, column, found, expected, message });
  };
  const nameOf = (name: string) => list.columns[name]?.name ?? name;
  for (const [first, second] of list.rules.order ?? []) {
    const from = values[first];
    const until = values[second];
    if (typeof from !== 'string' || typeof until !== 'string' || until >= from) continue;
    const days = daysBetween(until, from);
    const found = days === 1 ? 'a date 1 day before' : `a date ${days} days before`;
    wrong(
      nameOf(second),
      found,
      `a date not before “${nameOf(first)}”`,
      'This date is before the one that it follows.',
    );
  }
  if (
    Object.entries(values).some(
      ([name, value]) => list.columns[name]?.kind === 'date' && typeof value === 'string' && value > context.asAt,
    )
  ) {
    const message = `This row has a date after ${dateInWords(context.asAt)}, and counts as it stood on that day: what came later hasn’t happened yet.`;
    findings.warning(sheet, { row, expected: `dates up to ${dateInWords(context.asAt)}`, message });
  }
  const [of, child] = list.rules.birth ?? [];
  const born = values.born;
  const event = of === undefined ? undefined : values[of];
  if (of === undefined || typeof born !== 'string' || typeof event !== 'string' || born <= event) return isSound;
  if (child === 'born' || daysBetween(event, born) > expectedDays) {
    const message =
      child === 'born'
        ? 'The child would have been born after this. One of the two dates is wrong.'
        : `The child would have been born more than ${expectedDays} days after this. One of the two dates is wrong.`;
    wrong('Date of Birth', 'a later date', `a date of birth that fits “${nameOf(of)}”`, message);
  } else if (typeof values.end === 'string' && born > values.end) {
    const message = 'The case of a child not yet born ended before the birth. Look whether the date of birth is right.';
    findings.warning(sheet, { row, expected: 'a birth before the end', message });
  }
  return isSound;
}
