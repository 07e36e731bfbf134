import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../functions/documents/inspect/inspect.ts';
import { zoo } from '../fixtures/zoo/index.ts';
import type { Odd } from '../fixtures/zoo/model.ts';
import { otherFiles } from '../fixtures/zoo/other-files.ts';
import { findActiveContent } from './active-content.ts';
import { linked, planOf } from './linking.ts';
import { pageTexts } from './reading.ts';

const squeezed = (text: string): string => text.replace(/\s+/gu, '');

/** What is not as the zoo says it should be, in words. */
async function complaints({
  pdf,
  refused,
  either,
  pages,
  shows = [],
  hides = [],
  removed,
  warns,
}: Odd): Promise<string[]> {
  const seen = await inspectFile(pdf(), 'odd.pdf');
  if (seen.verdict === 'refused') {
    if (seen.reason === '') return ['refused without words'];
    if (either || refused?.includes(seen.code ?? '')) return [];
    return [`refused: ${seen.code}`];
  }
  if (refused || !seen.compiled) return ['ready'];
  const { pdf: bundle, pages: bound } = await linked(
    planOf([{ kind: 'evidence', object: 'a', ref: 'E01', title: 'Odd', stamp: true }]),
    { a: seen.compiled },
  );
  const found = findActiveContent(bundle).map(({ object, what }) => `active: ${what} in object ${object}`);
  if (pages !== undefined && bound !== pages) found.push(`${bound} pages`);
  if (removed && !removed.test(seen.removed.join(', '))) found.push(`removed: ${seen.removed.join(', ')}`);
  if (warns && !warns.test(seen.warnings.join('\n'))) found.push(`warnings: ${seen.warnings.join('; ')}`);
  const text = squeezed((await pageTexts(bundle)).join(''));
  for (const words of shows) if (!text.includes(squeezed(words))) found.push(`not shown: ${words}`);
  const all = Buffer.from(bundle).toString('latin1');
  for (const words of hides) if (text.includes(squeezed(words)) || all.includes(words)) found.push(`shown: ${words}`);
  return found;
}

describe('the zoo of odd PDFs', () => {
  for (const [theme, files] of Object.entries(zoo)) {
    // Bombs go off in a process of their own: see fault 21.
    if (theme === 'bomb') continue;
    it(`${theme}: every file ends as it should`, async () => {
      const wrong: string[] = [];
      for (const [name, odd] of Object.entries(files)) {
        for (const complaint of await complaints(odd)) wrong.push(`${name}: ${complaint}`);
      }
      expect(wrong).toEqual([]);
    });
  }

  it('files that are no PDFs get words', async () => {
    const wrong: string[] = [];
    for (const { name, bytes, refused } of otherFiles) {
      const { verdict, code, reason } = await inspectFile(bytes(), name);
      if (reason === '' || (refused !== undefined && code !== refused)) wrong.push(`${name}: ${verdict} ${code}`);
    }
    expect(wrong).toEqual([]);
  });
});
