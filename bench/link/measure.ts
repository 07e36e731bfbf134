import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { peakOf } from '../typeset/measure.ts';
import type { Task } from './model.ts';

export interface Run extends Record<string, unknown> {
  ms: number;
  peakMb: number;
}

/**
 * As intake's process and the function that links run (functions/platform/guarded-child.ts, infra/constructs/pack-builder.ts): young
 * garbage is collected at 2 MB, not at 64. Peers run as Node does by itself.
 */
const flagsOf = (name: Task['name']): string[] =>
  /^(?:compile|link|growth)/.test(name) ? ['--max-semi-space-size=2'] : [];

/** Runs a task in a process of its own; time is that of the task, without starting. */
export async function runTask(task: Task): Promise<Run> {
  const running = promisify(execFile)(
    process.execPath,
    [...flagsOf(task.name), join(import.meta.dirname, 'child.ts')],
    {
      maxBuffer: 16 * 1024 * 1024,
    },
  );
  running.child.stdin?.end(JSON.stringify(task));
  const { stdout } = await running;
  return JSON.parse(stdout) as Run;
}

const sampleMs = 4;

/** Runs another program; time is from its start to its end, memory is looked at while it runs. Nothing when it isn't on this machine. */
export async function runTool(program: string, args: readonly string[]): Promise<Run | undefined> {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said = `${said}${data.toString()}`.slice(-2_000);
  });
  let peakMb = 0;
  const sample = async (): Promise<void> => {
    if (child.pid !== undefined) peakMb = Math.max(peakMb, await peakOf(child.pid));
  };
  const timer = setInterval(() => void sample(), sampleMs);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    const ms = performance.now() - start;
    // qpdf: 3 is success with warnings.
    if (code !== 0 && code !== 3) throw new Error(`${program} ended with ${code}: ${said}`);
    return { ms, peakMb };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  } finally {
    clearInterval(timer);
  }
}
