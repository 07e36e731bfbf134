import { isIdentifier } from '../columns.ts';
import type { Row } from '../read-rows.ts';
import type { Findings } from './model.ts';

/** Of the meta file, in any order; a ninth, filter_default, may stand beside them. */
const required = [
  ...['col_name', 'col_type', 'label', 'indicator_grouping', 'indicator_unit', 'indicator_dp'],
  ...['filter_hint', 'filter_grouping_column'],
] as const;
const units = ['', '%', 'pp', '£', '£m', 'string', 'numberstring'];

export interface MetaColumn {
  name: string;
  type: 'Filter' | 'Indicator';
  unit: string;
  grouping: string;
}

/** What a meta file says of the columns of its data file; what is wrong in it is added to the findings. */
export function metaColumns(
  file: string,
  header: readonly string[],
  rows: readonly Row[],
  data: readonly string[],
  findings: Findings,
): MetaColumn[] {
  for (const column of required.filter((each) => !header.includes(each))) {
    const message = `The meta file has no column ${column}.`;
    findings.add(
      'meta-column-missing',
      { file, row: 1, column },
      { found: 'no such column', expected: column, message },
    );
  }
  const names = new Set<string>();
  const labels = new Set<string>();
  const columns = rows.flatMap((row) => {
    const cell = (column: (typeof required)[number]) => (row.cells[header.indexOf(column)] ?? '').trim();
    const bad = (rule: string, column: string, expected: string, message: string) =>
      findings.add(
        rule,
        { file, row: row.number, column },
        { found: cell(column as 'label') || 'an empty cell', expected, message },
      );
    const [name, type, label, unit, dp] = [
      cell('col_name'),
      cell('col_type'),
      cell('label'),
      cell('indicator_unit'),
      cell('indicator_dp'),
    ];
    if (name === '' || name === 'NA') {
      bad('meta-row-empty', 'col_name', 'the name of a column', 'A row of the meta file names no column.');
      return [];
    }
    if (names.has(name))
      bad('meta-name-twice', 'col_name', 'each column once', 'A column stands twice in the meta file.');
    names.add(name);
    if (isIdentifier(name))
      bad(
        'meta-identifier',
        'col_name',
        'filters and indicators',
        'Columns of time and place don’t belong in the meta file.',
      );
    else if (!data.includes(name))
      bad('meta-column-not-in-data', 'col_name', 'a column of the data file', 'The data file has no such column.');
    if (type !== 'Filter' && type !== 'Indicator') {
      bad('meta-type', 'col_type', 'Filter or Indicator', 'A column is neither Filter nor Indicator.');
      return [];
    }
    if (label === '' || label === 'NA') bad('meta-label', 'label', 'words', 'A column has no label.');
    else if (labels.has(label.toLowerCase()))
      bad('meta-label-twice', 'label', 'a label of its own', 'Two columns have one label.');
    labels.add(label.toLowerCase());
    const grouping = cell('filter_grouping_column');
    if (type === 'Indicator') {
      if (!units.includes(unit))
        bad('meta-unit', 'indicator_unit', 'empty, %, pp, £ or £m', 'This is no unit of an indicator.');
      if (!/^\d{0,2}$/.test(dp))
        bad('meta-decimals', 'indicator_dp', 'empty, or a whole number', 'These are no decimal places.');
      for (const column of ['filter_hint', 'filter_grouping_column'] as const) {
        if (cell(column) !== '')
          bad('meta-not-of-indicator', column, 'an empty cell', 'This belongs to filters alone.');
      }
    } else {
      for (const column of ['indicator_grouping', 'indicator_unit', 'indicator_dp'] as const) {
        if (cell(column) !== '')
          bad('meta-not-of-filter', column, 'an empty cell', 'This belongs to indicators alone.');
      }
      if (grouping !== '' && !data.includes(grouping)) {
        bad(
          'meta-grouping',
          'filter_grouping_column',
          'a column of the data file',
          'The filter is grouped by a column that isn’t there.',
        );
      }
    }
    return [{ name, type: type as MetaColumn['type'], unit, grouping }];
  });
  if (!columns.some(({ type }) => type === 'Indicator')) {
    const message = 'The meta file has no indicator: nothing is measured.';
    findings.add('meta-no-indicator', { file }, { found: 'no indicator', expected: 'at least one', message });
  }
  return columns;
}
