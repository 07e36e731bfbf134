import { createHash } from 'node:crypto';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTable } from '../../functions/platform/table.ts';
import type { ApiClient } from '../../tools/demo/client.ts';
import {
  createReview,
  download,
  type FileAnswer,
  readSample,
  releaseVersion,
  sampleAccess,
  uploadEvidence,
  type VersionAnswer,
} from '../../tools/demo/journey.ts';
import { approvedVersion, signedIn } from '../builders/approved-version.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { openPdf, pageText } from '../builders/read-pdf.ts';
import { readZip } from '../builders/read-zip.ts';
import { someDetails, wholeTrail } from '../builders/reviews.ts';

interface Manifest {
  files: { file: string; sha256: string; firstPage?: number }[];
  manifest: object;
}

let run: TestRun;
let officer: ApiClient;
let reader: ApiClient;
let reviewId: string;
let version: VersionAnswer['version'];
let files: FileAnswer[];

const items = 6;
const pages = 8;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function document(words: string, script = false): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= pages; page += 1) {
    pdf.addPage([300, 300]).drawText(`${words}, page ${page}`, { x: 20, y: 150, size: 12, font });
  }
  if (script) pdf.addJavaScript('greeting', 'app.alert("Hello")');
  return pdf.save({ useObjectStreams: false });
}

const originals = await Promise.all(
  Array.from({ length: items }, (_, index) => document(`Paper ${index + 1}`, index === 2)),
);

/** A long name, characters that no file may have, and a name that Windows keeps for itself. */
const titles = [
  'Audit: of/cases',
  'NUL',
  'With a script',
  '‮exe.noitces',
  `Long ${'long '.repeat(40)}`,
  '../../etc/passwd',
];

beforeAll(async () => {
  // Two items with their coversheets are eighteen pages.
  run = await startTestRun({ volumes: { pages: 18 } });
  officer = await signedIn(run.origin, 'olu-adeyemi');
  reader = await signedIn(run.origin, 'deborah-quaye');
  reviewId = await createReview(officer, await readSample());
  for (const [index, bytes] of originals.entries()) {
    const details = { ...someDetails, title: titles[index] ?? '' };
    await uploadEvidence(officer, reviewId, details, index === 4 ? 'run.exe' : 'paper.pdf', bytes);
  }
  const { number } = await approvedVersion(run.origin, officer, reviewId);
  version = await releaseVersion(officer, reviewId, number);
  files = version.released?.files ?? [];
}, 120_000);

afterAll(() => run?.end());

const volumesOf = (list: FileAnswer[]) => list.filter(({ edition }) => edition === 'bundle');

describe('a pack that is too large for one file', () => {
  it('has its volumes in order, in the draft and in the released edition, with the pages that each prints', () => {
    for (const list of [version.files, files]) {
      expect(list.map(({ edition, volume, of }) => [edition, volume, of])).toEqual([
        ['report', undefined, undefined],
        ['bundle', 1, 3],
        ['bundle', 2, 3],
        ['bundle', 3, 3],
        ['originals', undefined, undefined],
        ['manifest', undefined, undefined],
      ]);
      let next = 1;
      for (const volume of volumesOf(list)) {
        expect(volume.firstPage).toBe(next);
        next += volume.pages ?? 0;
      }
    }
    expect(files.find(({ edition }) => edition === 'originals')).toEqual(
      version.files.find(({ edition }) => edition === 'originals'),
    );
  });

  it('gives a reader every volume, as the manifest says it is, with numbers that run on', async () => {
    const manifest = JSON.parse(Buffer.from(await download(reader, reviewId, 1, 'manifest')).toString()) as Manifest;
    expect(manifest.files.map(({ file }) => file)).toEqual([
      'report.pdf',
      'bundle-1.pdf',
      'bundle-2.pdf',
      'bundle-3.pdf',
      'originals.zip',
    ]);
    const found: string[] = [];
    let first = 1;
    for (const { volume = 0, sha256: digest, pages: count = 0 } of volumesOf(files)) {
      const bytes = await download(reader, reviewId, 1, `bundle-${volume}`);
      expect(sha256(bytes)).toBe(digest);
      expect(manifest.files[volume]).toMatchObject({ sha256: digest, firstPage: first });
      const pdf = await openPdf(bytes);
      expect(pdf.numPages).toBe(count);
      const from = first;
      expect(await pdf.getPageLabels()).toEqual(Array.from({ length: count }, (_, at) => String(from + at)));
      for (let page = 0; page < count; page += 1) {
        const text = (await pageText(pdf, page)).replaceAll(/\s+/g, ' ');
        const stamp = /(E\d\d) · (\d) of 8 · pack page (\d+)/.exec(text);
        if (stamp) {
          found.push(`${stamp[1]}.${stamp[2]}`);
          expect(stamp[3]).toBe(String(first + page));
        }
      }
      if (volume > 1) expect(await pageText(pdf, 0)).toContain(`Volume ${volume} of 3`);
      first += count;
    }
    const every = Array.from(
      { length: items * pages },
      (_, at) => `E0${1 + Math.floor(at / pages)}.${1 + (at % pages)}`,
    );
    expect(found).toEqual(every);
  });

  it('tells them apart in the list, in the audit trail, and from what is not there', async () => {
    const page = await (await reader.get(`/released/${reviewId}/1`)).text();
    for (const { volume, firstPage = 0, pages: count = 0 } of volumesOf(files)) {
      expect(page.replaceAll('\u00a0', ' ')).toContain(`Report and evidence, volume ${volume} of 3`);
      expect(page).toContain(`${firstPage} to ${firstPage + count - 1}`);
    }
    const trail = await wholeTrail(createTable(), reviewId);
    expect(trail.map(({ sentence }) => sentence)).toContain(
      'downloaded the report and evidence, volume 2 of 3 of version 1',
    );
    const at = (name: string) => `/api/v1/reviews/${reviewId}/versions/1/files/${name}`;
    for (const name of ['bundle', 'bundle-0', 'bundle-4', 'bundle-02', 'report-1', 'constructor']) {
      expect([name, (await reader.get(at(name))).status]).toEqual([name, 404]);
    }
  });
});

describe('the originals', () => {
  it('are given to those alone who were given them', async () => {
    const path = `/api/v1/reviews/${reviewId}/versions/1/files/originals`;
    expect((await reader.get(path)).status).toBe(404);
    expect(await (await reader.get(`/released/${reviewId}/1`)).text()).not.toContain('originals.zip');
    const editions = [...sampleAccess.editions, 'originals'];
    await officer.call('POST', `/reviews/${reviewId}/versions/1/grants`, { ...sampleAccess, editions });
    expect((await reader.get(path)).status).toBe(302);
  });

  it('fault 16: are one ZIP with safe names, each as it came, without those that hold what their pages do not', async () => {
    const bytes = await download(officer, reviewId, 1, 'originals');
    expect(sha256(bytes)).toBe(files.find(({ edition }) => edition === 'originals')?.sha256);
    const zip = await readZip(bytes);
    const names = [...zip.keys()];
    expect(names).toEqual([
      'manifest.json',
      'Not in this archive.txt',
      'E01 Audit of cases.pdf',
      'E02 NUL.pdf',
      'E04 exe.noitces.pdf',
      expect.stringMatching(/^E05 Long (long )+long?.*\.pdf$/),
      'E06 .. .. etc passwd.pdf',
    ]);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(120);
    for (const [index, original] of originals.entries()) {
      const name = names.find((each) => each.startsWith(`E0${index + 1} `));
      if (index === 2) expect(name).toBeUndefined();
      else expect(sha256(zip.get(name ?? '') ?? Buffer.alloc(0))).toBe(sha256(original));
    }
    expect(zip.get('Not in this archive.txt')?.toString()).toContain('E03 With a script: its file holds');
    expect(sha256(zip.get('manifest.json') ?? Buffer.alloc(0))).toBe(version.manifestDigest);
  });
});
