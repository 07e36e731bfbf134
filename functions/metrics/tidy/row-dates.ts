import type { Indicator } from '../model.ts';
import type { TidyContext } from './context.ts';
import { periodEnd, reportingYearEnd } from './period.ts';
import type { Row } from './read-rows.ts';
import type { Report } from './report.ts';

/** The ISO date of a row for an indicator, or nothing: what is wrong with a period is reported where it first stands. */
export function rowDates(header: readonly string[], { mapping, today }: TidyContext, report: Report) {
  const [periodAt, identifierAt] = ['time_period', 'time_identifier'].map((column) => header.indexOf(column));
  const known = new Map<string, string | undefined>();

  function parse(period: string, identifier: string, reportingYear: string, row: Row): string | undefined {
    const end = periodEnd(period, identifier, { reportingYear });
    if (!end.ok) {
      const column = end.code === 'unknown-identifier' ? 'time_identifier' : 'time_period';
      const found =
        column === 'time_period' ? `${period.trim() || 'an empty cell'} (${identifier.trim()})` : identifier;
      report.problem({ row: row.number, column }, found.trim() || 'an empty cell', expectedOf(end.code), end.message);
      return undefined;
    }
    if (end.value > today) {
      const found = `${period.trim()} ${identifier.trim()}, which ends on ${end.value}`;
      report.problem(
        { row: row.number, column: 'time_period' },
        found,
        `a period that ended by ${today}`,
        'This period hasn’t ended yet.',
      );
      return undefined;
    }
    return end.value;
  }

  return {
    of(row: Row, indicator: Indicator): string | undefined {
      const period = row.cells[periodAt ?? -1] ?? '';
      const identifier = row.cells[identifierAt ?? -1] ?? '';
      const reportingYear = mapping.reportingYearEnds ?? reportingYearEnd(indicator.period);
      const key = `${period}|${identifier}|${reportingYear}`;
      if (!known.has(key)) known.set(key, parse(period, identifier, reportingYear, row));
      return known.get(key);
    },
  };
}

const expectedOf = (code: string) =>
  code === 'unknown-identifier'
    ? 'a time identifier such as Reporting year, Academic year, Calendar year Q1, Autumn term, January, Week 12'
    : 'four digits for one year, six for a year and the next';
