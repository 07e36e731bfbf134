import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fillAnnexA } from '../../../builders/annex-a/fill.ts';
import { makeAnnexA } from '../../../builders/annex-a/make.ts';
import { type ChildReading, lines, readInProcess } from '../../../builders/annex-a/reading.ts';
import { writeAnnexA } from '../../../builders/annex-a/workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'annex-a-'));
afterAll(() => rmSync(folder, { recursive: true }));

const children = 20_000;
/** Beyond what the process holds before it reads, in millions of bytes. */
const mostMegabytes = 250;

/** Beside the checkout, for whoever has it: the workbook as it was published. */
const published = new URL('../../../../../shared/data/annex_a/Annex_A.xlsx', import.meta.url);
if (!existsSync(published)) console.warn('Skipped: the published Annex A workbook isn’t beside the checkout.');

describe('twenty thousand children', () => {
  const made = makeAnnexA({ seed: 20, children, asAt: '2026-03-31', reachesAYear: true });

  function expectAll({ observations, rows, seconds, startMegabytes, peakMegabytes }: ChildReading) {
    const used = peakMegabytes - startMegabytes;
    console.info(`${rows} rows in ${seconds.toFixed(1)} s, ${used} MB beyond ${startMegabytes} MB`);
    expect(lines(observations)).toEqual(lines(made.answers));
    expect(rows).toBeGreaterThan(130_000);
    expect(used).toBeLessThan(mostMegabytes);
  }

  it('are counted in a workbook of ours, in bounded memory', async () => {
    const path = join(folder, 'ours.xlsx');
    await writeAnnexA(made, path);
    expectAll(await readInProcess(path, '2026-03-31'));
  }, 180_000);

  it.skipIf(!existsSync(published))(
    'are counted in the workbook as it was published',
    async () => {
      const path = join(folder, 'published.xlsx');
      await fillAnnexA(readFileSync(published), made, path, 2);
      expectAll(await readInProcess(path, '2026-03-31'));
    },
    180_000,
  );
});
