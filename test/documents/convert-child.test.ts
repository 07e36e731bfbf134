import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { Inspection } from '../../functions/documents/inspect/inspect.ts';
import { createRunChild } from '../../functions/platform/child-process.ts';
import { docx, h, p } from '../builders/docx.ts';

const root = join(import.meta.dirname, '../..');
const run = createRunChild(join(root, 'functions/documents/child.ts'));

/** The limits of functions/evidence/parse-evidence.ts. */
const limits = { ms: 60_000, memoryMb: 1_024 };

it.each([
  [
    'a photograph of 48 million pixels',
    () =>
      sharp({ create: { width: 8_000, height: 6_000, channels: 3, background: '#28A197' } })
        .jpeg({ progressive: true })
        .toBuffer(),
    1,
  ],
  [
    'a screenshot with transparency',
    () =>
      sharp({ create: { width: 4_000, height: 3_000, channels: 4, background: '#28A19780' } })
        .png({ progressive: true })
        .toBuffer(),
    1,
  ],
  [
    'a document of 26 pages',
    () =>
      docx({
        body: Array.from({ length: 60 }, (_, n) => h(1, `Part ${n}`) + p('The board met and heard. '.repeat(70))).join(
          '',
        ),
      }),
    26,
  ],
])('%s is converted within the memory and time of the killable process', async (_, make, pages) => {
  const outcome = await run<{ report: Inspection }>(
    'inspect',
    { path: 'upload', name: 'x', compiledPath: 'compiled' },
    limits,
    { upload: await make() },
  );
  expect(outcome).toMatchObject({ ok: true, value: { report: { verdict: 'ready', pages: expect.any(Number) } } });
  expect(outcome.ok && outcome.value.report.pages).toBeGreaterThanOrEqual(pages);
});

it('the inspection of a PDF loads no picture library and no typesetter', () => {
  const program = `
    import { PDFDocument } from 'pdf-lib';
    import { inspectFile } from './functions/documents/inspect/inspect.ts';
    const document = await PDFDocument.create();
    document.addPage();
    const { verdict } = await inspectFile(await document.save(), 'a.pdf');
    const loaded = () => process.report.getReport().sharedObjects.filter((name) => /vips|typst/.test(name)).length > 0;
    const before = loaded();
    await import('sharp');
    console.log(JSON.stringify([verdict, before, loaded()]));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(JSON.parse(stdout)).toEqual(['ready', false, true]);
});
