import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createChildPool } from '../../../functions/platform/child-pool.ts';
import { type ChildLimits, createRunChild, type RunChild } from '../../../functions/platform/child-process.ts';

const entry = fileURLToPath(new URL('./child-tasks.ts', import.meta.url));
const runChild = createRunChild(entry);
const limits = { ms: 20_000, memoryMb: 256 };

test('gives files in, takes files out, and leaves nothing behind', async () => {
  interface Result {
    task: string;
    environment: string[];
    directory: string;
    out?: Uint8Array;
  }
  const ran = await runChild<Result>(
    'typeset',
    { mode: 'work' },
    limits,
    { 'in.bin': Buffer.from('abc') },
    async (result, read) => ({ ...result, out: await read('out.bin') }),
  );
  if (!ran.ok) throw new Error(ran.message);
  expect(ran.value).toMatchObject({ task: 'typeset', out: Buffer.from('cba') });
  expect(ran.value.environment.filter((name) => name !== 'PWD')).toEqual(['MALLOC_ARENA_MAX']);
  expect(existsSync(ran.value.directory)).toBe(false);
});

test('takes a large file in pieces, and hears how far the child is', async () => {
  const figures = fileURLToPath(new URL('./child-rows.ts', import.meta.url));
  const heard: number[] = [];
  async function* pieces() {
    for (let at = 0; at < 5; at += 1) yield Buffer.from(`row ${at}\n`);
  }
  const asked = { ...limits, heard: (rows: number) => heard.push(rows) };
  const ran = await createRunChild<'read-figures'>(figures)<{ rows: number }>('read-figures', {}, asked, {
    upload: pieces,
  });
  expect(ran).toEqual({ ok: true, value: { rows: 5 } });
  expect(heard).toEqual([1, 2, 3, 4, 5]);
});

test('a child that takes too long is killed with all it started', async () => {
  const started = Date.now();
  expect(await runChild('inspect', { mode: 'loop' }, { ...limits, ms: 500 })).toMatchObject({
    ok: false,
    code: 'timed-out',
  });
  expect(Date.now() - started).toBeLessThan(3000);
});

test('a child that takes too much memory is stopped, buffers too', async () => {
  expect(await runChild('inspect', { mode: 'buffers' }, limits)).toMatchObject({ ok: false, code: 'out-of-memory' });
});

test('a crash is told without what the child said', async () => {
  const ran = await runChild('inspect', { mode: 'crash' }, limits);
  expect(ran).toMatchObject({ ok: false, code: 'crashed' });
  expect(JSON.stringify(ran)).not.toContain('secret');
});

test('an end without a result is a crash', async () => {
  expect(await runChild('inspect', { mode: 'silent' }, limits)).toMatchObject({ ok: false, code: 'crashed' });
});

test('a child that nobody trusts serves one request, and the next is started meanwhile', async () => {
  const run = createRunChild(entry);
  const before = new Set(children());
  const first = await who(run);
  const [spare] = await vi.waitFor(() => {
    const found = children().filter((pid) => pid !== first.pid && !before.has(pid));
    expect(found).toHaveLength(1);
    return found;
  });
  const second = await who(run);
  expect([second.pid, second.last]).toEqual([spare, false]);
  await vi.waitFor(() => expect(children()).not.toContain(second.pid));
});

const trusted = { ...limits, reuse: { times: 3, memoryMb: 130 } };

test('a child for what we made ourselves serves as often as it may, and finds nothing of the last time', async () => {
  const run = createRunChild(entry);
  const served = [];
  for (let n = 0; n < 4; n += 1) served.push(await who(run, trusted));
  const [first, second, third, fourth] = served.map(({ pid }) => pid);
  expect([second, third]).toEqual([first, first]);
  expect(fourth).not.toBe(first);
  await vi.waitFor(() => expect(children()).not.toContain(first));
  expect(served.map(({ last }) => last)).toEqual([false, false, false, false]);
});

test('a child that holds too much memory serves no more', async () => {
  const run = createRunChild(entry);
  const pids = [];
  for (let n = 0; n < 3; n += 1) pids.push((await who(run, trusted, 'hold')).pid);
  // Some 70 MB of its own and 40 MB a time.
  expect(pids[1]).toBe(pids[0]);
  expect(pids[2]).not.toBe(pids[1]);
});

test('two requests at once have a child each', async () => {
  const run = createRunChild(entry);
  const [one, other] = await Promise.all([who(run, trusted), who(run, trusted)]);
  expect(one.pid).not.toBe(other.pid);
});

test('a child that was killed while it waited is not missed', async () => {
  const run = createRunChild(entry);
  const { pid } = await who(run, trusted);
  process.kill(pid, 'SIGKILL');
  // At once: before anybody could hear of it.
  const next = await who(run, trusted);
  expect(next.pid).not.toBe(pid);
});

test('a child that is killed at work is a crash, and the next request has another', async () => {
  const run = createRunChild(entry);
  const { pid } = await who(run, trusted);
  const asked = run('typeset', { mode: 'loop' }, trusted);
  await vi.waitFor(() => expect(existsSync(`/proc/${pid}/cwd/looping`)).toBe(true));
  process.kill(pid, 'SIGKILL');
  expect(await asked).toMatchObject({ ok: false, code: 'crashed' });
  expect((await who(run, trusted)).pid).not.toBe(pid);
});

test('a child that waits too long is ended with its directory', async () => {
  const pool = createChildPool(entry, 50);
  await pool.prepare('typeset', 256);
  const { child } = pool.take('typeset', 256);
  expect(existsSync(child.directory)).toBe(true);
  await pool.keep('typeset', 256, child);
  await vi.waitFor(() => expect(existsSync(child.directory)).toBe(false));
  expect(pool.take('typeset', 256).fresh).toBe(true);
});

test('a file name with a path is refused', async () => {
  await expect(runChild('inspect', { mode: 'work' }, limits, { '../in.bin': Buffer.from('') })).rejects.toThrow(
    'plain name',
  );
});

interface Who {
  pid: number;
  /** Whether it found something of an earlier request. */
  last: boolean;
}

async function who(run: RunChild, bounds: ChildLimits = limits, mode = 'who'): Promise<Who> {
  const ran = await run<Who>('typeset', { mode }, bounds);
  if (!ran.ok) throw new Error(ran.message);
  return ran.value;
}

/** The children of this kind, without their shells. */
function children(): number[] {
  return processesNaming(`\0${entry}\0typeset`)
    .filter((pid) => commandOf(pid).startsWith(process.execPath))
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It ended while we looked.
    return '';
  }
}

/** Processes whose command line names this text. */
function processesNaming(text: string): string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandOf(pid).includes(text));
}

test.runIf(process.platform === 'linux')(
  'when we are killed with SIGKILL, the child at work, the one that waits and their files go too',
  async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'killed-'));
    onTestFinished(() => rm(temporary, { recursive: true }));
    const module = new URL('../../../functions/platform/child-process.ts', import.meta.url).href;
    const script = `const {createRunChild} = await import(${JSON.stringify(module)}); const run = createRunChild(${JSON.stringify(entry)}); await run('inspect', {mode: 'who'}, {ms: 60000, memoryMb: 256}); await run('inspect', {mode: 'loop'}, {ms: 60000, memoryMb: 257});`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: 'ignore',
      env: { TMPDIR: temporary },
    });
    onTestFinished(() => void parent.kill('SIGKILL'));
    await vi.waitFor(async () => {
      expect(await readdir(temporary)).toHaveLength(2);
      expect(processesNaming(temporary).length).toBeGreaterThan(0);
    }, 5000);
    parent.kill('SIGKILL');
    await vi.waitFor(async () => {
      expect(processesNaming(temporary)).toEqual([]);
      expect(await readdir(temporary)).toEqual([]);
    }, 5000);
  },
);

test('children that wait keep nothing alive', async () => {
  const module = new URL('../../../functions/platform/child-process.ts', import.meta.url).href;
  const script = `const {createRunChild} = await import(${JSON.stringify(module)}); const run = createRunChild(${JSON.stringify(entry)});
    for (const reuse of [undefined, {times: 2, memoryMb: 500}]) console.log((await run('inspect', {mode: 'who'}, {ms: 60000, memoryMb: 256, reuse})).ok);`;
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  expect({ stdout, status }).toEqual({ stdout: 'true\ntrue\n', status: 0 });
});
