import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createInspectFile } from './corpus/inspect-file.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error(
    'npm run inspect -- FILE…\n\nPrints a line of JSON for each file: {file, verdict, reason, pages, ms, peakMb, …}, as intake says.',
  );
  process.exit(2);
}

const inspect = createInspectFile();
const work = await mkdtemp(join(tmpdir(), 'inspect-'));
try {
  for (const file of files) console.log(JSON.stringify({ file, ...(await look(file)) }));
} finally {
  await rm(work, { recursive: true, force: true });
}

/** Each in a process of its own, so that the memory is that file's and nothing that it does ends this run. */
async function look(file: string): Promise<object> {
  const found = await stat(file).catch((error: Error) => error);
  if (found instanceof Error) return unreadable(found.message);
  if (!found.isFile()) return unreadable('it is a folder, or not a file');
  const seen = await inspect({
    path: resolve(file),
    name: basename(file),
    compiledPath: join(work, 'object'),
    size: found.size,
  });
  if (seen.verdict === 'stopped') return seen;
  const { verdict, code, reason, pages, ms, peakMb, removed, warnings } = seen;
  return { verdict, ...(code ? { code } : {}), reason, ...(pages ? { pages } : {}), ms, peakMb, removed, warnings };
}

function unreadable(why: string): object {
  return { verdict: 'refused', code: 'unreadable', reason: `The file could not be read: ${why}`, ms: 0, peakMb: 0 };
}
