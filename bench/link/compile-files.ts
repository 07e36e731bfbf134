import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compilePdf } from '../../functions/documents/compile/compile.ts';
import { type Compiled, frontObject, type Item, listing, type Work } from './model.ts';
import { front } from './shapes.ts';

/** Reads, compiles and writes each file; a file that cannot travel is left out of this and all other tasks that follow. */
export const compile: Work = async ({ files, folder }) => {
  const items: Item[] = [];
  const refused: string[] = [];
  for (const file of files) {
    const outcome = await compilePdf(new Uint8Array(await readFile(file)));
    if (!outcome.ok) {
      refused.push(`${file}: ${outcome.message}`);
      continue;
    }
    const ref = `E${String(items.length + 1).padStart(3, '0')}`;
    const { object, pages } = outcome.value;
    await writeFile(join(folder, ref), object);
    items.push({ object: ref, ref, pages, bytes: object.length });
  }
  return async () => {
    const refs = items.map(({ ref }) => ref);
    const outcome = await compilePdf(front(refs), { packLinks: true });
    if (!outcome.ok) throw new Error(outcome.message);
    await writeFile(join(folder, frontObject), outcome.value.object);
    const { pages } = outcome.value;
    const made: Compiled = { frontPages: pages, frontContents: pages - refs.length, items };
    await writeFile(join(folder, listing), JSON.stringify(made));
    return { files: items.length, pages: items.reduce((sum, item) => sum + item.pages, 0), refused };
  };
};
