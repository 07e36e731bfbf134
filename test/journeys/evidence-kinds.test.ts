import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRefused } from '../../examples/make-refused.ts';
import type { ApiClient } from '../../tools/demo/client.ts';
import { buildVersion, download, type EvidenceAnswer, type Sample, uploadEvidence } from '../../tools/demo/journey.ts';
import { docx, h, p } from '../builders/docx.ts';
import type { TestRun } from '../builders/embedded.ts';
import { openPdf, pageText } from '../builders/read-pdf.ts';
import { startSampleReview } from '../builders/sample-review.ts';

let run: TestRun;
let officer: ApiClient;
let sample: Sample;
let reviewId: string;

beforeAll(async () => {
  ({ run, sample, officer, reviewId } = await startSampleReview());
});

afterAll(() => run?.end());

async function upload(fileName: string, bytes: Uint8Array): Promise<EvidenceAnswer> {
  const { file: _file, ...details } = sample.evidence[0] ?? { file: '' };
  return uploadEvidence(officer, reviewId, details, fileName, bytes);
}

describe('evidence of several kinds', () => {
  const advice: Record<string, RegExp> = {
    'empty.pdf': /empty.*upload it again/i,
    'no-pages.pdf': /no pages.*/i,
    'encrypted.pdf': /password.*/i,
  };

  it('refuses a file that cannot be used with a sentence that says what to do', async () => {
    for await (const { fileName, bytes } of makeRefused()) {
      const { revision } = await upload(fileName, bytes);
      expect(revision.state, fileName).toBe('refused');
      expect(revision.reason, fileName).toMatch(advice[fileName] ?? /never/);
      expect(revision.reason, fileName).toMatch(/\b(save|print|upload|check|ask|send)\b/i);
    }
    const page = await upload('page.pdf', Buffer.from('<!doctype html><title>No</title>'));
    expect(page.revision).toMatchObject({ state: 'refused', reason: expect.stringMatching(/web page.*as a PDF/) });
  });

  it('takes a picture and a Word document as pages of ours, and puts them into the bundle', async () => {
    const picture = await upload('map.png', new Uint8Array(PNG.sync.write(new PNG({ width: 60, height: 40 }))));
    expect(picture.revision).toMatchObject({ state: 'ready', pages: 1 });
    const words = await docx({ body: h(1, 'Minutes of the neglect group') + p('The group met on 12 March.') });
    const minutes = await upload('minutes.docx', words);
    expect(minutes.revision).toMatchObject({ state: 'ready', pages: 1 });

    const version = await buildVersion(officer, reviewId);
    const bundle = await openPdf(await download(officer, reviewId, version.number, 'bundle'));
    const pages = await Promise.all(Array.from({ length: bundle.numPages }, (_, index) => pageText(bundle, index)));
    expect(pages.filter((text) => text.includes('The group met on 12 March.'))).toHaveLength(1);
    expect(pages.filter((text) => text.includes(`${picture.ref} · 1 of 1`))).toHaveLength(1);
  });
});
