import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

const run = promisify(execFile);

/** One demo in a process of its own, on a run of its own: the digests of what it leaves. */
async function demo(): Promise<Record<string, string>> {
  const out = await mkdtemp(join(tmpdir(), 'evidence-packs-demo-out-'));
  onTestFinished(() => rm(out, { recursive: true, force: true }));
  await run(process.execPath, ['tools/demo.ts', '--out', out]);
  const digests = ['report.pdf', 'bundle.pdf', 'manifest.json', 'originals.zip', 'annual-report.pdf'].map(
    async (name) => {
      const bytes = await readFile(join(out, name));
      return [name, createHash('sha256').update(bytes).digest('hex')] as const;
    },
  );
  return Object.fromEntries(await Promise.all(digests));
}

it('makes the same pack twice, on two runs that share nothing', { timeout: 180_000 }, async () => {
  const first = await demo();
  expect(Object.keys(first)).toHaveLength(5);
  expect(await demo()).toEqual(first);
});
