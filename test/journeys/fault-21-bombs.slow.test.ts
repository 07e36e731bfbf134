import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createInspectFile } from '../../tools/corpus/inspect-file.ts';
import { bombs } from '../fixtures/zoo/bombs.ts';

it('fault 21: every bomb of the zoo gets a verdict within 5 s and 512 MB', { timeout: 900_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bombs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const inspect = createInspectFile({ ms: 60_000, memoryMb: 512 });
  const wrong: string[] = [];
  for (const [name, { pdf }] of Object.entries(bombs)) {
    const path = join(folder, `${name}.pdf`);
    const bytes = pdf();
    await writeFile(path, bytes);
    const seen = await inspect({ path, name, compiledPath: join(folder, 'compiled'), size: bytes.length });
    if (seen.verdict === 'stopped') wrong.push(`${name}: ${seen.code}`);
    else if (seen.ms > 5_000) wrong.push(`${name}: ${seen.ms} ms`);
    await rm(path);
  }
  expect(wrong).toEqual([]);
});
