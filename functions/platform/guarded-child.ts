import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** How one request to a child ended. */
export type Ending =
  | { kind: 'done'; residentMb: number }
  | { kind: 'timed-out' }
  | {
      kind: 'ended';
      exitCode: number | null;
      /** Whether it had taken the request up: if not, the request is as good as new. */
      begun: boolean;
      /** The last of what the child said, to tell running out of memory from a crash. Never logged: it may quote the file. */
      said: string;
    };

export interface GuardedChild {
  /** Its working directory, and its alone: requests, files and results lie here. */
  readonly directory: string;
  readonly uses: number;
  /** Has it carry out `request.json` of its directory. One request at a time. `heard`: what it says of how far it is. */
  ask(ms: number, heard?: (rows: number) => void): Promise<Ending>;
  /** Empties its directory for the next request. */
  tidy(): Promise<void>;
  /** Kills it with all it started and removes its directory. Resolves when both are gone. */
  end(): Promise<void>;
  /** From now until it is asked or ended it keeps nothing alive; `lost` is called if it ends by itself. */
  rest(lost: () => void): void;
}

const keptOutput = 8 * 1024;
/** It collects its garbage often while that is young: 65 MB less, for no more time. */
const flags = ['--max-semi-space-size=2'];
/**
 * Node strips types by WebAssembly, which would take, in advance, most of the address space that is left: 256 MB. A bundle needs none
 * of it, and starts 8 ms sooner: with such a flag Node must compile its own modules.
 */
const flagsOfSource = ['--wasm-max-mem-pages=4096'];
/** From the end of the work to that of its pipes, in ms. */
const longestSilence = 1000;
/** V8 reserves address space far beyond what it uses; this much on top of the limit lets Node start. */
const reservedMb = 1280;

/**
 * Limits first, then the work, beside a watcher on a pipe from us: when the pipe closes because we are gone, even by
 * SIGKILL, it ends the work, removes its files and kills the whole group. The watcher goes before the shell does: Node
 * closes the pipe as soon as the shell has ended, and the result must not be removed then. The work reads its requests
 * from 3 and answers on 4. The shell is told to end it, and waits for all that it started: in a function there may be nobody
 * else to take up the dead.
 */
const guarded = `ulimit -c 0; ulimit -v "$1" || exit 70; dir="$2"; shift 2
exec 9<&0
"$@" <&3 3<&- 9<&- & work=$!
(exec 3<&- 4<&-; read -r _ <&9; kill -9 $work; cd /; rm -rf "$dir"; kill -9 0) >/dev/null 2>&1 & watch=$!
exec 3<&- 4<&-
trap 'kill -9 $work' TERM
wait $work; code=$?
wait $work 2>/dev/null
kill -9 $watch; wait $watch 2>/dev/null
exit $code`;

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // No such group: it ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Starts `node ENTRY TASK` with bounded address space, nothing of our environment and a directory of its own.
 */
export function startGuardedChild(entry: string, task: string, memoryMb: number): GuardedChild {
  // Not asynchronous: between directory and process there must be no moment in which we can end in order.
  const directory = mkdtempSync(join(tmpdir(), 'document-'));
  const kilobytes = String((memoryMb + reservedMb) * 1024);
  // Its own group, so that what the child starts dies with it.
  const command = [process.execPath, ...flags, ...(entry.endsWith('.ts') ? flagsOfSource : []), entry, task];
  const child = spawn('/bin/sh', ['-c', guarded, 'child', kilobytes, directory, ...command], {
    cwd: directory,
    // Two heaps for all threads (glibc). With one they wait for each other: pages took half as long again. With one for each, what a
    // compiler frees is a third more that does not come back.
    env: { MALLOC_ARENA_MAX: '2' },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const pipes = child.stdio as unknown as [Socket, Socket, Socket, Socket, Socket];
  const [, stdout, stderr, requests, answers] = pipes;
  // A closed pipe is the child's end, which is told below.
  for (const pipe of pipes) pipe.on('error', () => undefined);

  let said = '';
  const listen = (chunk: Buffer) => {
    said = (said + chunk.toString('latin1')).slice(-keptOutput);
  };
  stdout.on('data', listen);
  stderr.on('data', listen);

  let uses = 0;
  let answered: ((answer: string) => void) | undefined;
  createInterface({ input: answers }).on('line', (line) => answered?.(line));
  let fault: Error | undefined;
  let lost: (() => void) | undefined;
  let gone = false;
  const exit = new Promise<number | null>((resolve) => {
    child.once('exit', (exitCode) => {
      killGroup(child.pid);
      // The end of the work, not of its output: a grandchild that has left the group and keeps a pipe open must not keep us.
      const close = setTimeout(() => {
        for (const pipe of pipes) pipe.destroy();
      }, longestSilence);
      child.once('close', () => {
        clearTimeout(close);
        resolve(exitCode);
      });
    });
    child.once('error', (error) => {
      fault = error;
      resolve(null);
    });
  }).then((exitCode) => {
    gone = true;
    lost?.();
    return exitCode;
  });

  const wake = () => {
    lost = undefined;
    child.ref();
    for (const pipe of pipes) pipe.ref();
  };

  return {
    directory,
    get uses() {
      return uses;
    },
    async ask(ms, heard) {
      wake();
      uses += 1;
      let begun = false;
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<Ending>((resolve) => {
        timer = setTimeout(() => resolve({ kind: 'timed-out' }), ms);
      });
      const done = new Promise<Ending>((resolve) => {
        answered = (line) => {
          if (line === 'begun') begun = true;
          const [word, number] = line.split(' ');
          if (word === 'done') resolve({ kind: 'done', residentMb: Number(number) });
          if (word === 'rows' && /^\d{1,12}$/.test(number ?? '')) heard?.(Number(number));
        };
      });
      const ended = exit.then((exitCode): Ending => {
        if (fault) throw fault;
        return { kind: 'ended', exitCode, begun, said };
      });
      requests.write('go\n');
      try {
        return await Promise.race([done, ended, timeout]);
      } finally {
        clearTimeout(timer);
        answered = undefined;
      }
    },
    async tidy() {
      for (const name of await readdir(directory)) await rm(join(directory, name), { recursive: true, force: true });
    },
    async end() {
      wake();
      child.kill('SIGTERM');
      const stuck = setTimeout(() => killGroup(child.pid), longestSilence);
      await exit;
      clearTimeout(stuck);
      await rm(directory, { recursive: true, force: true });
    },
    rest(tell) {
      lost = tell;
      child.unref();
      for (const pipe of pipes) pipe.unref();
      if (gone) tell();
    },
  };
}
