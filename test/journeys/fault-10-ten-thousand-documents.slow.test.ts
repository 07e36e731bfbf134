import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { link } from '../../functions/documents/link/link.ts';
import { packViewSchema } from '../../functions/packs/compose/peer-review/view.ts';
import type { Chunk } from '../../functions/packs/make/model.ts';
import { type SetWith, setPack } from '../../functions/packs/make/set-pack.ts';
import { childTypesetter } from '../../functions/packs/make/typesetter.ts';
import { createRunChild } from '../../functions/platform/child-process.ts';
import { compiledObject, evidencePdf, setVolumes, volumesOf } from '../builders/large-pack.ts';

/** `SCALE=full` has ten thousand; without it the same path is walked with a tenth. */
const full = process.env.SCALE === 'full';
const count = full ? 10_000 : 1_000;
const endedAfter = full ? 40 : 8;
const mostMegabytes = 900;

const items = Array.from({ length: count }, (_, index) => ({
  ref: `E${String(index + 1).padStart(2, '0')}`,
  title: `Case summary ${index + 1}, written after the visit`,
  shows: 'What was done, by whom, and what the family said',
  source: 'Case records',
  ...(index % 50 === 49 ? { state: 'refused', pages: 0 } : { state: 'included', pages: 1 }),
  warnings: index % 10 === 0 ? ['Page 1 has no text'] : [],
}));

it(`fault 10: ${count} documents in a pack take bounded memory, are all in it, and go on where a killed build ended`, {
  timeout: 2_400_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evidence-packs-large-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const view = packViewSchema.parse({
    council: 'Thornmere',
    pack: { title: 'Neglect', created: '2026-09-14T09:00:00Z', digest: 'ab'.repeat(32) },
    evidence: items,
    manifest: {
      entries: items.map(({ ref }, index) => ({
        kind: 'Evidence',
        name: ref,
        digest: String(index).padStart(64, '0'),
      })),
    },
  });
  const volumes = volumesOf(view, 1_500);
  const shelf = diskShelf(folder);
  const typesetter = childTypesetter(createRunChild(join(import.meta.dirname, '../../functions/documents/child.ts')));
  let kept = 0;
  const ended: SetWith['shelf'] = {
    find: (object) => shelf.find(object),
    async keep(chunk, pdf) {
      if (kept === endedAfter) throw new Error('ended');
      kept += 1;
      await shelf.keep(chunk, pdf);
    },
  };
  await expect(setPack({ typesetter, shelf: ended }, view, volumes)).rejects.toThrow('ended');
  let keptAgain = 0;
  let most = 0;
  const goingOn: SetWith['shelf'] = {
    find: (object) => shelf.find(object),
    async keep(chunk, pdf) {
      keptAgain += 1;
      most = Math.max(most, process.memoryUsage().rss);
      await shelf.keep(chunk, pdf);
    },
  };
  const { set, plans } = await setVolumes({ typesetter, shelf: goingOn }, view, volumes);
  expect(keptAgain).toBe(set.chunks.length - endedAfter);
  expect(Math.max(...set.chunks.map(({ pages }) => pages))).toBeLessThanOrEqual(300);
  const placed = set.volumes.flatMap(({ anchors }) => Object.keys(anchors));
  const rows = placed.filter((id) => /^evidence-E\d+$/.test(id));
  const sheets = placed.filter((id) => /^coversheet-E\d+$/.test(id));
  expect([rows.length, sheets.length]).toEqual([count, count]);
  const [one, open] = [await compiledObject(await evidencePdf('E', 1)), shelf.open];
  let pages = 0;
  for (const plan of plans) {
    const linked = await link(plan, async (object) => (object.startsWith('evidence-') ? one : open(object)), {
      write: async () => undefined,
    });
    expect(linked.problems).toEqual([]);
    pages += linked.pages;
    most = Math.max(most, process.memoryUsage().rss);
  }
  expect(pages).toBe(set.pages);
  expect(most / 1e6).toBeLessThan(mostMegabytes);
});

/** Pieces as files, so that memory holds none of them. */
function diskShelf(folder: string) {
  const chunks = new Map<string, Chunk>();
  return {
    find: async (object: string) => chunks.get(object),
    async keep(chunk: Chunk, pdf: Uint8Array) {
      await writeFile(join(folder, chunk.object), await compiledObject(pdf, true));
      chunks.set(chunk.object, chunk);
    },
    open: (object: string): Promise<Uint8Array> => readFile(join(folder, object)),
  };
}
