import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FiguresSource } from '../../functions/metrics/reading.ts';
import { checkDataSet } from '../../functions/metrics/tidy/check/check-data-set.ts';
import type { DataSetVerdict } from '../../functions/metrics/tidy/check/model.ts';

const meta = '.meta.csv';

/** What each data file of a folder is as a tidy data set, beside its meta file: `NAME.meta.csv` of `NAME.csv`. */
export async function* checkFolder(folder: string): AsyncGenerator<{ file: string } & DataSetVerdict> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.csv')).toSorted();
  for (const file of names.filter((name) => !name.endsWith(meta))) {
    const beside = names.find((name) => name === file.replace(/\.csv$/, meta));
    const said = beside === undefined ? [] : [await sourceOf(folder, beside)];
    const verdict = await checkDataSet(await sourceOf(folder, file), ...said);
    yield { file, ...verdict };
  }
}

async function sourceOf(folder: string, name: string): Promise<FiguresSource> {
  const path = join(folder, name);
  return { name, path, size: (await stat(path)).size, stream: () => createReadStream(path) };
}
