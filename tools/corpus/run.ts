import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Difference } from './compare.ts';
import { createInspectFile, type Seen } from './inspect-file.ts';
import { createJudge, type Judge } from './judge.ts';
import { complaintsOfQpdf } from './outside-tools.ts';
import { type Found, walk } from './walk.ts';

/** What became of one file. */
export interface Entry {
  file: string;
  /** `skipped`: not opened. `stopped`: its inspection timed out, ran out of memory or crashed. */
  verdict: Seen['verdict'] | 'skipped';
  code?: string;
  reason: string;
  type?: string;
  pages?: number;
  ms?: number;
  peakMb?: number;
  removed?: readonly string[];
  warnings?: readonly string[];
  /** How many of its pages were compared. */
  compared?: number;
  /** Pages as other readers count them, where they differ or the file was refused. */
  readers?: Record<string, number>;
  /** What the linked file has not, or has too much. */
  lost?: Difference[];
  /** What could not be proved, because another reader failed on the original or they disagree. */
  exceptions?: Difference[];
}

interface Ready {
  entry: Entry;
  original: string;
  object: string;
  pages: number;
}

interface Looked {
  entry: Entry;
  ready?: Ready;
}

const BATCH = { items: 20, pages: 300, bytes: 32_000_000 };

/**
 * Takes every file below a folder through inspection, link and the checks, `workers` at a time. Files that are ready are linked in
 * batches, so that neither memory nor the disk holds more than a few; when a batch has a fault its items are linked one by one. After
 * `signal` no more files are begun.
 */
export async function runCorpus(
  folder: string,
  { workers, tell, signal }: { workers: number; tell: (entry: Entry) => Promise<void>; signal: AbortSignal },
): Promise<Entry[]> {
  const work = await mkdtemp(join(tmpdir(), 'corpus-'));
  const files = walk(Buffer.from(resolve(folder)));
  const entries: Entry[] = [];
  let count = 0;
  const worker = async (): Promise<void> => {
    const inspect = createInspectFile();
    const judge = createJudge();
    let batch: Ready[] = [];
    let size = { pages: 0, bytes: 0 };
    const empty = async (): Promise<void> => {
      try {
        await judgeBatch(judge, batch, work);
      } catch (error) {
        const fault: Difference = { check: 'link', expected: 'a judgement', found: String(error) };
        for (const { entry } of batch) entry.lost = [...(entry.lost ?? []), fault];
      }
      for (const { entry, object, original } of batch) {
        await tell(entry);
        await rm(object, { force: true });
        await rm(original, { force: true });
      }
      batch = [];
      size = { pages: 0, bytes: 0 };
    };
    for (let next = await files.next(); !next.done && !signal.aborted; next = await files.next()) {
      count += 1;
      const found = next.value;
      const place = join(work, String(count));
      const { entry, ready } = await lookAt(found, place, inspect, judge).catch((error): Looked => {
        // The disk is full, the file went away: of this file, not of the run.
        return { entry: { file: found.name, verdict: 'stopped', code: 'crashed', reason: String(error) } };
      });
      entries.push(entry);
      if (!ready) await tell(entry);
      else {
        batch.push(ready);
        size = { pages: size.pages + ready.pages, bytes: size.bytes + ('size' in found ? found.size : 0) };
      }
      if (batch.length >= BATCH.items || size.pages >= BATCH.pages || size.bytes >= BATCH.bytes) await empty();
    }
    if (batch.length > 0) await empty();
  };
  try {
    await Promise.all(Array.from({ length: workers }, worker));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return entries.sort((a, b) => (a.file < b.file ? -1 : 1));
}

async function lookAt(
  found: Found,
  place: string,
  inspect: ReturnType<typeof createInspectFile>,
  judge: Judge,
): Promise<Looked> {
  const file = found.name;
  if ('skipped' in found) return { entry: { file, verdict: 'skipped', reason: found.skipped } };
  // A name of ours, whatever bytes its own has.
  const [original, object] = [`${place}.original`, `${place}.object`];
  await symlink(found.path, original);
  const seen = await inspect({ path: original, name: basename(file), compiledPath: object, size: found.size });
  const entry = entryOf(file, seen);
  if (seen.verdict === 'ready' && seen.pages !== undefined)
    return { entry, ready: { entry, original, object, pages: seen.pages } };
  if (seen.verdict === 'stopped' || seen.type === 'application/pdf') {
    const readers = await judge.readers(original);
    if (Object.keys(readers).length > 0) entry.readers = readers;
  }
  await rm(original);
  await rm(object, { force: true });
  return { entry };
}

function entryOf(file: string, seen: Seen): Entry {
  const { verdict, code, reason, ms, peakMb } = seen;
  const entry: Entry = { file, verdict, ...(code ? { code } : {}), reason, ms, peakMb };
  if (seen.verdict === 'stopped') return entry;
  const { type, pages, removed, warnings } = seen;
  return { ...entry, ...(type ? { type } : {}), ...(pages ? { pages } : {}), removed, warnings };
}

/** Links, checks the whole, then each item of it. */
async function judgeBatch(judge: Judge, batch: readonly Ready[], work: string): Promise<void> {
  const [one] = batch;
  if (!one) return;
  const out = join(work, `${basename(one.object)}.pdf`);
  const items = batch.map(({ entry, object }, index) => ({
    ref: `E${String(index + 1).padStart(2, '0')}`,
    title: basename(entry.file),
    object,
  }));
  const linked = await judge.link({ title: 'Linked documents', documentId: '0'.repeat(32), out, items });
  const faults: Difference[] = linked.ok
    ? await judge.faultsOf(out)
    : [{ check: 'link', expected: 'a linked file', found: linked.message }];
  if (faults.length > 0 && batch.length > 1) {
    await rm(out, { force: true });
    for (const item of batch) await judgeBatch(judge, [item], work);
    // Together they have a fault that none has alone.
    if (batch.every(({ entry }) => !entry.lost && !entry.exceptions)) one.entry.lost = faults;
    return;
  }
  if (faults.length > 0) await blame(one, faults);
  if (linked.ok) {
    for (const [index, item] of batch.entries()) {
      const { entry, original, pages } = item;
      const isPdf = entry.type === 'application/pdf';
      if (!isPdf) continue;
      const first = linked.value.partPages[index] ?? 0;
      const { compared, lost, exceptions, readers } = await judge.compare({
        original,
        output: out,
        first,
        pages,
        ref: items[index]?.ref ?? '',
      });
      entry.compared = compared;
      if (lost.length > 0) entry.lost = [...(entry.lost ?? []), ...lost];
      if (exceptions.length > 0) entry.exceptions = [...(entry.exceptions ?? []), ...exceptions];
      if (lost.length + exceptions.length > 0) entry.readers = readers;
    }
  }
  await rm(out, { force: true });
}

/** What qpdf says of the output it may say of the original too: then nothing was lost by us. */
async function blame({ entry, original }: Ready, faults: readonly Difference[]): Promise<void> {
  for (const fault of faults) {
    const before =
      fault.check === 'qpdf' && entry.type === 'application/pdf' ? await complaintsOfQpdf(original) : undefined;
    if (before === undefined && !fault.unproved) entry.lost = [...(entry.lost ?? []), fault];
    else {
      const expected = before ? `of the original: ${before.words}` : fault.expected;
      entry.exceptions = [...(entry.exceptions ?? []), { ...fault, expected }];
    }
  }
}
