import { catalogue } from '../../metrics/catalogue/catalogue.ts';
import { disclosureNames, periodNames, polarityNames, unitNames } from '../../metrics/catalogue/in-words.ts';
import { themesOf } from '../../metrics/catalogue/indicators.ts';
import type { Indicator } from '../../metrics/model.ts';
import type { Fields, Values } from '../http/form.ts';

export const breaksField = {
  noun: 'the breaks in the series',
  wrong: 'Each line must be a date and why the series breaks there, such as “2026-04-01: A new threshold document”',
};

/** The fields of the form, in the order of the page. Those that hold a list have one line for each. */
export const indicatorFields: Fields = {
  code: {
    noun: 'a code',
    wrong: 'The code must be “own.” and then small letters, digits and hyphens, such as own.family-hub-visits',
  },
  label: { noun: 'the name of the indicator' },
  subject: { noun: 'the short name' },
  definition: { noun: 'the definition' },
  theme: { noun: 'a theme', kind: 'choice' },
  period: { noun: 'the period', kind: 'choice' },
  unit: { noun: 'the unit', kind: 'choice' },
  noun: { noun: 'what is counted' },
  numerator: { noun: 'the numerator' },
  denominator: { noun: 'the denominator' },
  breakdown: {
    noun: 'the parts',
    wrong: 'The parts must be two or more, each on its own line, and none longer than 80 characters',
  },
  of: { noun: 'the code of the total' },
  polarity: { noun: 'which is better', kind: 'choice' },
  decimals: { noun: 'the digits after the point', kind: 'choice' },
  source: { noun: 'the source' },
  disclosure: { noun: 'whether small counts can point to a child', kind: 'choice' },
  inTemplate: { noun: 'whether the template asks for it', kind: 'choice' },
  breaks: breaksField,
};

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, text]) => ({ value, text }));

export const indicatorChoices = {
  themes: [
    { value: '', text: 'Choose a theme' },
    ...themesOf(catalogue).map((theme) => ({ value: theme, text: theme })),
  ],
  periods: options(periodNames),
  units: options(unitNames),
  polarities: options(polarityNames),
  disclosures: options(disclosureNames),
  decimals: ['0', '1', '2'].map((value) => ({ value, text: value })),
  yesOrNo: options({ yes: 'Yes', no: 'No: only published papers and statistics have it' }),
};

/** Rates of the product's divide by one population; nobody types it. */
const population = catalogue.indicators.find(({ code }) => code === 'cpp.rate')?.denominator;

/**
 * What was typed, as the body that the use case takes.
 * @param before as it stood: what the form doesn't show stays
 */
export function bodyFrom(values: Values, before?: Indicator): Record<string, unknown> {
  const { code, label, subject, definition, theme, period, unit, polarity, source, disclosure } = values;
  const written = (name: string) => (values[name] ?? '').trim();
  const optional = (name: string, value: unknown) => (written(name) === '' ? {} : { [name]: value });
  return {
    ...{ code: before?.code ?? code, label, subject, definition, theme, period, unit, polarity, source, disclosure },
    ...optional('noun', written('noun')),
    ...sideOf(values, 'numerator', before),
    ...(unit === 'rate-per-10000' ? { denominator: population } : sideOf(values, 'denominator', before)),
    ...optional('breakdown', linesOf(values.breakdown)),
    ...optional('of', written('of')),
    ...optional('decimals', Number(values.decimals)),
    ...(before?.decimalsIn ? { decimalsIn: before.decimalsIn } : {}),
    inTemplate: values.inTemplate === 'yes' ? true : values.inTemplate === 'no' ? false : undefined,
    breaks: breaksFrom(values),
  };
}

function sideOf(values: Values, name: 'numerator' | 'denominator', before?: Indicator): Record<string, unknown> {
  const [says, of] = [values[name]?.trim() ?? '', values[`${name}Of`]?.trim() ?? ''];
  if (says === '' && of === '') return {};
  const { part, at } = before?.[name]?.of === of ? (before[name] ?? {}) : {};
  return { [name]: { says, ...(of === '' ? {} : { of }), ...(part ? { part } : {}), ...(at ? { at } : {}) } };
}

const linesOf = (text = '') =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The breaks of a form, one on each line. */
export const breaksFrom = (values: Values) => linesOf(values.breaks).map(breakOf);

/** The same the other way round. */
export const breakLines = (breaks: Indicator['breaks']) =>
  breaks.map(({ date, note }) => `${date}: ${note}`).join('\n');

/** '2026-04-01: A new threshold document', or with the date as 1/4/2026. */
function breakOf(line: string): { date: string; note: string } {
  const [, first = '', note = ''] = /^(\S+?):?\s+(.*)$/.exec(line) ?? [];
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(first);
  const date = british ? `${british[3]}-${british[2]?.padStart(2, '0')}-${british[1]?.padStart(2, '0')}` : first;
  return { date, note };
}

/** The form filled with an indicator as it stands. */
export function valuesOf(one: Indicator): Values {
  const { code, label, subject, definition, theme, period, unit, polarity, source, disclosure } = one;
  return {
    ...{ code, label, subject, definition, theme, period, unit, polarity, source, disclosure },
    noun: one.noun ?? '',
    numerator: one.numerator?.says ?? '',
    numeratorOf: one.numerator?.of ?? '',
    denominator: unit === 'rate-per-10000' ? '' : (one.denominator?.says ?? ''),
    denominatorOf: unit === 'rate-per-10000' ? '' : (one.denominator?.of ?? ''),
    breakdown: (one.breakdown ?? []).join('\n'),
    of: one.of ?? '',
    decimals: String(one.decimals),
    inTemplate: one.inTemplate ? 'yes' : 'no',
    breaks: breakLines(one.breaks),
  };
}
