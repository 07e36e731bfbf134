import { failure, type Outcome, type Problem } from '../../platform/outcome.ts';
import { readAnnexA } from '../annex-a/read-annex-a.ts';
import type { Observation } from '../model.ts';
import type { NeighbourModel } from '../neighbours/models.ts';
import type { FiguresSource, Reading, ReadingContext } from '../reading.ts';
import { readTemplateCsv, readTemplateXlsx } from '../template/read-template.ts';
import { type Mapping, recognise as recogniseColumns } from '../tidy/mappings/model.ts';
import { readTidy } from '../tidy/read-tidy.ts';
import type { ReadingReport } from './reading-report.ts';
import { recognise } from './recognise.ts';

/** Everything that any reader asks for. */
export interface FileContext extends ReadingContext {
  neighbourModelYear: string;
  /** The council's own name. */
  authorityName: string;
  /** Of an Annex A: the day that its lists are of. ISO date. */
  asAt?: string;
  mappings: readonly Mapping[];
  /** Every model of statistical neighbours whose neighbours are wanted. */
  neighbours: readonly NeighbourModel[];
}

export type Unread = 'refused' | 'unknown-format' | 'no-mapping';

/** Reads a figures file of any kind that we take. Fails with what is wrong with it, and of a tidy file without a mapping with its columns. */
export async function readFile(
  source: FiguresSource,
  context: FileContext,
): Promise<Outcome<Reading, Unread> & { columns?: ReadingReport['columns'] }> {
  const recognised = await recognise(source);
  switch (recognised.format) {
    case 'unknown': {
      const { found, message } = recognised;
      const expected = 'a figures file that we take';
      return failure('unknown-format', message, [{ where: source.name, found, expected, message }]);
    }
    case 'template-csv':
      return withNeighbourYear(source, context, await readTemplateCsv(source, context));
    case 'template-xlsx':
      return withNeighbourYear(source, context, await readTemplateXlsx(source, context));
    case 'annex-a':
      return readLists(source, context);
    case 'dfe-tidy': {
      const { header, examples } = recognised;
      const mapping = recogniseColumns(header, context.mappings)?.mapping;
      if (mapping) return readTidy(source, { ...context, mapping });
      const columns = header.map((name, at) => ({
        name,
        examples: examples.map((row) => (row[at] ?? '').slice(0, 100)),
      }));
      return { ...withoutMapping(source), columns };
    }
  }
}

/** The lists of an Annex A don't say of which day they are. */
async function readLists(
  source: FiguresSource,
  { asAt, ...context }: FileContext,
): Promise<Outcome<Reading, 'refused'>> {
  if (asAt !== undefined) return readAnnexA(source, { ...context, asAt });
  const message = 'This is an Annex A workbook. Import it again and say of which day its lists are. It was not kept.';
  return failure('refused', message, [{ where: 'The date of the lists', expected: 'a date', message }]);
}

function withoutMapping(source: FiguresSource) {
  const message =
    'This is a file of the Department for Education whose columns nobody has named yet. Say which indicators they are; then it can be read.';
  return failure('no-mapping', message, [
    { where: `${source.name}, row 1`, found: 'columns without a mapping', expected: 'a saved mapping', message },
  ]);
}

/** Whose neighbours the places are is said of a whole release, and can't be guessed. */
function withNeighbourYear(
  source: FiguresSource,
  { neighbourModelYear, basis }: FileContext,
  read: Outcome<Reading, 'refused'>,
): Outcome<Reading, 'refused'> {
  if (!read.ok || basis === 'as-published' || neighbourModelYear !== 'not stated') return read;
  const [first] = read.value.observations.filter(isNeighbour);
  if (!first) return read;
  const problem: Problem = {
    where: `${source.name}${first.sheet === undefined ? '' : `, sheet ${first.sheet}`}, row ${first.row}, column place_kind`,
    found: 'neighbour',
    expected: 'the year of the model that chose the neighbours',
    message: 'The file has statistical neighbours. Import it again and say which year’s model chose them.',
  };
  return failure('refused', problem.message, [problem]);
}

function isNeighbour({ place }: Observation): boolean {
  return place.kind === 'neighbour' && place.models === undefined;
}
