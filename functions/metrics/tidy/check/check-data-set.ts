import type { FiguresSource } from '../../reading.ts';
import { cellOf } from '../cells.ts';
import { dataColumns } from '../columns.ts';
import { openRows, type Row, readable } from '../read-rows.ts';
import { type MetaColumn, metaColumns } from './meta.ts';
import { type ColumnKind, type DataSetVerdict, type Finding, Findings, type Looks } from './model.ts';
import { checkHeader, rowChecker } from './rows.ts';

const mostMetaRows = 1_000;

/**
 * Whether a data file, with its meta file where there is one, is a tidy data set as the DfE's "Open data standards" ask (analysts' guide, and the
 * checks of its data screener). The data file is read twice, in a stream. Without a meta file, a column is taken for an indicator where at
 * least half of its filled cells are numbers or symbols, else for a filter.
 */
export async function checkDataSet(data: FiguresSource, meta?: FiguresSource): Promise<DataSetVerdict> {
  const problems = new Findings();
  const notices = new Findings();
  let rows = 0;
  const read = await readable(async () => {
    const first = await openRows(data);
    checkHeader(data.name, first.header, problems);
    const looks = await lookOver(first.header, first.rows);
    const said = meta && (await readMeta(meta, first.header, problems));
    const kinds = kindsOf(first.header, looks, said);
    if (said) noteUnknown(data.name, first.header, looks, said, notices);
    noteWords(data.name, kinds, said !== undefined, notices);
    const second = await openRows(data);
    const check = rowChecker({ file: data.name, header: first.header, kinds, problems, notices });
    for await (const row of second.rows) {
      check(row);
      rows += 1;
    }
    if (rows === 0) {
      const message = 'The data file has a header and no rows.';
      problems.add('no-rows', { file: data.name }, { found: 'no rows', expected: 'at least one', message });
    }
  });
  if (!read.ok) {
    for (const { where, ...said } of read.details ?? []) problems.add('unreadable', { file: where }, said);
  }
  return verdictOf(problems.all(), notices.all(), rows, meta !== undefined);
}

function verdictOf(problems: Finding[], notices: Finding[], rows: number, hasMeta: boolean): DataSetVerdict {
  const verdict = problems.length > 0 ? 'invalid' : hasMeta ? 'valid' : 'incomplete';
  const without = hasMeta
    ? ''
    : ' Its meta file isn’t there, so which columns are filters and which indicators was told from their cells.';
  const opening = {
    valid: 'This is a tidy data set as the DfE’s standards ask.',
    incomplete: `Nothing is wrong in the data, but the data set isn’t complete.${without}`,
    invalid: `This is no valid tidy data set: ${problems.length === 1 ? 'one thing is' : `${problems.length} things are`} wrong.${without}`,
  }[verdict];
  const lines = [...problems, ...notices.map((one) => ({ ...one, message: `To be looked at: ${one.message}` }))];
  return { verdict, says: [opening, ...lines.map(sentence)].join(' '), problems, notices, rows };
}

function sentence({ where, found, message, times }: Finding): string {
  const often = times === 1 ? where : `${times} times, first at ${where}`;
  return `${message} (${often}${found === undefined ? '' : `: ${found}`})`;
}

async function readMeta(meta: FiguresSource, data: readonly string[], problems: Findings): Promise<MetaColumn[]> {
  const { header, rows } = await openRows(meta);
  const all: Row[] = [];
  for await (const row of rows) if (all.length < mostMetaRows) all.push(row);
  return metaColumns(meta.name, header, all, data, problems);
}

async function lookOver(header: readonly string[], rows: AsyncIterable<Row>): Promise<Map<string, Looks>> {
  const looks = header.map((): Looks & { first?: string } => ({
    numbers: 0,
    symbols: 0,
    blanks: 0,
    words: 0,
    varied: false,
  }));
  for await (const { cells } of rows) {
    for (const [at, one] of looks.entries()) {
      const text = (cells[at] ?? '').trim();
      const read = cellOf(text);
      // R writes what is missing as NA.
      if (text === '' || text === 'NA') one.blanks += 1;
      else if (read?.value !== undefined || /^-\d/.test(text)) one.numbers += 1;
      else if (read) one.symbols += 1;
      else one.words += 1;
      one.first ??= text;
      one.varied ||= text !== one.first;
    }
  }
  return new Map(
    header.map((column, at) => [column, looks[at] ?? { numbers: 0, symbols: 0, blanks: 0, words: 0, varied: false }]),
  );
}

function kindsOf(
  header: readonly string[],
  looks: ReadonlyMap<string, Looks>,
  meta: readonly MetaColumn[] | undefined,
): ColumnKind[] {
  return dataColumns(header).flatMap((column): ColumnKind[] => {
    const at = header.indexOf(column);
    const look = looks.get(column);
    if (!look) return [];
    const { numbers, symbols, blanks, words } = look;
    const allWords = words > numbers + symbols + blanks;
    if (meta) {
      const said = meta.find(({ name }) => name === column);
      const groups = meta.some(({ grouping }) => grouping === column);
      if (said?.type === 'Indicator')
        return [{ column, at, kind: 'indicator', words: allWords, tells: false, unit: said.unit }];
      return said || groups ? [{ column, at, kind: 'filter', words: false, tells: true, unit: '' }] : [];
    }
    // A column of numbers alone may be a filter after all, such as the number of a week: then it tells rows apart.
    const tells = words + symbols + blanks === 0;
    if (numbers + symbols >= words) return [{ column, at, kind: 'indicator', words: false, tells, unit: '' }];
    return [{ column, at, kind: 'filter', words: false, tells: true, unit: '' }];
  });
}

/** Columns that the meta file doesn't have are passed over by whoever reads the data set. One that never changes does no harm. */
function noteUnknown(
  file: string,
  header: readonly string[],
  looks: ReadonlyMap<string, Looks>,
  meta: readonly MetaColumn[],
  notices: Findings,
): void {
  const known = new Set(meta.flatMap(({ name, grouping }) => [name, grouping]));
  for (const column of dataColumns(header)) {
    if (known.has(column) || !looks.get(column)?.varied) continue;
    const message = 'The meta file doesn’t have this column, so it is neither filter nor indicator and is passed over.';
    notices.add(
      'column-not-in-meta',
      { file, row: 1, column },
      { found: column, expected: 'a row of the meta file', message },
    );
  }
}

/** Columns of words, of which no number can be imported: categories by the meta file's word, or taken for a filter without it. */
function noteWords(file: string, kinds: readonly ColumnKind[], hasMeta: boolean, notices: Findings): void {
  for (const { column, kind, words } of kinds) {
    const said = { found: 'words', expected: 'numbers' };
    if (words) {
      const message = 'The cells of this indicator are words: categories, of which no number can be imported.';
      notices.add('categories', { file, column }, { ...said, message });
    } else if (kind === 'filter' && !hasMeta) {
      const message =
        'The cells of this column are words, so it is taken for a filter. Were it an indicator, no number could be imported of it.';
      notices.add('taken-for-filter', { file, column }, { ...said, message });
    }
  }
}
