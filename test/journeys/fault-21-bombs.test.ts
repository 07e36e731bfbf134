import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInspectFile } from '../../tools/corpus/inspect-file.ts';
import { bombs } from '../fixtures/zoo/bombs.ts';
import type { Odd } from '../fixtures/zoo/model.ts';
import { pageTrees } from '../fixtures/zoo/structure.ts';

/** The fault's own figures. */
const mostMs = 5_000;
const memoryMb = 512;

let folder: string;
const inspect = createInspectFile({ ms: 60_000, memoryMb });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bombs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** In the process that intake uses, with half of its memory. */
async function intake(odd: Odd | undefined) {
  const path = join(folder, 'upload.pdf');
  const bytes = odd?.pdf() ?? new Uint8Array();
  await writeFile(path, bytes);
  return inspect({ path, name: 'upload.pdf', compiledPath: join(folder, 'compiled'), size: bytes.length });
}

describe('fault 21: a page tree that loops, a stream bomb, a million pages', () => {
  const cases: Readonly<Record<string, [Odd | undefined, object]>> = {
    'a page tree that loops': [pageTrees['tree-that-loops'], { verdict: 'refused', code: 'damaged' }],
    'a page tree that doubles at each level': [bombs['page-tree-that-doubles'], { verdict: 'refused' }],
    'a key that the second reader never ends with': [bombs['brace-in-a-key'], { verdict: 'refused', code: 'damaged' }],
    'a stream bomb': [bombs['content-of-200-mb'], {}],
    'an object stream bomb': [bombs['object-stream-of-200-mb'], { verdict: 'refused' }],
    'a count of a million for one page': [pageTrees['count-of-a-million'], { verdict: 'ready', pages: 1 }],
    'a million pages': [bombs['a-million-pages'], { verdict: 'refused', code: 'too-large' }],
  };
  for (const [what, [odd, expected]] of Object.entries(cases)) {
    it(`${what} gets its verdict in words, in time`, async () => {
      const seen = await intake(odd);
      expect(seen).toMatchObject(expected);
      expect(seen.verdict).toMatch(/^(ready|refused)$/);
      expect(seen.reason).toMatch(/Ready|Print it|Split it|sent again/);
      expect(seen.ms).toBeLessThan(mostMs);
    });
  }
});
