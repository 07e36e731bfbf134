import { writeSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export type Task = (request: never) => Promise<unknown>;

const bytesInMb = 1024 * 1024;
/** Whoever started the process reads its answers here; what libraries print stays out of them. */
const answers = 4;

/** One request: a file of JSON to a file of JSON. */
export async function carryOut(task: Task, requestPath: string, resultPath: string): Promise<void> {
  const result = await task(JSON.parse(await readFile(requestPath, 'utf8')) as never);
  await writeFile(resultPath, JSON.stringify(result));
}

/**
 * Carries out `request.json` for each line that comes in and says `begun`, then `done RESIDENT-MB` when `result.json` is
 * there: the memory that it holds with all that it worked out. That it tidies away when it has answered, so that nobody waits for it.
 * Ends when the lines end, as they do when whoever sends them is gone. A task that throws ends the process.
 * @param forget gives up what the task keeps and the next request can't use
 */
export async function serve(task: Task, forget?: () => void): Promise<void> {
  for await (const _line of createInterface({ input: process.stdin })) {
    writeSync(answers, 'begun\n');
    await carryOut(task, 'request.json', 'result.json');
    writeSync(answers, `done ${Math.ceil(process.memoryUsage.rss() / bytesInMb)}\n`);
    forget?.();
    // The compiler's documents are held by small objects, which nobody would collect for a long time.
    collectGarbage();
  }
}

let collect: (() => void) | undefined;

/** Asked for at the start of the process, the means would cost Node its compiled modules, and 8 ms. */
function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
