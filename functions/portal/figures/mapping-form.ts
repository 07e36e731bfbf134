import type { Catalogue } from '../../metrics/model.ts';
import { isIdentifier } from '../../metrics/tidy/columns.ts';
import { type MappingBody, mappingBody } from '../../metrics/tidy/mappings/model.ts';
import type { Problem } from '../../platform/outcome.ts';
import type { FieldErrors, Values } from '../http/form.ts';

/** A file whose columns are to be named: its header, with what stands in its first rows. */
export interface MappedFile {
  importId: string;
  fileName: string;
  source: string;
  columns: readonly { name: string; examples: readonly string[] }[];
}

export const reportingYears = [
  { value: '', text: 'As each indicator has it: 31 March for most' },
  { value: '03-31', text: '31 March' },
  { value: '06-30', text: '30 June' },
  { value: '08-31', text: '31 August' },
  { value: '09-30', text: '30 September' },
  { value: '12-31', text: '31 December' },
];

/** Between the code of an indicator and its part: 'cpp.category | Neglect'. */
const separator = ' | ';

/** The columns that can be named, and what each may be: every indicator, and every part of those that are split. */
export function choicesOf(columns: MappedFile['columns'], catalogue: Catalogue) {
  return {
    fields: columns.flatMap(({ name, examples }, at) => {
      if (!canBeNamed(name)) return [];
      const shown = [...new Set(examples.map((text) => text.trim()).filter(Boolean))].slice(0, 3);
      return [{ name, shown, examples: shown.join(', '), indicator: `indicator-${at}`, filter: `filter-${at}` }];
    }),
    indicators: catalogue.indicators
      .filter(({ retired }) => retired === undefined)
      .flatMap(({ code, label, breakdown }) =>
        breakdown
          ? breakdown.map((part) => ({ value: `${code}${separator}${part}`, text: `${label}: ${part}` }))
          : [{ value: code, text: label }],
      ),
  };
}

/** As the schema of mappings has it. */
const longest = 300;
const tooLong = `It must be ${longest} characters or fewer`;

const canBeNamed = (column: string) => column !== '' && column.length <= longest && !isIdentifier(column);

type Read = { ok: true; body: MappingBody } | { ok: false; errors: FieldErrors };

/** What was typed, as a mapping; what is wrong, by field. A column with neither an indicator nor a value is left out. */
export function bodyFrom(values: Values, columns: MappedFile['columns']): Read {
  const written = (name: string) => (values[name] ?? '').trim();
  const errors: FieldErrors = {};
  for (const [field, noun] of [
    ['name', 'a name for the mapping'],
    ['source', 'what its releases are called'],
  ] as const) {
    if (written(field) === '') errors[field] = `Enter ${noun}`;
    else if (written(field).length > longest) errors[field] = tooLong;
  }
  const named = columns.flatMap(({ name }, at) => {
    const [indicator, filter] = [written(`indicator-${at}`), written(`filter-${at}`)];
    if (indicator !== '' && filter !== '') {
      errors[`indicator-${at}`] = `${name} is either an indicator, or chooses the rows: leave one of the two empty`;
    }
    if (Math.max(indicator.length, filter.length) > longest) errors[`indicator-${at}`] = tooLong;
    return canBeNamed(name) ? [{ name, indicator, filter }] : [];
  });
  const mapped = named.filter(({ indicator }) => indicator !== '');
  const [first] = named;
  if (mapped.length === 0 && first) {
    const at = columns.findIndex(({ name }) => name === first.name);
    errors[`indicator-${at}`] ??= 'Choose an indicator for at least one column';
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const body = mappingBody.parse({
    name: written('name'),
    source: written('source'),
    licence: 'Open Government Licence v3.0',
    ...(reportingYears.some(({ value }) => value !== '' && value === written('reportingYearEnds'))
      ? { reportingYearEnds: written('reportingYearEnds') }
      : {}),
    filters: Object.fromEntries(named.flatMap(({ name, filter }) => (filter === '' ? [] : [[name, filter]]))),
    columns: mapped.map(({ name, indicator }) => {
      const [code = '', ...part] = indicator.split(separator.trim()).map((text) => text.trim());
      return { column: name, indicator: code, ...(part.length > 0 ? { breakdown: part.join(separator) } : {}) };
    }),
    leaveOut: named.flatMap(({ name, indicator, filter }) => (indicator === '' && filter === '' ? [name] : [])),
  });
  return { ok: true, body };
}

/** Problems of a mapping name its columns; those of no column stand under its name. */
export function errorsOf(problems: readonly Problem[], columns: MappedFile['columns']): FieldErrors {
  return Object.fromEntries(
    problems.map(({ where, message }) => {
      const at = columns.findIndex(({ name }) => name === where);
      return [at < 0 ? 'name' : `indicator-${at}`, message];
    }),
  );
}
