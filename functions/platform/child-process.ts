import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createChildPool } from './child-pool.ts';
import { environment } from './environment.ts';
import type { Ending, GuardedChild } from './guarded-child.ts';
import { failure, type Outcome, success } from './outcome.ts';

/** What the child does. The entry is `functions/documents/child.ts`, run as TASK; it waits for requests. */
export type ChildTask = 'inspect' | 'typeset';

export interface ChildLimits {
  /** Wall-clock time of a request. Then the whole process group is killed. */
  ms: number;
  /** Address space, which also bounds buffers and native modules; the heap limit of V8 would not. */
  memoryMb: number;
  /**
   * For input that we made ourselves: the child carries out so many requests, unless it holds more than so much memory after
   * one. Without it a child carries out one request, so that no file can touch what becomes of the next.
   */
  reuse?: { times: number; memoryMb: number };
  /** Told now and then how many rows the child has read. */
  heard?: (rows: number) => void;
}

/** The bytes of a file for the child, or how to read them from the beginning: a large one goes from store to disk in pieces. */
export type ChildFile = Uint8Array | (() => AsyncIterable<Uint8Array>);

export type ChildCode = 'timed-out' | 'out-of-memory' | 'crashed';

/**
 * Runs a task on files nobody trusts in a process that can be killed: its own directory, an empty environment, bounded
 * memory and time. `files` lie in the child's working directory under their names, and the files that the child writes
 * there can be read by `collect` before they go. The next child is started ahead, so that its start is not waited for.
 */
export type RunChild<Task extends string = ChildTask> = <T>(
  task: Task,
  request: unknown,
  limits: ChildLimits,
  files?: Readonly<Record<string, ChildFile>>,
  collect?: (result: T, read: (name: string) => Promise<Uint8Array>) => Promise<T>,
) => Promise<Outcome<T, ChildCode>>;

const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const outOfMemory =
  /out of memory|heap limit|Cannot allocate memory|bad_alloc|memory allocation of|ENOMEM|Array buffer allocation failed|ERR_MEMORY_ALLOCATION_FAILED|\bOOM\b/iu;

function inside(child: GuardedChild, name: string): string {
  if (!plainName.test(name)) throw new Error('A file of a child process needs a plain name.');
  return join(child.directory, name);
}

function judge(ending: Exclude<Ending, { kind: 'done' }>, task: string): Outcome<never, ChildCode> {
  if (ending.kind === 'timed-out') return failure('timed-out', `The step "${task}" took too long and was stopped.`);
  if (ending.exitCode === 0) return failure('crashed', `The step "${task}" ended without a result.`);
  if (outOfMemory.test(ending.said))
    return failure('out-of-memory', `The step "${task}" needed more memory than it may have and was stopped.`);
  return failure('crashed', `The step "${task}" ended without a result (exit code ${ending.exitCode ?? 'none'}).`);
}

export function createRunChild<Task extends string = ChildTask>(
  entry: string = environment('documents').child,
): RunChild<Task> {
  const pool = createChildPool(entry);

  async function ask(
    child: GuardedChild,
    request: unknown,
    files: Readonly<Record<string, ChildFile>>,
    { ms, heard }: ChildLimits,
  ) {
    await writeFile(inside(child, 'request.json'), JSON.stringify(request));
    for (const [name, file] of Object.entries(files)) {
      await writeFile(inside(child, name), typeof file === 'function' ? file() : file);
    }
    return child.ask(ms, heard);
  }

  return async (task, request, limits, files = {}, collect = async (result) => result) => {
    const { memoryMb, reuse } = limits;
    let { child, fresh } = pool.take(task, memoryMb);
    let kept = false;
    try {
      let ending = await ask(child, request, files, limits);
      if (ending.kind === 'ended' && !ending.begun && !fresh) {
        // It died while it waited, and nobody had noticed: the request never reached it.
        await child.end();
        ({ child } = pool.take(task, memoryMb));
        ending = await ask(child, request, files, limits);
      }
      if (ending.kind !== 'done') return judge(ending, task);
      const text = await readFile(inside(child, 'result.json'), 'utf8').catch(() => undefined);
      if (text === undefined) return failure('crashed', `The step "${task}" ended without a result.`);
      const result = await collect(JSON.parse(text), (name) => readFile(inside(child, name)));
      if (reuse && child.uses < reuse.times && ending.residentMb <= reuse.memoryMb) {
        await child.tidy();
        kept = true;
        await pool.keep(task, memoryMb, child);
      }
      return success(result);
    } finally {
      if (!kept) {
        await child.end();
        // After the end of the one before: what a hostile file may have taken over never meets the next process.
        await pool.prepare(task, memoryMb);
      }
    }
  };
}
