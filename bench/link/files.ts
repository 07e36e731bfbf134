import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFrom } from './random.ts';
import { shapes } from './shapes.ts';

/** Part of the folder's name: raise it when the shapes change. */
const generation = 2;

export interface Files {
  paths: string[];
  bytes: number;
}

/** Every PDF of a folder, in the order of their names. */
export async function filesIn(folder: string): Promise<Files> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.pdf$/i.test(name)).sort();
  const paths = names.map((name) => join(folder, name));
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  return { paths, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** The generated files: made once into a temporary folder, found there the next time. */
export async function generatedFiles(): Promise<Files> {
  const folder = join(tmpdir(), `evidence-packs-bench-link-${generation}`);
  if (!existsSync(folder)) {
    const making = `${folder}.${process.pid}`;
    await mkdir(making);
    let seed = generation * 1_000_003;
    for (const { name, files, make } of shapes) {
      for (let file = 0; file < files; file += 1) {
        seed += 1;
        await writeFile(join(making, `${name}-${String(file).padStart(3, '0')}.pdf`), await make(randomFrom(seed)));
      }
    }
    // Another run may have finished first: its files are the same.
    await rename(making, folder).catch(() => rm(making, { recursive: true }));
  }
  return filesIn(folder);
}
