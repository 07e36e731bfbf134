import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { Observation, Place } from '../model.ts';
import type { FiguresSource, Reading } from '../reading.ts';
import { type ColumnReader, columnReaders } from './column-readers.ts';
import { dataColumns } from './columns.ts';
import type { TidyContext } from './context.ts';
import { type Mapping, neededColumns } from './mappings/model.ts';
import { notices } from './notices.ts';
import { placeColumns, type Wanted, wantedPlaces } from './places.ts';
import { openRows, type Row, readable } from './read-rows.ts';
import { Report } from './report.ts';
import { rowDates } from './row-dates.ts';
import { summarise } from './summarise.ts';

const progressEvery = 10_000;

/**
 * Takes from a DfE tidy file as published what is of one authority, its neighbours by every model, its region and England. Values stand as
 * printed, with the decimals of their source; the file may have any number of rows, of which only those wanted are held. All of it is read, or
 * nothing: a refusal names file, row, column, what was found and what was expected (the first 100). Cells of other places aren't looked at.
 */
export async function readTidy(source: FiguresSource, context: TidyContext): Promise<Outcome<Reading, 'refused'>> {
  const read = await readable(() => readAll(source, context));
  if (!read.ok) return failure('refused', `Nothing was imported from ${source.name}: ${read.message}`, read.details);
  return read.value;
}

async function readAll(source: FiguresSource, context: TidyContext): Promise<Outcome<Reading, 'refused'>> {
  const { header, rows } = await openRows(source);
  const report = new Report(source.name);
  const lacking = ['time_period', 'time_identifier', 'geographic_level', ...neededColumns(context.mapping)].filter(
    (column) => !header.includes(column),
  );
  for (const column of lacking) {
    report.problem(
      { row: 1 },
      'no such column',
      column,
      `The column “${column}” is missing: this isn’t a file of “${context.mapping.name}”.`,
    );
  }
  const columns = placeColumns(header);
  const wanted = wantedPlaces(context.authority, context.neighbours, columns);
  const readers = columnReaders(header, context, report);
  if (report.problems.length > 0) {
    await rows.return();
    return refused(report);
  }
  const taking = take({ header, wanted, readers, report, context });
  let count = 0;
  for await (const row of rows) {
    taking.row(row);
    count += 1;
    if (count % progressEvery === 0) context.progress?.(count);
  }
  context.progress?.(count);
  if (report.problems.length > 0) return refused(report);
  const observations = taking.taken();
  if (observations.length === 0) {
    report.problem(
      {},
      `${count} rows, none of them with a figure that is wanted`,
      `rows of ${wanted.places[0]?.name}, its neighbours, its region or England`,
      'Nothing in this file is of the authority or of what it is held against.',
    );
    return refused(report);
  }
  return success({
    format: 'dfe-tidy',
    observations,
    summary: summarise(observations, context.catalogue, count),
    warnings: [
      ...report.warnings,
      ...notices({
        source,
        context,
        observations,
        readers,
        joint: taking.joint,
        unknown: unknown(header, context.mapping),
      }),
    ],
  });
}

function unknown(header: readonly string[], mapping: Mapping): string[] {
  const known = new Set([...neededColumns(mapping), ...mapping.leaveOut]);
  return dataColumns(header).filter((column) => !known.has(column));
}

interface Taking {
  header: readonly string[];
  wanted: Wanted;
  readers: readonly ColumnReader[];
  report: Report;
  context: TidyContext;
}

/** Takes the wanted figures of one row after the other, in the order: authority, neighbours, region, England, each as the file has them. */
function take({ header, wanted, readers, report, context }: Taking) {
  const columns = placeColumns(header);
  const dates = rowDates(header, context, report);
  const byPlace = new Map<string, Observation[]>();
  const seen = new Map<string, number>();
  const joint = new Map<string, number>();
  let ownRegion: string | undefined;

  function keep(row: Row, place: Place) {
    for (const reader of readers) {
      if (!reader.holds(row.cells)) continue;
      const date = dates.of(row, reader.indicator);
      const figure = date === undefined ? undefined : reader.figure(row, date);
      if (date === undefined || figure === undefined) continue;
      const key = `${reader.key}|${place.code}|${date}`;
      const before = seen.get(key);
      if (before !== undefined) {
        report.twice(row, reader, before);
        continue;
      }
      seen.set(key, row.number);
      const list = byPlace.get(place.code) ?? [];
      byPlace.set(place.code, list);
      list.push({ indicator: reader.indicator.code, place, date, ...figure, row: row.number });
    }
  }

  return {
    joint,
    row(row: Row) {
      const found = wanted.of(row.cells);
      if (!found) return;
      if ('joint' in found) {
        if (!joint.has(found.joint)) joint.set(found.joint, row.number);
      } else if ('contradiction' in found) {
        report.problem(
          { row: row.number, column: 'new_la_code' },
          found.contradiction,
          'the codes of one authority',
          'The codes of this row are of two authorities.',
        );
      } else {
        if (found.place.kind === 'authority' && columns.regionCode >= 0) {
          ownRegion = row.cells[columns.regionCode]?.trim() || ownRegion;
        }
        keep(row, found.place);
      }
    },
    taken(): Observation[] {
      const region = wanted.regions(ownRegion).find((code) => byPlace.has(code));
      const [own, ...rest] = wanted.places.map(({ code }) => code);
      const order = [own, ...rest.slice(0, -1), region, rest.at(-1)];
      return order.flatMap((code) => (code === undefined ? [] : (byPlace.get(code) ?? [])));
    },
  };
}

function refused(report: Report): ReturnType<typeof failure<'refused'>> {
  const { problems, file } = report;
  const one = report.found === 1;
  const count = one ? 'one thing needs' : `${report.found} things need`;
  const first = problems[0];
  const message = `Nothing was imported from ${file}: ${count} mending. ${one ? 'It is' : 'The first is'} at ${first?.where}: ${first?.message}`;
  return failure('refused', message, problems satisfies readonly Problem[]);
}
