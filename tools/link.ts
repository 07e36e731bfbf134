import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { inspectFile } from '../functions/documents/inspect/inspect.ts';
import { type BundlePart, link, type OutlineNode } from '../functions/documents/link/link.ts';

const usage = `npm run link -- --out OUT.pdf FILE…

Compiles each file and links them into one PDF, stamped E01, E02, … in the order given. A file that cannot travel is listed and left
out. Prints {items, pages, compile: {ms, peakMb}, link: {ms, peakMb}, refused, problems}; fails only when nothing could be linked.`;

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
if (!values.out || positionals.length === 0) {
  console.error(usage);
  process.exit(2);
}

const parts: BundlePart[] = [];
const outline: OutlineNode[] = [];
const refused: { file: string; reason: string }[] = [];
const objects = await mkdtemp(join(tmpdir(), 'link-'));
const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
try {
  const compileStart = performance.now();
  const digest = createHash('sha256');
  for (const file of positionals) await compile(file, digest);
  const compiled = { ms: Math.round(performance.now() - compileStart), peakMb: peakMb() };
  if (parts.length === 0) {
    console.log(JSON.stringify({ items: 0, pages: 0, refused }));
    process.exitCode = 1;
  } else {
    const linkStart = performance.now();
    const { pages, bytes, sha256, problems } = await write(values.out, digest.digest('hex').slice(0, 32));
    const linked = { ms: Math.round(performance.now() - linkStart), peakMb: peakMb() };
    console.log(
      JSON.stringify({ items: parts.length, pages, bytes, sha256, compile: compiled, link: linked, refused, problems }),
    );
  }
} finally {
  await rm(objects, { recursive: true });
}

async function compile(file: string, digest: ReturnType<typeof createHash>): Promise<void> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(file));
  } catch (error) {
    refused.push({ file, reason: `The file could not be read: ${(error as Error).message}` });
    return;
  }
  const { compiled, reason, sha256, title } = await inspectFile(bytes, file);
  if (!compiled) {
    refused.push({ file, reason });
    return;
  }
  digest.update(sha256);
  const ref = `E${String(parts.length + 1).padStart(2, '0')}`;
  const object = join(objects, ref);
  await writeFile(object, compiled);
  outline.push({ title: `${ref} ${title ?? basename(file)}`, part: parts.length, page: 0, own: true });
  parts.push({ kind: 'evidence', object, ref, title: title ?? basename(file), stamp: true });
}

async function write(out: string, documentId: string) {
  const file = await open(out, 'w');
  try {
    const plan = {
      title: 'Linked documents',
      author: '',
      language: 'en-GB',
      date: '2000-01-01T00:00:00Z',
      documentId,
      parts,
      outline,
    };
    return await link(plan, async (object) => new Uint8Array(await readFile(object)), {
      write: async (bytes) => {
        await file.writeFile(bytes);
      },
    });
  } finally {
    await file.close();
  }
}
