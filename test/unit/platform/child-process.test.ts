import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createRunChild } from '../../../functions/platform/child-process.ts';

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
  expect(ran.value.environment.filter((name) => name !== 'PWD')).toEqual([]);
  expect(existsSync(ran.value.directory)).toBe(false);
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

test('a file name with a path is refused', async () => {
  await expect(runChild('inspect', { mode: 'work' }, limits, { '../in.bin': Buffer.from('') })).rejects.toThrow(
    'plain name',
  );
});

/** Processes whose command line names this text. */
function processesNaming(text: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
    } catch {
      // It ended while we looked.
      return false;
    }
  });
}

test.runIf(process.platform === 'linux')(
  'when we are killed with SIGKILL, the child and its files go too',
  async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'killed-'));
    onTestFinished(() => rm(temporary, { recursive: true }));
    const module = new URL('../../../functions/platform/child-process.ts', import.meta.url).href;
    const script = `const {createRunChild} = await import(${JSON.stringify(module)}); await createRunChild(${JSON.stringify(entry)})('inspect', {mode: 'loop'}, {ms: 60000, memoryMb: 256});`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: 'ignore',
      env: { TMPDIR: temporary },
    });
    onTestFinished(() => void parent.kill('SIGKILL'));
    await vi.waitFor(async () => {
      expect(await readdir(temporary)).toHaveLength(1);
      expect(processesNaming(temporary).length).toBeGreaterThan(0);
    }, 5000);
    parent.kill('SIGKILL');
    await vi.waitFor(async () => {
      expect(processesNaming(temporary)).toEqual([]);
      expect(await readdir(temporary)).toEqual([]);
    }, 5000);
  },
);
