import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '../../functions/metrics/catalogue/catalogue.ts';
import type { Authority } from '../../functions/metrics/neighbours/authorities.ts';
import { type NeighbourModel, publishedModels } from '../../functions/metrics/neighbours/models.ts';
import { readNeighbours } from '../../functions/metrics/neighbours/read-neighbours.ts';
import type { FiguresSource } from '../../functions/metrics/reading.ts';
import type { Layer } from '../../functions/metrics/releases/lay-over.ts';
import { type Recognised, recognise } from '../../functions/metrics/tidy/mappings/model.ts';
import { publishedMappings } from '../../functions/metrics/tidy/mappings/published.ts';
import { openRows, readable } from '../../functions/metrics/tidy/read-rows.ts';
import { readTidy } from '../../functions/metrics/tidy/read-tidy.ts';

export interface ReadFile {
  file: string;
  source: string;
  licence: string;
  rows: number;
  taken: number;
  warnings: string[];
}

export interface ReadFolder {
  layers: Layer[];
  models: readonly NeighbourModel[];
  files: ReadFile[];
}

interface Options {
  authority: Authority;
  /** ISO date. */
  today: string;
  /** A line for each file: what it was taken for, or why it was left aside. */
  tell: (line: string) => void;
}

/** Every file of the folder that is known by its columns, each as a release of its own. Folders within it are left alone. */
export async function readFolder(folder: string, options: Options): Promise<ReadFolder> {
  const { authority, today, tell } = options;
  const read: ReadFolder = { layers: [], models: publishedModels, files: [] };
  for (const name of (await readdir(folder)).toSorted()) {
    const path = join(folder, name);
    const found = await stat(path);
    if (!found.isFile()) continue;
    const source: FiguresSource = { name, path, size: found.size, stream: () => createReadStream(path) };
    const known = await recognised(source);
    if (typeof known === 'string') {
      tell(`${name}: ${known}`);
      continue;
    }
    const { mapping } = known;
    const context = { catalogue, today, basis: 'as-published' as const, authority: authority.code };
    const reading = await readTidy(source, { ...context, mapping, neighbours: publishedModels });
    if (!reading.ok) {
      tell(`${name}: left aside. ${reading.message}`);
      for (const { where, found: there, expected } of (reading.details ?? []).slice(0, 5)) {
        tell(`  ${where}: found ${there}; expected ${expected}`);
      }
      continue;
    }
    const { observations, summary, warnings } = reading.value;
    tell(
      `${name}: ${mapping.name}; ${summary.rows} rows, ${observations.length} figures taken of ${summary.places.length} places`,
    );
    for (const { where, message } of warnings) tell(`  ${where}: ${message}`);
    const newest = publishedModels.at(-1)?.year ?? 'not stated';
    const release = {
      source: mapping.source,
      status: 'final',
      neighbourModelYear: newest,
      basis: 'as-published',
    } as const;
    read.layers.push({ release: { ...release, fileName: name }, observations });
    const { licence, source: title } = mapping;
    const said = { file: name, source: title, licence, rows: summary.rows, taken: observations.length };
    read.files.push({ ...said, warnings: warnings.map(({ message }) => message) });
  }
  return read;
}

/** Its mapping; or, in words, why the file is left aside. */
async function recognised(source: FiguresSource): Promise<Recognised | string> {
  if (/\.csv$/i.test(source.name)) {
    const opened = await readable(() => openRows(source));
    if (!opened.ok) return `left aside: ${opened.message}`;
    await opened.value.rows.return();
    const known = recognise(opened.value.header, publishedMappings);
    if (known) return known;
  }
  return /\.(csv|xlsx)$/i.test(source.name) ? neighboursIn(source) : 'left aside: neither a CSV nor a workbook';
}

/** A file of neighbours says nothing new where it holds a model that ships with the program. */
async function neighboursIn(source: FiguresSource): Promise<string> {
  const read = await readNeighbours(source, { year: '', source: source.name, licence: '' });
  if (!read.ok) {
    return read.code === 'not-neighbours' ? 'left aside: no mapping has these columns' : `left aside: ${read.message}`;
  }
  const groupOf = (model: NeighbourModel, old: string) => JSON.stringify(model.groups[old]);
  const same = publishedModels.find((model) =>
    Object.keys(model.groups).every((old) => groupOf(model, old) === groupOf(read.value, old)),
  );
  return same
    ? `statistical neighbours of ${Object.keys(read.value.groups).length} authorities: the model of ${same.year}, which ships with the program`
    : 'left aside: a model of statistical neighbours that doesn’t ship with the program; import it in the portal and say its year';
}
