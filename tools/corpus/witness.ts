import { open, readFile } from 'node:fs/promises';
import { type BundlePart, type LinkResult, link } from '../../functions/documents/link/link.ts';
import { serve, type Task } from '../../functions/documents/serve.ts';
import { type ActiveContent, findActiveContent } from '../../test/documents/active-content.ts';
import { type Comparison, compareItem, type Item } from './compare.ts';
import { countPages } from './read-text.ts';

/**
 * The entry of the processes that link and judge: what they read is as hostile as what intake reads, and the readers they use may hang
 * or fall over it. Paths in requests are absolute.
 */

export interface LinkRequest {
  title: string;
  documentId: string;
  out: string;
  items: readonly { ref: string; title: string; object: string }[];
}
export type Linked = LinkResult & { ms: number; peakMb: number };
export type { ActiveContent, Comparison, Item };

async function linkFiles({ title, documentId, out, items }: LinkRequest): Promise<Linked> {
  const start = performance.now();
  const parts: BundlePart[] = items.map((item) => ({ kind: 'evidence', stamp: true, ...item }));
  const file = await open(out, 'w');
  try {
    const plan = {
      title,
      author: '',
      language: 'en-GB',
      date: '2000-01-01T00:00:00Z',
      documentId,
      parts,
      outline: items.map((item, part) => ({ title: `${item.ref} ${item.title}`, part, page: 0, own: true })),
    };
    const result = await link(plan, async (object) => new Uint8Array(await readFile(object)), {
      write: async (bytes) => {
        await file.writeFile(bytes);
      },
    });
    const peakMb = Math.ceil(process.resourceUsage().maxRSS / 1024);
    return { ...result, ms: Math.round(performance.now() - start), peakMb };
  } finally {
    await file.close();
  }
}

export type WitnessRequest =
  | ({ kind: 'link' } & LinkRequest)
  | { kind: 'scan'; path: string }
  | { kind: 'compare'; item: Item }
  | { kind: 'read'; path: string };

const task: Task = async (request: WitnessRequest): Promise<unknown> => {
  if (request.kind === 'link') return linkFiles(request);
  if (request.kind === 'compare') return compareItem(request.item);
  if (request.kind === 'read') return countPages(request.path);
  return findActiveContent(new Uint8Array(await readFile(request.path))).slice(0, 50);
};

await serve(task);
