import { stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Entry, runCorpus } from './corpus/run.ts';
import { printSummary, summarise } from './corpus/summary.ts';

const usage = `npm run corpus -- DIR [--out REPORT.json]

Takes every file below DIR, whatever it is, through inspection as the product does it, links what is ready, and has other readers
compare the result with the originals: page counts, text, pictures, nothing active, qpdf --check. Prints a summary; REPORT.json has a
line for each file. Exit code 1 when a file was lost in part, or crashed, timed out or needed too much memory; 2 for a wrong call.`;

const SECONDS_BETWEEN_NEWS = 5;

function call(): { folder: string; out: string | undefined } | undefined {
  try {
    const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
    const [folder, more] = positionals;
    return folder === undefined || more !== undefined ? undefined : { folder, out: values.out };
  } catch {
    return undefined;
  }
}

const called = call();
const isFolder = called && (await stat(called.folder).catch(() => undefined))?.isDirectory();
if (!called || !isFolder) {
  console.error(called ? `${called.folder} is no folder that can be read.\n\n${usage}` : usage);
  process.exit(2);
}

const start = performance.now();
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => {
    console.error('Interrupted: ends with what is begun, and reports that.');
    interrupted.abort();
  });
}
let told = start;
const counts = { done: 0, ready: 0, faults: 0 };
const entries = await runCorpus(called.folder, {
  workers: Math.min(8, availableParallelism()),
  signal: interrupted.signal,
  tell: (entry: Entry) => {
    counts.done += 1;
    if (entry.verdict === 'ready') counts.ready += 1;
    if (entry.verdict === 'stopped' || entry.lost) counts.faults += 1;
    if (performance.now() - told < SECONDS_BETWEEN_NEWS * 1000) return;
    told = performance.now();
    console.error(`${counts.done} files, ${counts.ready} ready, ${counts.faults} stopped or lost`);
  },
});
const summary = summarise(entries);
if (called.out !== undefined) {
  const seconds = Math.round((performance.now() - start) / 1000);
  await writeFile(called.out, `${JSON.stringify({ folder: called.folder, seconds, summary, entries }, null, 2)}\n`);
}
if (interrupted.signal.aborted) console.log('Interrupted before the end of the folder.\n');
console.log(printSummary(summary));
process.exitCode = summary.stopped.length + summary.lost.length > 0 ? 1 : 0;
