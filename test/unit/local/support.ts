import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A folder of its own for one test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'local-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export interface Script {
  child: ChildProcess;
  /** The next line that the script prints, as JSON. */
  next<T>(): Promise<T>;
  /** SIGKILL, and the end of it. */
  kill(): Promise<void>;
}

/** Runs a script in a process of its own, which the test may kill. */
export function runScript(script: URL, ...arguments_: string[]): Script {
  const child = spawn(process.execPath, [fileURLToPath(script), ...arguments_], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  return {
    child,
    kill,
    async next() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script.pathname} ended early.`);
      return JSON.parse(value);
    },
  };
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
