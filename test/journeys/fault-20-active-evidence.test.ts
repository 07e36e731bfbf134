import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../functions/platform/names.ts';
import type { ApiClient } from '../../tools/demo/client.ts';
import { buildVersion, download, type Sample, uploadEvidence } from '../../tools/demo/journey.ts';
import type { TestRun } from '../builders/embedded.ts';
import { simplePdf, words } from '../builders/pdf.ts';
import { openPdf, pageText } from '../builders/read-pdf.ts';
import { startSampleReview } from '../builders/sample-review.ts';
import { findActiveContent } from '../documents/active-content.ts';

let run: TestRun;
let officer: ApiClient;
let sample: Sample;
let reviewId: string;

beforeAll(async () => {
  ({ run, sample, officer, reviewId } = await startSampleReview());
});

afterAll(() => run?.end());

const link = (action: string): string => `<</Subtype/Link/Rect[72 600 200 620]/A ${action}>>`;
const attached = {
  100: '<</Type/Filespec/F(payload.exe)/EF<</F 101 0 R>>>>',
  101: { dict: '/Type/EmbeddedFile', data: 'MZ a program' },
};

/** One document with all four of the fault. */
const active = (): Uint8Array =>
  simplePdf({
    pages: [words('Audit of neglect')],
    catalog: '/Names<</EmbeddedFiles<</Names[(payload.exe) 100 0 R]>>>>',
    page: `/Annots[${link('<</S/Launch/F(cmd.exe)>>')}${link('<</S/GoToR/F(other.pdf)/D[0/Fit]>>')}${link('<</S/URI/URI(file:///etc/passwd)>>')}${link('<</S/URI/URI(https://www.gov.uk/)>>')}]`,
    more: attached,
  });

describe('fault 20: launch actions, remote go-to, addresses that are not of the web, attachments', () => {
  it('are left out of the bundle, the officer is told in words, and the original is handed to nobody without a link of ours', async () => {
    const { file: _file, ...details } = sample.evidence[0] ?? { file: '' };
    const { ref, revision } = await uploadEvidence(officer, reviewId, details, 'audit.pdf', active());
    expect(revision).toMatchObject({ state: 'ready', pages: 1 });
    const removed = [
      '1 link that starts a program',
      '1 link into another file',
      '1 link that is not to a web page, a mail address or a page here',
      '1 attached file',
    ];
    expect(revision.removed).toEqual(removed);
    const list = await officer.call<{ evidence: { ref: string; item: { itemId: string } }[] }>(
      'GET',
      `/reviews/${reviewId}/evidence`,
    );
    const itemId = list.evidence.find((item) => item.ref === ref)?.item.itemId ?? '';
    const shown = await (await officer.get(`/reviews/${reviewId}/evidence/${itemId}`)).text();
    for (const sentence of removed) expect(shown).toContain(sentence);

    const version = await buildVersion(officer, reviewId);
    const bytes = await download(officer, reviewId, version.number, 'bundle');
    expect(findActiveContent(bytes)).toEqual([]);
    expect(Buffer.from(bytes).includes('MZ a program')).toBe(false);
    const bundle = await openPdf(bytes);
    const texts = await Promise.all(Array.from({ length: bundle.numPages }, (_, index) => pageText(bundle, index)));
    expect(texts.filter((text) => text.includes('Audit of neglect') && text.includes(`${ref} · 1 of 1`))).toHaveLength(
      1,
    );

    for (const path of [
      `local-quarantine/${keys.upload(itemId, 'any')}`,
      `local-evidence/${keys.original(revision.sha256 ?? '')}`,
    ]) {
      const answer = await fetch(`${run.objectsOrigin}/${path}`);
      expect(answer.status).toBe(403);
    }
  });
});
