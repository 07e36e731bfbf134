import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BundlePart, type BundlePlan, link, type OutlineNode } from '../../functions/documents/link/link.ts';
import type { Source } from '../../functions/documents/link/model.ts';
import { type Compiled, frontObject, listing, type Work } from './model.ts';

export const compiledIn = async (folder: string): Promise<Compiled> =>
  JSON.parse(await readFile(join(folder, listing), 'utf8')) as Compiled;

export async function sourceOf(path: string): Promise<Source> {
  const file = await open(path);
  const { size } = await file.stat();
  return {
    size,
    read: async (into, offset) => {
      const { bytesRead } = await file.read(into, 0, into.length, offset);
      if (bytesRead !== into.length) throw new Error(`${path} is shorter than it was`);
    },
    close: () => file.close(),
  };
}

export const toFile = (file: FileHandle) => ({
  write: async (bytes: Uint8Array): Promise<void> => {
    // Each turn writes something, or the file system has said why it can't.
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
  },
});

export function planOf(parts: readonly BundlePart[], outline: readonly OutlineNode[]): BundlePlan {
  return {
    title: 'Measured',
    author: 'Bench',
    language: 'en-GB',
    date: '2026-01-01T00:00:00Z',
    documentId: createHash('sha256').update('measured').digest('hex').slice(0, 32),
    parts,
    outline,
  };
}

/** A bundle of everything: contents, then each item behind its coversheet, stamped, in the outline, with its tags. */
export const linkAll: Work = async ({ folder }) => {
  const { frontPages, frontContents, items } = await compiledIn(folder);
  const parts: BundlePart[] = [{ kind: 'pages', object: frontObject, first: 0, count: frontContents }];
  const outline: OutlineNode[] = [];
  items.forEach(({ object, ref }, index) => {
    parts.push({ kind: 'pages', object: frontObject, first: frontContents + index, count: 1 });
    parts.push({ kind: 'evidence', object, ref, title: `Item ${ref}`, stamp: true });
    outline.push({ title: ref, part: parts.length - 1, page: 0, own: true });
  });
  const file = await open(join(folder, 'bundle.pdf'), 'w');
  try {
    const result = await link(planOf(parts, outline), (object) => sourceOf(join(folder, object)), toFile(file));
    if (result.pages !== frontPages + items.reduce((sum, { pages }) => sum + pages, 0))
      throw new Error('pages were lost');
    return async () => ({ pages: result.pages, bytes: result.bytes });
  } finally {
    await file.close();
  }
};

/** The least that any linker must do: read the same objects, hash them, write them. */
export const copyAndHash: Work = async ({ folder }) => {
  const { items } = await compiledIn(folder);
  const file = await open(join(folder, 'copied'), 'w');
  const sink = toFile(file);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for (const object of [frontObject, ...items.map((item) => item.object)]) {
      const read = await readFile(join(folder, object));
      hash.update(read);
      await sink.write(read);
      bytes += read.length;
    }
  } finally {
    await file.close();
  }
  return async () => ({ bytes, sha256: hash.digest('hex') });
};
