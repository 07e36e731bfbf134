import { z } from 'zod';
import type { Problem } from '../../platform/outcome.ts';
import { type Indicator, indicatorSchema } from '../model.ts';
import { withOwn } from './catalogue.ts';
import { themesOf } from './indicators.ts';
import { disagreements } from './rules.ts';

const line = (longest: number) => z.string().trim().min(1).max(longest);
const { shape } = indicatorSchema;

/** Breaks in series that an officer names. */
export const ownBreaks = z.array(z.strictObject({ date: z.iso.date('must be a date'), note: line(300) })).max(20);

/**
 * An indicator of the council's own, as an officer gives it. The same as those that ship, but for the code, which begins with `own.` so that
 * no code of a later edition of the product can meet it.
 */
export const ownIndicatorBody = indicatorSchema.omit({ core: true, retired: true }).extend({
  code: z
    .string()
    .trim()
    .max(60)
    .regex(
      /^own(\.[a-z][a-z0-9-]*)+$/,
      'must be “own.” and then small letters, digits and hyphens: own.family-hub-visits',
    ),
  label: line(150),
  subject: line(60),
  definition: line(1000),
  source: line(200),
  noun: line(60).optional(),
  breakdown: z.array(line(80)).min(2, 'must name two parts or more').max(40).optional(),
  breaks: ownBreaks.default([]),
  inTemplate: shape.inTemplate.describe('Whether the figures template asks for it'),
});
export type OwnIndicatorBody = z.output<typeof ownIndicatorBody>;

/**
 * What is wrong with an own indicator beside the others: `where` names the field. Nothing when the catalogue holds together with it.
 * @param others the council's other own indicators
 */
export function problemsOf(one: Indicator, others: readonly Indicator[]): Problem[] {
  const shipped = withOwn([]);
  const catalogue = withOwn([...others, one]);
  const same = catalogue.indicators.find(
    (other) => other.code !== one.code && other.label.toLowerCase() === one.label.toLowerCase(),
  );
  const problems = disagreements(catalogue).map(({ code, field, message }) =>
    code === one.code
      ? { where: field, message }
      : { where: 'unit', message: `${code} counts on this indicator as it was. ${message}` },
  );
  if (same) problems.push({ where: 'label', message: `${same.code} has this name already. Give it another.` });
  if (!themesOf(shipped).includes(one.theme))
    problems.push({ where: 'theme', message: `Choose one of the themes: ${themesOf(shipped).join('; ')}.` });
  return problems;
}

/** What may not change once figures were imported: they would come to mean something else. */
export const fixedFields = ['unit', 'period', 'breakdown', 'numerator', 'denominator'] as const;

export function changesOfMeaning(before: Indicator, after: Indicator): Problem[] {
  return fixedFields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((where) => ({
      where,
      message: 'Figures of this indicator have been imported, so this stays as it was. Retire it, and add another.',
    }));
}
