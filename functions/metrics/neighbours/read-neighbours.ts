import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { FiguresSource } from '../reading.ts';
import { UnreadableWorkbook } from '../template/workbook/model.ts';
import { openWorkbook } from '../template/workbook/open-workbook.ts';
import { openRows, readable } from '../tidy/read-rows.ts';
import { findAuthority } from './authorities.ts';
import { type Closeness, closenesses, type Neighbour, type NeighbourModel } from './models.ts';

type Line = { number: number; cells: readonly string[] };

const ten = 10;
const mostLines = 1_000;
const ask =
  'a file of statistical neighbours of the DfE: a column for the authority’s code, then SN1 to SN10, each with how close it is';

/**
 * Reads a file of statistical neighbours as the DfE publishes it: CSV or workbook, with a row for each authority, its three-digit code, and ten
 * neighbours with how close each is. Columns are found by their names in whichever row has them; what stands above or between is passed over.
 * The year of the model isn't in the file: the person who imports it says it.
 */
export async function readNeighbours(
  source: FiguresSource,
  said: Pick<NeighbourModel, 'year' | 'source' | 'licence'>,
): Promise<Outcome<NeighbourModel, 'refused' | 'not-neighbours'>> {
  const lines = await linesOf(source);
  if (!lines.ok) return failure('refused', lines.message, lines.details);
  const at = columnsIn(lines.value);
  if (!at) {
    const message = 'This isn’t a file of statistical neighbours.';
    return failure('not-neighbours', message, [{ where: source.name, found: 'other columns', expected: ask, message }]);
  }
  const problems: Problem[] = [];
  const groups: Record<string, Neighbour[]> = {};
  for (const line of lines.value) {
    const old = line.cells[at.authority]?.trim() ?? '';
    if (line.number <= at.header || !/^\d{3}$/.test(old)) continue;
    const say = (column: string, found: string, expected: string, message: string) =>
      problems.push({ where: `${source.name}, row ${line.number}, column ${column}`, found, expected, message });
    if (old in groups) say(at.authorityName, old, 'each authority once', 'This authority stands twice.');
    groups[old] = groupIn(line, at.neighbours, old, say);
  }
  if (Object.keys(groups).length === 0)
    problems.push({
      where: source.name,
      found: 'no authority',
      expected: ask,
      message: 'The file has no rows of authorities.',
    });
  const [first] = problems;
  if (first)
    return failure('refused', `Nothing was imported: ${first.where}: ${first.message}`, problems.slice(0, 100));
  return success({ ...said, groups });
}

type Say = (column: string, found: string, expected: string, message: string) => void;

function groupIn(line: Line, columns: readonly NeighbourColumn[], own: string, say: Say): Neighbour[] {
  const seen = new Set<string>([own]);
  return columns.flatMap(({ name, at, closenessAt }) => {
    const old = line.cells[at]?.trim() ?? '';
    const word = (line.cells[closenessAt] ?? '').trim().toLowerCase();
    const closeness = closenesses.find((one): one is Closeness => one === word);
    if (!findAuthority(old)) {
      say(name, old, 'the three digits of an authority', 'There is no authority with this code.');
      return [];
    }
    if (seen.has(old)) {
      say(name, old, 'ten others, each once', 'This is the authority itself, or a neighbour that it has already.');
      return [];
    }
    seen.add(old);
    if (!closeness) {
      say(name, word, `one of ${closenesses.join(', ')}`, 'This doesn’t say how close the neighbour is.');
      return [];
    }
    return [{ old, closeness }];
  });
}

interface NeighbourColumn {
  name: string;
  at: number;
  /** The column after it. */
  closenessAt: number;
}

/** The row of headings, and where its columns are; nothing where no row has them. */
function columnsIn(lines: readonly Line[]) {
  for (const { number, cells } of lines) {
    const names = cells.map((cell) =>
      cell
        .trim()
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/g, ''),
    );
    const authority = names.findIndex((name) => name === 'lanum' || name === 'oldlacode' || name === 'lanumber');
    const neighbours = Array.from({ length: ten }, (_, index): NeighbourColumn => {
      const at = names.indexOf(`sn${index + 1}`);
      return { name: cells[at] ?? '', at, closenessAt: at + 1 };
    });
    if (authority >= 0 && neighbours.every(({ at }) => at >= 0)) {
      return { header: number, authority, authorityName: cells[authority] ?? '', neighbours };
    }
  }
  return undefined;
}

async function linesOf(source: FiguresSource): Promise<Outcome<Line[], 'unreadable'>> {
  return (await isZip(source)) ? fromWorkbook(source) : fromCsv(source);
}

async function isZip(source: FiguresSource): Promise<boolean> {
  for await (const piece of source.stream()) return piece[0] === 0x50 && piece[1] === 0x4b;
  return false;
}

function fromCsv(source: FiguresSource): Promise<Outcome<Line[], 'unreadable'>> {
  return readable(async () => {
    const { header, rows } = await openRows(source);
    const lines: Line[] = [{ number: 1, cells: header }];
    for await (const row of rows) if (lines.length < mostLines) lines.push(row);
    return lines;
  });
}

async function fromWorkbook(source: FiguresSource): Promise<Outcome<Line[], 'unreadable'>> {
  try {
    const workbook = await openWorkbook(source);
    try {
      const lines: Line[] = [];
      for await (const row of workbook.sheets[0]?.rows() ?? []) {
        const cells: string[] = [];
        for (const { column, text } of row.cells) cells[column - 1] = text;
        if (lines.length < mostLines)
          lines.push({ number: row.number, cells: Array.from(cells, (cell) => cell ?? '') });
      }
      return success(lines);
    } finally {
      workbook.close();
    }
  } catch (error) {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    return failure('unreadable', error.message, [{ where: source.name, expected: ask, message: error.message }]);
  }
}
