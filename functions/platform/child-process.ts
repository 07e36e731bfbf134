import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from './environment.ts';
import { failure, type Outcome, success } from './outcome.ts';

/** What the child does. The entry is `functions/documents/child.ts`, run as TASK REQUEST.json RESULT.json. */
export type ChildTask = 'inspect' | 'typeset';

export interface ChildLimits {
  /** Wall-clock time. Then the whole process group is killed. */
  ms: number;
  /** Address space, which also bounds buffers and native modules; the heap limit of V8 would not. */
  memoryMb: number;
}

export type ChildCode = 'timed-out' | 'out-of-memory' | 'crashed';

/**
 * Runs a task on files nobody trusts in a process that can be killed: its own directory, an empty environment, bounded
 * memory and time. `files` lie in the child's working directory under their names, and the files that the child writes
 * there can be read by `collect` before the directory goes.
 */
export type RunChild = <T>(
  task: ChildTask,
  request: unknown,
  limits: ChildLimits,
  files?: Readonly<Record<string, Uint8Array>>,
  collect?: (result: T, read: (name: string) => Promise<Uint8Array>) => Promise<T>,
) => Promise<Outcome<T, ChildCode>>;

interface Ending {
  exitCode: number | null;
  timedOut: boolean;
  /** The last of what the child said, to tell running out of memory from a crash. Never logged: it may quote the file. */
  said: string;
}

const keptOutput = 8 * 1024;
const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const outOfMemory =
  /out of memory|heap limit|Cannot allocate memory|bad_alloc|memory allocation of|ENOMEM|Array buffer allocation failed|ERR_MEMORY_ALLOCATION_FAILED|OOM/iu;
/** V8 reserves address space far beyond what it uses; this much on top of the limit lets Node start. */
const reservedMb = 1280;

/**
 * Limits first, then the work, beside a watcher on a pipe from us: when the pipe closes because we are gone, even by
 * SIGKILL, it ends the work, removes its files and kills the whole group. The watcher goes before the shell does: Node
 * closes the pipe as soon as the shell has ended, and the result must not be removed then.
 */
const guarded = `ulimit -c 0; ulimit -v "$1" || exit 70; dir="$2"; shift 2
exec 3<&0
"$@" </dev/null 3<&- & work=$!
(cat <&3 >/dev/null; kill -9 $work; cd /; rm -rf "$dir"; kill -9 0) >/dev/null 2>&1 & watch=$!
wait $work; code=$?
kill -9 $watch
exit $code`;

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // No such group: it ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function run(entry: string, directory: string, task: ChildTask, limits: ChildLimits): Promise<Ending> {
  const kilobytes = (limits.memoryMb + reservedMb) * 1024;
  const command = [
    '-c',
    guarded,
    'child',
    String(kilobytes),
    directory,
    process.execPath,
    entry,
    task,
    'request.json',
    'result.json',
  ];
  return new Promise((resolve, reject) => {
    // Its own group, so that what the child starts dies with it.
    const child = spawn('/bin/sh', command, {
      cwd: directory,
      env: {},
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let timedOut = false;
    let said = '';
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child.pid);
    }, limits.ms);
    const listen = (chunk: Buffer) => {
      said = (said + chunk.toString('latin1')).slice(-keptOutput);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    // A closed pipe is the child's end, which is told below.
    child.stdin.on('error', () => undefined);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    // The end of the work, not of its output: a grandchild that keeps the pipe open must not keep us.
    child.once('exit', (exitCode) => {
      clearTimeout(timer);
      killGroup(child.pid);
      child.once('close', () => resolve({ exitCode, timedOut, said }));
    });
  });
}

function judge(ending: Ending, task: ChildTask): Outcome<null, ChildCode> {
  if (ending.timedOut) return failure('timed-out', `The step "${task}" took too long and was stopped.`);
  if (ending.exitCode === 0) return success(null);
  if (outOfMemory.test(ending.said))
    return failure('out-of-memory', `The step "${task}" needed more memory than it may have and was stopped.`);
  return failure('crashed', `The step "${task}" ended without a result (exit code ${ending.exitCode ?? 'none'}).`);
}

export function createRunChild(entry: string = environment('documents').child): RunChild {
  return async (task, request, limits, files = {}, collect = async (result) => result) => {
    const directory = await mkdtemp(join(tmpdir(), 'document-'));
    const inside = (name: string) => {
      if (!plainName.test(name)) throw new Error('A file of a child process needs a plain name.');
      return join(directory, name);
    };
    try {
      await writeFile(inside('request.json'), JSON.stringify(request));
      for (const [name, bytes] of Object.entries(files)) await writeFile(inside(name), bytes);
      const judged = judge(await run(entry, directory, task, limits), task);
      if (!judged.ok) return judged;
      const text = await readFile(inside('result.json'), 'utf8').catch(() => undefined);
      if (text === undefined) return failure('crashed', `The step "${task}" ended without a result.`);
      return success(await collect(JSON.parse(text), (name) => readFile(inside(name))));
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  };
}
