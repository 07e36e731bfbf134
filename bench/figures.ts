import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeTidyFile } from './figures/file.ts';
import type { Run, Task } from './figures/model.ts';

/**
 * `npm run bench -- figures [--from DIR]`: what it costs to take one authority's figures from a tidy file, beside a bare csv-parse read of the same
 * file in the same run. The files are made here, of 310,000 rows and four times as many; with `--from`, the largest CSV of that folder too.
 * A task is a process of its own; time is the best of `times`, memory the highest.
 */
export async function run(print: (figure: Record<string, unknown>) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-figures-'));
  try {
    const given = await largestOf(folderAsked());
    if (given !== undefined) await measure(given, print);
    const rates: number[] = [];
    for (const times of [1, 4]) {
      const path = join(folder, `${times}x.csv`);
      await writeTidyFile(path, times);
      const { rowsPerSecond, peakMb } = await measure(path, print);
      rates.push(rowsPerSecond);
      if (peakMb > mostMb) throw new Error(`Reading ${times}x took ${peakMb} MB; the limit is ${mostMb} MB`);
      await rm(path);
    }
    const [once = 0, four = 0] = rates;
    print({ figure: 'growth', rowsPerSecondAt4xTo1x: round(four / once, 2) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const mostMb = 250;
const repeats = 3;

async function measure(path: string, print: (figure: Record<string, unknown>) => void) {
  const { bare, ours } = await byTurns(path);
  if (bare.rows !== ours.rows) throw new Error(`Read ${ours.rows} rows of ${bare.rows}`);
  const rowsPerSecond = round((ours.rows / ours.ms) * 1000);
  print({
    ...{
      figure: 'import',
      file: path.split('/').at(-1),
      rows: ours.rows,
      mb: round((await stat(path)).size / 1e6, 1),
      taken: ours.taken,
    },
    ...{
      rowsPerSecond,
      bareRowsPerSecond: round((bare.rows / bare.ms) * 1000),
      timesBare: round(ours.ms / bare.ms, 2),
      timesBareCpu: round(ours.cpuMs / bare.cpuMs, 2),
    },
    ...{ ms: round(ours.ms), peakMb: round(ours.peakMb), barePeakMb: round(bare.peakMb) },
  });
  return { rowsPerSecond, peakMb: ours.peakMb };
}

/** The least time of each, and the highest memory: by turns, so that what else the machine does falls on both. */
async function byTurns(path: string): Promise<{ bare: Run; ours: Run }> {
  const runs: { bare: Run[]; ours: Run[] } = { bare: [], ours: [] };
  for (let time = 0; time < repeats; time += 1) {
    for (const name of ['bare', 'ours'] as const) runs[name].push(await once({ name, path }));
  }
  return { bare: best(runs.bare), ours: best(runs.ours) };
}

function best(runs: readonly Run[]): Run {
  const [first] = runs;
  if (!first) throw new Error('Nothing was measured');
  const of = (pick: (one: Run) => number) => runs.map(pick);
  return {
    ...first,
    ms: Math.min(...of(({ ms }) => ms)),
    cpuMs: Math.min(...of(({ cpuMs }) => cpuMs)),
    peakMb: Math.max(...of(({ peakMb }) => peakMb)),
  };
}

async function once(task: Task): Promise<Run> {
  const child = join(import.meta.dirname, 'figures', 'child.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [child, task.name, task.path]);
  return JSON.parse(stdout) as Run;
}

function folderAsked(): string | undefined {
  const at = process.argv.indexOf('--from');
  return at < 0 ? undefined : process.argv[at + 1];
}

/** The largest CSV with columns of time and place. */
async function largestOf(folder: string | undefined): Promise<string | undefined> {
  if (folder === undefined) return undefined;
  const paths = (await readdir(folder)).filter((name) => name.endsWith('.csv')).map((name) => join(folder, name));
  const sized = await Promise.all(paths.map(async (path) => ({ path, size: (await stat(path)).size })));
  for (const { path } of sized.toSorted((a, b) => b.size - a.size)) {
    const { taken } = await once({ name: 'ours', path });
    if (taken > 0) return path;
  }
  return undefined;
}

const round = (value: number, digits = 0) => Number(value.toFixed(digits));
