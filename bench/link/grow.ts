import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { headSize, readHead } from '../../functions/documents/compile/object-file.ts';
import { type BundlePart, link, type OutlineNode } from '../../functions/documents/link/link.ts';
import type { Source } from '../../functions/documents/link/model.ts';
import { splitVolumes } from '../../functions/documents/link/volumes.ts';
import { compiledIn, planOf, sourceOf, toFile } from './link-files.ts';
import type { Task } from './model.ts';

/** Another copy of an object: a counter in every stream that could be shared, and in its digest, so that nothing is shared. */
async function distinct(path: string, copy: number): Promise<Source> {
  const source = await sourceOf(path);
  const tail = '\nendstream\nendobj\n'.length;
  let places: number[] = [];
  let digestsAt = 0;
  return {
    ...source,
    read: async (into, offset) => {
      await source.read(into, offset);
      const view = new DataView(into.buffer, into.byteOffset, into.byteLength);
      if (offset === 0 && headSize(into) <= into.length) {
        const { table, bodyAt } = readHead(into);
        places = Array.from(table.digested, (local) => bodyAt + (table.ends[local - 1] ?? 0) - tail - 4);
        digestsAt = table.digests.byteOffset - into.byteOffset;
        for (let at = digestsAt; at < digestsAt + table.digests.length; at += 32)
          view.setUint32(at, view.getUint32(at) ^ copy);
      }
      for (const at of places) if (at >= offset && at + 4 <= offset + into.length) view.setUint32(at - offset, copy);
    },
  };
}

export async function grow(task: Task, volumes: boolean) {
  const { folder, times = 1 } = task;
  const { items } = await compiledIn(folder);
  const many = Array.from({ length: times }, (_, copy) => items.map((item) => ({ ...item, copy }))).flat();
  let [bytes, pages, objects, firstPage] = [0, 0, 0, 1];
  const path = join(folder, 'grown.pdf');
  const split = volumes ? splitVolumes(many) : [many];
  for (const volume of split) {
    const parts = volume.map((item): BundlePart => {
      const ref = `${item.ref}x${item.copy}`;
      return { kind: 'evidence', object: `${item.object}-${item.copy}`, ref, title: `Item ${ref}`, stamp: true };
    });
    const outline = parts.map((_, part): OutlineNode => ({ title: `Item ${part}`, part, page: 0, own: true }));
    const read = (object: string): Promise<Source> => {
      const [name = '', copy] = object.split('-');
      return distinct(join(folder, name), Number(copy));
    };
    const file = await open(path, 'w');
    try {
      const result = await link({ ...planOf(parts, outline), firstPage }, read, toFile(file));
      bytes += result.bytes;
      pages += result.pages;
      firstPage += result.pages;
      objects = Math.max(objects, await objectsOf(path, result.bytes));
    } finally {
      await file.close();
      await rm(path);
    }
  }
  return async () => ({ bytes, pages, volumes: split.length, objects });
}

/** `/Size` of the trailer: the objects of the file, and one. */
async function objectsOf(path: string, size: number): Promise<number> {
  const file = await open(path);
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(400), position: size - 400 });
    return Number(/\/Size (\d+)/.exec(buffer.toString('latin1'))?.[1] ?? 0) - 1;
  } finally {
    await file.close();
  }
}
