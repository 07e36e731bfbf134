import { createHash } from 'node:crypto';
import { cellOf } from '../cells.ts';
import { dataColumns, isIdentifier, levels, requiredColumns } from '../columns.ts';
import { digitsOf, periodEnd } from '../period.ts';
import type { Row } from '../read-rows.ts';
import type { ColumnKind, Findings } from './model.ts';

interface Told {
  file: string;
  header: readonly string[];
  kinds: readonly ColumnKind[];
  problems: Findings;
  notices: Findings;
}

/** The header by itself: what must be there, and how columns are named. */
export function checkHeader(file: string, header: readonly string[], problems: Findings): void {
  for (const column of requiredColumns.filter((each) => !header.includes(each))) {
    const message = `The data file has no column ${column}, which every tidy file must have.`;
    problems.add('column-missing', { file, row: 1, column }, { found: 'no such column', expected: column, message });
  }
  for (const [at, column] of header.entries()) {
    const where = { file, row: 1, column: column || `${at + 1}` };
    if (column === '')
      problems.add('column-unnamed', where, {
        found: 'an empty cell',
        expected: 'a name',
        message: 'A column has no name.',
      });
    else if (header.indexOf(column) < at)
      problems.add('column-twice', where, {
        found: column,
        expected: 'each name once',
        message: 'Two columns have one name.',
      });
    else if (/\s/.test(column))
      problems.add('column-spaces', where, {
        found: column,
        expected: 'a name without spaces',
        message: 'The name of a column has spaces.',
      });
  }
  if (dataColumns(header).length === 0) {
    problems.add(
      'no-indicators',
      { file, row: 1 },
      { found: 'time and place only', expected: 'at least one indicator', message: 'The file measures nothing.' },
    );
  }
}

/** Looks at each row in turn. Rows are the same where time, place and every filter are: capitals and spaces at the ends don't tell them apart. */
export function rowChecker({ file, header, kinds, problems, notices }: Told): (row: Row) => void {
  const at = new Map(header.map((column, index) => [column, index]));
  const filters = kinds.filter(({ kind }) => kind === 'filter');
  const indicators = kinds.filter(({ kind }) => kind === 'indicator');
  const telling = header.flatMap((column, index) =>
    isIdentifier(column) || kinds.some((one) => one.tells && one.column === column) ? [index] : [],
  );
  const seen = new Map<string, number>();
  let family: string | undefined;

  return (row) => {
    const cell = (column: string) => row.cells[at.get(column) ?? -1]?.trim() ?? '';
    const bad = (rule: string, column: string, found: string, expected: string, message: string) =>
      problems.add(rule, { file, row: row.number, column }, { found: found || 'an empty cell', expected, message });
    checkTime();
    checkPlace();
    for (const { column, at: index } of filters) {
      const text = row.cells[index] ?? '';
      if (text.trim() === '') bad('filter-blank', column, text, 'a value, or Total', 'A filter has empty cells.');
      else if (text !== text.trim())
        bad(
          'filter-spaces',
          column,
          `“${text}”`,
          'a value without spaces at its ends',
          'Values of a filter begin or end with a space, so that one value counts as several.',
        );
    }
    for (const indicator of indicators) checkIndicator(indicator);
    checkTwice();

    function checkTime(): void {
      const [identifier, period] = [cell('time_identifier'), cell('time_period')];
      const digits = digitsOf(identifier);
      if (digits === undefined) {
        bad(
          'time-identifier',
          'time_identifier',
          identifier,
          'one of the list, such as Academic year',
          'This is no time identifier.',
        );
      } else if (!/^\d+$/.test(period) || !periodEnd(period, identifier, { reportingYear: '03-31' }).ok) {
        bad(
          'time-period',
          'time_period',
          `${period} (${identifier})`,
          digits === 4 ? 'a year of four digits' : 'six digits: a year and the next',
          'This time period doesn’t go with its time identifier.',
        );
      } else {
        const kind = familyOf(identifier);
        if (family !== undefined && family !== kind)
          bad(
            'time-mixed',
            'time_identifier',
            identifier,
            family,
            'Time identifiers of different kinds are mixed in one file.',
          );
        family ??= kind;
      }
      if (digits === undefined && period === '')
        bad('time-period', 'time_period', period, 'a time period', 'A row has no time period.');
      else if (digits === undefined && !/^\d{4}(\d{2})?$/.test(period))
        bad('time-period', 'time_period', period, 'four or six digits', 'This is no time period.');
    }

    function checkPlace(): void {
      const level = cell('geographic_level');
      const columns = levels[level];
      for (const column of ['country_code', 'country_name']) {
        if (cell(column) === '')
          bad('place-blank', column, '', 'the country', 'A row doesn’t say which country it is of.');
      }
      if (!columns) {
        bad(
          'geographic-level',
          'geographic_level',
          level,
          'one of the list, such as Local authority',
          'This is no geographic level.',
        );
        return;
      }
      for (const column of columns) {
        if (!at.has(column))
          bad('place-column-missing', column, 'no such column', column, `Rows of the level ${level} need this column.`);
        else if (cell(column) === '')
          bad('place-blank', column, '', `the ${level.toLowerCase()}`, 'A row doesn’t say which place it is of.');
      }
    }

    function checkIndicator({ column, at: index, words, unit }: ColumnKind): void {
      const text = row.cells[index] ?? '';
      const read = cellOf(text);
      if (text.trim() === '') {
        bad(
          'indicator-blank',
          column,
          text === '' ? '' : 'spaces alone',
          'a number or a symbol',
          'An indicator has empty cells: a symbol must say why there is no number.',
        );
      } else if (words) {
        return;
      } else if (!read && !/^-\d+(\.\d+)?$/.test(text.trim())) {
        bad(
          'indicator-text',
          column,
          text.trim(),
          'a number, or a symbol such as c, x, z or low',
          'An indicator holds text that is neither a number nor a symbol.',
        );
      } else if (read?.symbol !== undefined && [':', '~', '..'].includes(read.symbol)) {
        notices.add(
          'old-symbol',
          { file, row: row.number, column },
          { found: read.symbol, expected: 'c, x, z or low', message: 'An older symbol stands for a missing number.' },
        );
      } else if (unit === '%' && Number(read?.value ?? 0) > 100) {
        notices.add(
          'percentage-above-100',
          { file, row: row.number, column },
          { found: text.trim(), expected: 'at most 100', message: 'A percentage is above 100.' },
        );
      }
    }

    function checkTwice(): void {
      const key = digestOf(telling.map((index) => row.cells[index] ?? ''));
      const before = seen.get(key);
      if (before === undefined) seen.set(key, row.number);
      else {
        const message = 'Rows have the same time, place and filters as another: which of their figures holds?';
        problems.add(
          'duplicate-row',
          { file, row: row.number },
          { found: `the same as row ${before}`, expected: 'one row for each', message },
        );
      }
    }
  };
}

/** 'Week 13' and 'Week 14' go together, as months, terms and quarters do. */
function familyOf(identifier: string): string {
  if (/^Week/.test(identifier)) return 'weeks';
  if (/term$/.test(identifier)) return 'terms';
  if (/ Q\d$/.test(identifier)) return identifier.slice(0, -1);
  if (/^Part \d/.test(identifier)) return 'halves';
  return /year$/.test(identifier) ? identifier : 'months';
}

/** Short, so that the keys of a few hundred thousand rows fit in memory. */
function digestOf(cells: readonly string[]): string {
  const folded = cells.map((cell) => cell.trim().replace(/\s+/g, ' ').toLowerCase());
  return createHash('sha1').update(JSON.stringify(folded)).digest('base64url').slice(0, 16);
}
