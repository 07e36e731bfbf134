import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { simplePdf, words } from '../../builders/pdf.ts';

const run = (args: readonly string[]) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    execFile(process.execPath, ['tools/corpus.ts', ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr });
    });
  });

it('a folder of anything ends in a report: what is sound is compared, what is no file is skipped', {
  timeout: 300_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'corpus-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const files = join(folder, 'files');
  await mkdir(join(files, 'folder.pdf'), { recursive: true });
  const turned = simplePdf({ pages: [words('One'), words('Two')], page: '/Rotate 90' });
  await writeFile(join(files, 'folder.pdf', 'line\nfeed.pdf'), turned);
  await writeFile(
    Buffer.concat([Buffer.from(`${files}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.pdf')]),
    simplePdf(),
  );
  await writeFile(join(files, 'page.pdf'), '<!doctype html>');
  await symlink('/', join(files, 'root'));
  execFileSync('mkfifo', [join(files, 'pipe.pdf')]);

  const out = join(folder, 'report.json');
  const { code, said } = await run([files, '--out', out]);
  expect(said).toContain('3 pages of those that are ready, 3 of them compared');
  expect(code).toBe(0);
  const { summary, entries } = JSON.parse(await readFile(out, 'utf8'));
  expect(summary.byVerdict).toEqual({ ready: 2, skipped: 2, refused: 1 });
  expect(summary).toMatchObject({ stopped: [], lost: [], exceptions: [] });
  expect(entries).toHaveLength(5);
  expect((await run([join(folder, 'nowhere')])).code).toBe(2);
  expect((await run([])).code).toBe(2);
});
