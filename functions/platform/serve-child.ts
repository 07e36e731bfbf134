import { writeSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Whoever started the process reads its answers here; what libraries print stays out of them. */
const answers = 4;
const bytesInMb = 1024 * 1024;

/** Carries out one request. `rows` says how many rows have been read, for whoever waits. */
export type ChildWork = (request: unknown, rows: (count: number) => void) => Promise<unknown>;

/**
 * The other end of `guarded-child.ts`: carries out `request.json` for each line that comes in, says `begun`, `rows N` now and then, and
 * `done RESIDENT-MB` when `result.json` is there. Ends when the lines end, as they do when whoever sends them is gone. Work that throws
 * ends the process. (`documents`, which imports nothing of ours, has its own.)
 */
export async function serveChild(work: ChildWork): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  for await (const _line of createInterface({ input: process.stdin })) {
    writeSync(answers, 'begun\n');
    const rows = (count: number) => {
      writeSync(answers, `rows ${count}\n`);
    };
    const result = await work(JSON.parse(await readFile('request.json', 'utf8')), rows);
    await writeFile('result.json', JSON.stringify(result));
    collectGarbage();
    writeSync(answers, `done ${Math.ceil(process.memoryUsage.rss() / bytesInMb)}\n`);
  }
}
