import { createHash } from 'node:crypto';
import { type FileHandle, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { compilePdf } from '../../functions/documents/compile/compile.ts';
import { headSize, readHead } from '../../functions/documents/compile/object-file.ts';
import { type BundlePart, type BundlePlan, link, type OutlineNode } from '../../functions/documents/link/link.ts';
import type { Source } from '../../functions/documents/link/model.ts';
import { splitVolumes } from '../../functions/documents/link/volumes.ts';
import { front } from './shapes.ts';

/** What every task is given. Files, compiled objects and results are on disk, so that each has a process and a peak of its own. */
export interface Task {
  name: keyof typeof tasks;
  files: readonly string[];
  /** Folder of the compiled objects and of what is written. */
  folder: string;
  /** How many times the same work: each time with other bytes in every stream that could be shared. */
  times?: number;
}

interface Item {
  object: string;
  ref: string;
  pages: number;
  bytes: number;
}

interface Compiled {
  frontPages: number;
  frontContents: number;
  items: Item[];
}

const listing = 'compiled.json';
const frontObject = 'front';

/** Reads, compiles and writes each file; a file that cannot travel is left out of this and all other tasks that follow. */
async function compile({ files, folder }: Task) {
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
}

const compiledIn = async (folder: string): Promise<Compiled> =>
  JSON.parse(await readFile(join(folder, listing), 'utf8')) as Compiled;

async function sourceOf(path: string): Promise<Source> {
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

const toFile = (file: FileHandle) => ({
  write: async (bytes: Uint8Array): Promise<void> => {
    await file.writeFile(bytes);
  },
});

function planOf(parts: readonly BundlePart[], outline: readonly OutlineNode[]): BundlePlan {
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
async function linkAll({ folder }: Task) {
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
}

/** The least that any linker must do: read the same objects, hash them, write them. */
async function copyAndHash({ folder }: Task) {
  const { items } = await compiledIn(folder);
  const file = await open(join(folder, 'copied'), 'w');
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for (const object of [frontObject, ...items.map((item) => item.object)]) {
      const read = await readFile(join(folder, object));
      hash.update(read);
      await file.writeFile(read);
      bytes += read.length;
    }
  } finally {
    await file.close();
  }
  return async () => ({ bytes, sha256: hash.digest('hex') });
}

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

async function grow(task: Task, volumes: boolean) {
  const { folder, times = 1 } = task;
  const { items } = await compiledIn(folder);
  const many = Array.from({ length: times }, (_, copy) => items.map((item) => ({ ...item, copy }))).flat();
  let [bytes, pages, objects, firstPage] = [0, 0, 0, 1];
  const path = join(folder, 'grown.pdf');
  const split = volumes ? splitVolumes(many) : [many];
  for (const volume of split) {
    const names = new Map(volume.map((item) => [`${item.object}-${item.copy}`, item]));
    const parts = [...names].map(([object, item]): BundlePart => {
      const ref = `${item.ref}x${item.copy}`;
      return { kind: 'evidence', object, ref, title: `Item ${ref}`, stamp: true };
    });
    const outline = parts.map((_, part): OutlineNode => ({ title: `Item ${part}`, part, page: 0, own: true }));
    const read = (object: string): Promise<Source> => {
      const item = names.get(object);
      if (!item) throw new Error(`no object ${object}`);
      return distinct(join(folder, item.object), item.copy);
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

async function loadAndSave({ files }: Task) {
  let bytes = 0;
  for (const file of files) {
    const document = await PDFDocument.load(await readFile(file), { updateMetadata: false });
    bytes += (await document.save()).length;
  }
  return async () => ({ bytes });
}

async function copyPages({ files, folder }: Task) {
  const target = await PDFDocument.create();
  for (const file of files) {
    const document = await PDFDocument.load(await readFile(file), { updateMetadata: false });
    for (const page of await target.copyPages(document, document.getPageIndices())) target.addPage(page);
  }
  await writeFile(join(folder, 'copy-pages.pdf'), await target.save());
  return async () => ({ pages: target.getPageCount() });
}

export const tasks = {
  compile,
  link: linkAll,
  'copy and hash': copyAndHash,
  'growth, one volume': (task: Task) => grow(task, false),
  'growth, volumes': (task: Task) => grow(task, true),
  'pdf-lib load and save': loadAndSave,
  'pdf-lib copyPages': copyPages,
};
