import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { CompileLimits } from './model.ts';

const TASK = 'read-again';
/** Of objects. WebAssembly gets what it gets in the process above (platform/guarded-child.ts): address space is short. */
const FLAGS = ['--max-old-space-size=256', '--wasm-max-mem-pages=4096'];
/** What the process writes before it reads the file; what it found follows. */
const BEGUN = '\n';
const LEAST_MS = 2_000;
const MOST_MS = 20_000;
const MS_PER_MB = 100;

/**
 * Writes anew a file that the first reader could not open, from what another, more patient one finds in it. Undefined where that finds
 * no pages either (it may say so without an error), or where the file is locked.
 *
 * That reader has no limits of its own: some files of 1 KB keep it busy until no memory is left. So it reads in a process of its own
 * that is killed after 2 seconds and 0.1 for each megabyte, 20 at most, or at 256 MB; a file that wants more stays unreadable.
 */
export async function readAgain(bytes: Uint8Array, limits: CompileLimits): Promise<Uint8Array | undefined> {
  // This file, or the bundle that it is part of: there the entry (child.ts) leads here.
  const entry = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [...FLAGS, entry, TASK, String(limits.pages)], {
    // One heap for all threads: with one for each (glibc), a third more does not come back.
    env: { MALLOC_ARENA_MAX: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A closed pipe is the end of the process, which is told by the process.
  child.stdin.on('error', () => undefined);
  child.stdin.end(bytes);
  const ms = Math.min(MOST_MS, LEAST_MS + (MS_PER_MB * bytes.length) / 1e6);
  const written: Buffer[] = [];
  const said: Buffer[] = [];
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    // How long it takes to start says nothing about the file.
    timer ??= setTimeout(() => child.kill('SIGKILL'), ms);
    written.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  await once(child, 'close');
  clearTimeout(timer);
  if (written.length === 0) throw new Error(`The second reader did not start: ${Buffer.concat(said).toString()}`);
  const found = Buffer.concat(written).subarray(BEGUN.length);
  return child.exitCode === 0 && found.length > 0 ? new Uint8Array(found) : undefined;
}

async function carryOut(most: number): Promise<void> {
  const library = await import('@libpdf/core');
  process.stdout.write(BEGUN);
  const found = await rewritten(library, new Uint8Array(await buffer(process.stdin)), most);
  if (found) process.stdout.write(found);
}

async function rewritten(
  { PDF, PdfNumber }: typeof import('@libpdf/core'),
  bytes: Uint8Array,
  most: number,
): Promise<Uint8Array | undefined> {
  try {
    const found = await PDF.load(bytes);
    const pages = found.getPageCount();
    if (found.isEncrypted || pages < 1 || pages > most) return undefined;
    // Without a change it would give back the bytes that it was given.
    found.register(PdfNumber.of(0));
    return await found.save({ useXRefStream: false, compressStreams: false });
  } catch {
    // Whatever it stumbled over, the file is as unreadable as it was.
    return undefined;
  }
}

if (process.argv[2] === TASK) void carryOut(Number(process.argv[3]));
