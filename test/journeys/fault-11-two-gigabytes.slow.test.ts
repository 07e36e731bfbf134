import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compilePdf } from '../../functions/documents/compile/compile.ts';
import { splitVolumes, VOLUME_LIMITS } from '../../functions/documents/link/volumes.ts';
import { linkVolume } from '../../functions/packs/build/link-volume.ts';
import { keepPiece } from '../../functions/packs/build/pieces.ts';
import { zipOriginals } from '../../functions/packs/build/zip-originals.ts';
import { canonicalJson, sha256 } from '../../functions/packs/canonical-json.ts';
import type { ManifestEvidence } from '../../functions/packs/model.ts';
import { loadManifest } from '../../functions/packs/store.ts';
import { keys } from '../../functions/platform/names.ts';
import { createObjects, type ObjectStore } from '../../functions/platform/objects.ts';
import { apiClient } from '../../tools/demo/client.ts';
import { buildVersion, createReview, readSample } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { heavyPdf } from '../builders/heavy-pdf.ts';
import { someDetails } from '../builders/reviews.ts';

/** `SCALE=full` has two gigabytes; without it the same path is walked with 0.3, which says whether memory follows the size. */
const full = process.env.SCALE === 'full';
const items = full ? 40 : 6;
const itemsInVolume = 4;
const itemBytes = 52_000_000;
/** Beyond what the process held before: two volumes at once, each with an object of 52 MB, their uploads, and the stand-in of the store. */
const mostMb = 700;

let run: TestRun;
let objects: ObjectStore;

beforeAll(async () => {
  run = await startTestRun();
  objects = createObjects();
});

afterAll(() => run?.end());

const put = (key: string, bytes: Uint8Array, bucket: 'evidence' | 'records' = 'evidence') =>
  objects.put(bucket, key, bytes, { contentType: 'application/pdf', onlyIfAbsent: true });

interface Item {
  entry: ManifestEvidence;
  object: string;
  bytes: number;
  pages: number;
}

async function evidence(): Promise<Item[]> {
  const made: Item[] = [];
  for (let item = 0; item < items; item += 1) {
    const pdf = await heavyPdf(item, itemBytes);
    const compiled = await compilePdf(pdf);
    if (!compiled.ok) throw new Error(compiled.message);
    const digest = sha256(pdf);
    const { object, pages } = compiled.value;
    await put(keys.original(digest), pdf);
    await put(keys.compiled(digest, 'test'), object);
    const said = { ...someDetails, ref: `E${item + 1}`, state: 'ready', scan: 'clean' } as const;
    const facts = { sha256: digest, compiler: 'test', compiledBytes: object.length, size: pdf.length, pages };
    const entry = { ...said, ...facts, removed: [], warnings: [] };
    made.push({ entry, object: keys.compiled(digest, 'test'), bytes: object.length, pages });
  }
  return made;
}

/** The digest of an object as the store gives it out, and its size. */
async function stored(key: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of (await objects.get('packs', key))?.body ?? []) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

it(`fault 11: ${full ? 'two gigabytes' : '0.3 GB'} of evidence become volumes and a ZIP, streamed, in bounded memory`, {
  timeout: 1_800_000,
}, async () => {
  const made = await evidence();
  const total = made.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total).toBeGreaterThan(items * itemBytes * 0.95);
  const volumes = splitVolumes(made, VOLUME_LIMITS);
  expect(volumes).toHaveLength(Math.ceil(items / itemsInVolume));

  const manifestDigest = await manifestOf(made);
  const madeFrom = 'a'.repeat(64);
  const build = { versionId: 'two-gigabytes', digest: madeFrom };
  const making = { versionId: build.versionId, madeFrom, files: [], warnings: [], parts: [] };
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);

  const waiting = volumes.map((volume, index) => ({ volume, index }));
  const linker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { volume, index } = next;
      const plan = {
        ...{ title: 'Two gigabytes', author: 'A test', language: 'en-GB', date: '2026-09-14', outline: [] },
        documentId: `${index}`.padStart(32, '0'),
        parts: volume.map(({ object, entry: { ref, title } }) => ({
          kind: 'evidence',
          object,
          ref,
          title,
          stamp: true,
        })),
      };
      await keepPiece({ objects }, build, `plan-${index}`, canonicalJson(plan));
      const key = keys.packFile(build.versionId, madeFrom, `bundle-${index + 1}.pdf`);
      const part = { edition: 'bundle' as const, key, jobId: '', plan: `plan-${index}` };
      const linked = await linkVolume({ objects }, making, part);
      expect(linked.pages).toBe(volume.reduce((sum, { pages }) => sum + pages, 0));
      expect(await stored(key)).toEqual({ sha256: linked.sha256, bytes: linked.bytes });
    }
  };
  await Promise.all([linker(), linker()]);
  const zipKey = keys.packFile(build.versionId, madeFrom, 'originals.zip');
  const zip = await zipOriginals({ objects }, manifestDigest, zipKey);
  expect(zip.bytes).toBeGreaterThan(total * 0.95);
  expect(await stored(zipKey)).toEqual({ sha256: zip.sha256, bytes: zip.bytes });
  clearInterval(sampling);
  console.log(
    `${items * itemBytes} bytes: ${Math.round((peak - before) / 1e6)} MB more at the peak than the ${Math.round(before / 1e6)} MB before`,
  );
  expect((peak - before) / 1e6).toBeLessThan(mostMb);
});

/** A manifest like any other, with these items. */
async function manifestOf(made: readonly Item[]): Promise<string> {
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  const { manifestDigest } = await buildVersion(officer, await createReview(officer, await readSample()));
  const manifest = await loadManifest({ objects }, manifestDigest);
  const json = canonicalJson({ ...manifest, evidence: made.map(({ entry }) => entry) });
  await put(keys.manifest(sha256(json)), Buffer.from(json), 'records');
  return sha256(json);
}
