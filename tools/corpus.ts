import { rename, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Entry, runCorpus } from './corpus/run.ts';
import { printSummary, summarise } from './corpus/summary.ts';

const usage = `npm run corpus -- DIR [--out REPORT.json]

Takes every file below DIR, whatever it is, through inspection as the product does it, links what is ready, and has other readers
compare the result with the originals: page counts, text, pictures, nothing active, qpdf --check. Prints a summary; REPORT.json has a
line for each file, and is renewed while it goes on. Ctrl-C ends it with what is begun, Ctrl-C again at once. Exit code 1 when a file was lost in part, or crashed, timed out or needed too much memory; 2 for a wrong call.`;

const SECONDS_BETWEEN_NEWS = 5;
const SECONDS_BETWEEN_REPORTS = 30;

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
    console.error(
      'Interrupted: ends with what is begun, and reports that. Interrupt it again to leave the report as it is.',
    );
    interrupted.abort();
  });
}
const done: Entry[] = [];

/** Whoever reads it meanwhile finds a whole one. `ended` is false until every file below the folder is in it. */
async function report(ended: boolean): Promise<void> {
  if (called?.out === undefined) return;
  const seconds = Math.round((performance.now() - start) / 1000);
  const entries = [...done].sort((a, b) => (a.file < b.file ? -1 : 1));
  const json = { folder: called.folder, seconds, ended, summary: summarise(entries), entries };
  await writeFile(`${called.out}.part`, `${JSON.stringify(json, null, 2)}\n`);
  await rename(`${called.out}.part`, called.out);
}

let told = start;
let reported = start;
const counts = { done: 0, ready: 0, faults: 0 };
const entries = await runCorpus(called.folder, {
  workers: Math.min(8, availableParallelism()),
  signal: interrupted.signal,
  tell: async (entry: Entry) => {
    done.push(entry);
    counts.done += 1;
    if (entry.verdict === 'ready') counts.ready += 1;
    if (entry.verdict === 'stopped' || entry.lost) counts.faults += 1;
    if (performance.now() - told >= SECONDS_BETWEEN_NEWS * 1000) {
      told = performance.now();
      console.error(`${counts.done} files, ${counts.ready} ready, ${counts.faults} stopped or lost`);
    }
    if (performance.now() - reported >= SECONDS_BETWEEN_REPORTS * 1000) {
      reported = performance.now();
      await report(false).catch((error) => console.error(`The report could not be written: ${error}`));
    }
  },
});
await report(!interrupted.signal.aborted);
const summary = summarise(entries);
if (interrupted.signal.aborted) console.log('Interrupted before the end of the folder.\n');
console.log(printSummary(summary));
process.exitCode = summary.stopped.length + summary.lost.length > 0 ? 1 : 0;
