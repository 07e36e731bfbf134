import { createHash } from 'node:crypto';
import { access, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createInspectFile } from './corpus/inspect-file.ts';
import { createJudge } from './corpus/judge.ts';

const usage = `npm run link -- --out OUT.pdf FILE…

Compiles each file and links them into one PDF, stamped E01, E02, … in the order given. A file that cannot travel is listed and left
out. Prints {items, pages, compile: {ms, peakMb}, link: {ms, peakMb}, refused, problems}; fails only when nothing could be linked.`;

const { out, files } = readCall();
const work = await mkdtemp(join(tmpdir(), 'link-'));
try {
  process.exitCode = await main();
} finally {
  await rm(work, { recursive: true, force: true });
}

function readCall(): { out: string; files: string[] } {
  try {
    const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
    if (values.out !== undefined && positionals.length > 0) return { out: resolve(values.out), files: positionals };
  } catch {
    // Said below, like every wrong call.
  }
  console.error(usage);
  process.exit(2);
}

async function main(): Promise<number> {
  await access(dirname(out));
  const { items, refused, digest, ...compile } = await compileAll();
  if (items.length === 0) {
    console.log(JSON.stringify({ items: 0, pages: 0, compile, refused }));
    return 1;
  }
  // In a process of its own, so that its memory is its own.
  const linked = await createJudge().link({ title: 'Linked documents', documentId: digest, out, items });
  if (!linked.ok) {
    console.log(JSON.stringify({ items: 0, pages: 0, compile, refused, reason: linked.message }));
    return 1;
  }
  const { pages, bytes, sha256, problems, ms, peakMb } = linked.value;
  console.log(
    JSON.stringify({ items: items.length, pages, bytes, sha256, compile, link: { ms, peakMb }, refused, problems }),
  );
  return 0;
}

async function compileAll() {
  const inspect = createInspectFile();
  const items: { ref: string; title: string; object: string }[] = [];
  const refused: { file: string; reason: string }[] = [];
  const digest = createHash('sha256');
  const spent = { ms: 0, peakMb: 0 };
  for (const file of files) {
    const found = await stat(file).catch((error: Error) => error);
    if (found instanceof Error || !found.isFile()) {
      const why = found instanceof Error ? found.message : 'it is a folder, or not a file';
      refused.push({ file, reason: `The file could not be read: ${why}` });
      continue;
    }
    const ref = `E${String(items.length + 1).padStart(2, '0')}`;
    const object = join(work, ref);
    const seen = await inspect({ path: resolve(file), name: basename(file), compiledPath: object, size: found.size });
    spent.ms += seen.ms;
    spent.peakMb = Math.max(spent.peakMb, seen.peakMb);
    if (seen.verdict === 'ready') {
      digest.update(seen.sha256 ?? '');
      items.push({ ref, title: seen.title ?? basename(file), object });
    } else refused.push({ file, reason: seen.reason });
  }
  return { items, refused, digest: digest.digest('hex').slice(0, 32), ...spent };
}
