import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Files, filesIn, generatedFiles } from './link/files.ts';
import { type Run, runTask, runTool } from './link/measure.ts';
import type { Task } from './link/model.ts';
import type { Bench } from './run.ts';

type Print = Parameters<Bench['run']>[0];

const rounds = 3;
const growths = [1, 4, 16] as const;
/** Some 7 GB of output: only when asked for. */
const largest = 64;

/** Issue 6. Ratios of medians; memory of the highest peak. */
/** Files of fewer bytes are over before a process is warm: then it is also measured when it is. */
const small = 20_000_000;

const goals = {
  copyAndHash: 2.5,
  mutool: 2,
  copyPages: 10,
  loadAndSave: 1,
  exponent: 1.05,
  peakMb: (objects: number) => 160 + (16 * objects) / 1024 ** 2,
};

const one = (value: number, digits = 1): number => Number(value.toFixed(digits));
const median = (runs: readonly Run[]): number =>
  runs.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN;
const fastest = (runs: readonly Run[]): Run =>
  [...runs].sort((a, b) => a.ms - b.ms)[0] ?? { ms: Number.NaN, peakMb: 0 };
const highest = (runs: readonly Run[]): number => Math.max(...runs.map(({ peakMb }) => peakMb));

/**
 * Compiling and linking against a plain copy and hash of the same bytes, and against other programs that join PDFs: each in a process of
 * its own, in turns, the median of three. `--files DIR` for files of a folder, `--large` for growth up to 64 times (7 GB on disk).
 */
export const run: Bench['run'] = async (print) => {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { files: { type: 'string' }, large: { type: 'boolean', default: false } },
  });
  const files = values.files === undefined ? await generatedFiles() : await filesIn(values.files);
  const folder = await mkdtemp(join(tmpdir(), 'bench-link-'));
  try {
    const [model, node] = [cpus()[0]?.model ?? '', process.version];
    print({ figure: 'machine', node, processors: cpus().length, model });
    print({ figure: 'files', files: files.paths.length, bytes: files.bytes });
    const found = await compare(files, folder, print);
    ratios(found, print);
    const sizes = values.large ? [...growths, largest] : growths;
    await grow('growth, one volume', folder, sizes, print);
    await grow('growth, volumes', folder, sizes, print);
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** The contestants take turns, so that a machine that slows down slows all of them. Files that one of them cannot read are told. */
async function compare({ paths, bytes }: Files, folder: string, print: Print): Promise<Map<string, Run[]>> {
  const runs = new Map<string, Run[]>();
  const out = join(folder, 'peer.pdf');
  const tools: Record<string, readonly string[]> = {
    qpdf: ['--empty', '--pages', ...paths, '--', out],
    mutool: ['merge', '-o', out, ...paths],
    pdfunite: [...paths, out],
  };
  const mine: Task['name'][] = ['compile', 'link', 'copy and hash', 'pdf-lib load and save', 'pdf-lib copyPages'];
  if (bytes < small) mine.push('compile, warm', 'pdf-lib load and save, warm');
  for (let round = 0; round < rounds; round += 1) {
    for (const name of mine)
      keep(runs, name, await attempt(() => runTask({ name, files: paths, folder }), name, print));
    for (const [name, args] of Object.entries(tools))
      keep(runs, name, await attempt(() => runTool(name, args), name, print));
  }
  for (const [name, all] of runs) {
    const { ms: _, peakMb: __, cpuMs, ...told } = fastest(all);
    const cpu = typeof cpuMs === 'number' ? { cpuMs: one(cpuMs) } : {};
    print({ figure: name, ms: one(median(all)), ...cpu, peakMb: one(highest(all)), ...told });
  }
  return runs;
}

/** A peer that cannot take some file is left out, with what it said; what is ours must not fail. */
async function attempt(work: () => Promise<Run | undefined>, name: string, print: Print): Promise<Run | undefined> {
  try {
    return await work();
  } catch (error) {
    if (['compile', 'link', 'copy and hash'].includes(name)) throw error;
    print({ figure: name, failed: error instanceof Error ? error.message.slice(-300) : String(error) });
    return undefined;
  }
}

function keep(runs: Map<string, Run[]>, name: string, found: Run | undefined): void {
  if (found) runs.set(name, [...(runs.get(name) ?? []), found]);
}

function ratios(runs: Map<string, Run[]>, print: Print): void {
  const of = (name: string): number => median(runs.get(name) ?? []);
  const compared = (figure: string, value: number, goal: number, met: boolean): void => {
    if (Number.isFinite(value)) print({ figure, times: one(value, 2), goal, met });
  };
  const slower = of('link') / of('copy and hash');
  compared('link, times of copying and hashing', slower, goals.copyAndHash, slower <= goals.copyAndHash);
  for (const [peer, goal] of [
    ['mutool', goals.mutool],
    ['pdf-lib copyPages', goals.copyPages],
  ] as const) {
    const faster = of(peer) / of('link');
    compared(`link, times as fast as ${peer}`, faster, goal, faster >= goal);
  }
  for (const warm of ['', ', warm']) {
    const faster = of(`pdf-lib load and save${warm}`) / of(`compile${warm}`);
    const met = faster >= goals.loadAndSave;
    compared(`compile${warm}, times as fast as pdf-lib load and save`, faster, goals.loadAndSave, met);
  }
  const peakMb = highest(runs.get('link') ?? []);
  print({ figure: 'link, peak memory', peakMb: one(peakMb), goal: goals.peakMb(0), met: peakMb <= goals.peakMb(0) });
}

type Growth = Extract<Task['name'], `growth, ${string}`>;

/** In one volume, the disk has a say beyond some gigabytes: what is written then waits for it. So the processors' time is told too. */
async function grow(name: Growth, folder: string, sizes: readonly number[], print: Print): Promise<void> {
  const points: { times: number; ms: number; cpuMs: number; peakMb: number }[] = [];
  for (const times of sizes) {
    // The smallest is the one that chance can spoil.
    const runs = [];
    for (let round = 0; round < (times > 4 ? 1 : rounds); round += 1)
      runs.push(await runTask(growth(name, folder, times)));
    const { cpuMs } = fastest(runs);
    points.push({ times, ms: median(runs), cpuMs: Number(cpuMs), peakMb: highest(runs) });
    printGrowth(name, runs, times, print);
  }
  const exponent = (of: 'ms' | 'cpuMs' | 'peakMb'): number =>
    slope(points.map((point) => [Math.log(point.times), Math.log(point[of])]));
  const time = exponent('ms');
  print({
    figure: `${name}: exponent of time`,
    exponent: one(time, 3),
    goal: goals.exponent,
    met: time <= goals.exponent,
  });
  print({ figure: `${name}: exponent of the processors' time`, exponent: one(exponent('cpuMs'), 3) });
  print({ figure: `${name}: exponent of memory`, exponent: one(exponent('peakMb'), 3) });
}

function printGrowth(name: Growth, runs: readonly Run[], times: number, print: Print): void {
  const { ms: _, peakMb: __, cpuMs, ...told } = fastest(runs);
  const goal = goals.peakMb(Number(told.objects));
  const peakMb = highest(runs);
  print({
    figure: name,
    times,
    ms: one(median(runs)),
    cpuMs: one(Number(cpuMs)),
    peakMb: one(peakMb),
    goalMb: one(goal),
    met: peakMb <= goal,
    ...told,
  });
}

const growth = (name: Growth, folder: string, times: number): Task => ({ name, files: [], folder, times });

/** Least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const along = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return along / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}
