import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Observation, Place } from '../model.ts';
import type { FiguresSource, Reading, ReadingContext } from '../reading.ts';
import { summarise } from '../releases/summarise.ts';
import { type Sheet, UnreadableWorkbook, type Workbook } from '../template/workbook/model.ts';
import { openWorkbook } from '../template/workbook/open-workbook.ts';
import { anniversary, monthsBefore } from './calendar/spans.ts';
import { lastYear } from './calendar/working-days.ts';
import { listReaders } from './lists.ts';
import { expectedDays } from './rows/check-dates.ts';
import { listOf } from './rows/find-sheets.ts';
import { Findings } from './rows/findings.ts';
import type { ListContext, ListReader } from './rows/read-list.ts';

export interface AnnexAContext extends ReadingContext {
  /** ISO date that the figures are of: the workbook is counted as it stood on this day. Up to today, and up to 2030, while bank holidays are known. */
  asAt: string;
  /** The council's own name, for its figures. */
  authorityName: string;
}

const progressEvery = 5_000;
/** Nobody on a list was born, and nothing on one happened, longer ago than this. */
const longestMonths = 40 * 12;

/**
 * Reads a workbook of Annex A (Lists 1 to 11) and gives what can be counted of it at the as-at date: counts, percentages with both sides, and durations. A row
 * is held only while it is counted; identifiers and the dates of a child only until the list is counted; **neither is in anything that this gives back**, nor is
 * a name, a date of birth or a text of a row. All of it is read, or nothing: a refusal names sheet, row, column and what was expected (the first 100).
 * A list without a sheet has no figures, and a warning says so. Rules of each list: `figures/`.
 */
export async function readAnnexA(source: FiguresSource, context: AnnexAContext): Promise<Outcome<Reading, 'refused'>> {
  const { asAt, today } = context;
  if (asAt > today)
    return failure('refused', `The figures are to be of ${asAt}, which hasn’t come yet. Choose a date up to ${today}.`);
  if (Number(asAt.slice(0, 4)) > lastYear) {
    return failure(
      'refused',
      `The figures are to be of ${asAt}, and bank holidays are known up to ${lastYear}: working days can’t be counted.`,
    );
  }
  let workbook: Workbook | undefined;
  try {
    workbook = await openWorkbook(source);
    return await readWorkbook(workbook, source.name, context);
  } catch (error) {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    return failure('refused', `Nothing was imported from ${source.name}: ${error.message}`);
  } finally {
    workbook?.close();
  }
}

async function readWorkbook(
  workbook: Workbook,
  fileName: string,
  context: AnnexAContext,
): Promise<Outcome<Reading, 'refused'>> {
  const { asAt, today, catalogue, progress } = context;
  const findings = new Findings();
  let rows = 0;
  const limits = { earliest: anniversary(asAt, -longestMonths), from1904: workbook.from1904 };
  const reading: ListContext = {
    asAt,
    catalogue,
    findings,
    months: monthsBefore(asAt),
    limits: { ...limits, latest: today, tooLate: 'This day hasn’t come yet.' },
    birthLimits: {
      ...limits,
      latest: daysAfter(today, expectedDays),
      tooLate: `Nobody is expected more than ${expectedDays} days from now.`,
    },
    onRow() {
      rows += 1;
      if (rows % progressEvery === 0) progress?.(rows);
    },
  };
  const place: Place = { code: context.authority, name: context.authorityName, kind: 'authority' };
  const observations: Observation[] = [];
  for (const [reader, sheet] of sheetsByList(workbook, findings)) {
    const figures = await reader.read(sheet.name, sheet.rows(), reading);
    observations.push(...figures.map((figure) => ({ ...figure, place, date: asAt, sheet: sheet.name })));
  }
  progress?.(rows);
  if (findings.count > 0) return refused(fileName, findings);
  if (observations.length === 0) {
    return failure(
      'refused',
      `Nothing was imported from ${fileName}: no sheet is named as one of the lists of Annex A, such as “List 7”.`,
    );
  }
  return success({
    format: 'annex-a',
    observations,
    summary: summarise(observations, catalogue, rows),
    warnings: findings.warnings,
  });
}

/** The sheet of each list that has one. Two sheets of one list are an error, a list without one a warning. */
function sheetsByList(workbook: Workbook, findings: Findings): [ListReader, Sheet][] {
  return listReaders.flatMap((reader): [ListReader, Sheet][] => {
    const { list } = reader;
    const [sheet, other] = workbook.sheets.filter(({ name }) => listOf(name, [list]) === list);
    if (sheet && other) {
      const message = `Two sheets are named as list ${list.number} (${list.name}), the other is “${other.name}”. Keep one.`;
      findings.problem(sheet.name, { expected: `one sheet of list ${list.number}`, message });
      return [];
    }
    if (sheet) return [[reader, sheet]];
    const message = `There is no sheet of list ${list.number} (${list.name}), so there are no figures of it.`;
    findings.warning(undefined, { expected: `a sheet named “List ${list.number}”`, message });
    return [];
  });
}

function refused(fileName: string, { count, problems }: Findings) {
  const first = problems[0];
  const things = count === 1 ? 'one thing needs' : `${count} things need`;
  const listed = count > problems.length ? ` The first ${problems.length} are listed.` : '';
  const message = `Nothing was imported from ${fileName}: ${things} mending. The first is in ${first?.where}: ${first?.message}${listed}`;
  return failure('refused', message, problems);
}

const daysAfter = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
