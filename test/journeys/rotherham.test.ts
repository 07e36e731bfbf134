import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, ApiRefusal, apiClient } from '../../tools/demo/client.ts';
import { download } from '../../tools/demo/journey.ts';
import {
  buildRotherham,
  type RotherhamExample,
  type RotherhamPack,
  readRotherham,
} from '../../tools/demo/rotherham.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { openPdf, pageText } from '../builders/read-pdf.ts';

let run: TestRun;
let officer: ApiClient;
let sample: RotherhamExample;
let pack: RotherhamPack;
let pages: string[];

/** Spaces are not what these tests are about: a cell may break where it likes. */
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

async function textOf(pdf: PDFDocumentProxy): Promise<string[]> {
  return Promise.all(Array.from({ length: pdf.numPages }, async (_, index) => flat(await pageText(pdf, index))));
}

/** The pages of this section: the first behind the contents that has its heading, and the one that it may go on to. */
function section(heading: string): string {
  const first = pages.findIndex((text, index) => index >= 3 && text.includes(heading));
  if (first < 0) throw new Error(`No page is headed ${heading}`);
  return pages.slice(first, first + 2).join(' ');
}

beforeAll(async () => {
  sample = await readRotherham();
  run = await startTestRun({ council: sample.council });
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  pack = await buildRotherham(officer, sample);
  pages = await textOf(await openPdf(pack.report));
}, 120_000);

afterAll(() => run?.end());

describe('a pack of published figures', () => {
  it('says on every page that it is no paper of the council', () => {
    expect(pages.length).toBeGreaterThan(8);
    for (const text of pages) expect(text).toContain(sample.council.notice);
  });

  it('prints the paper’s benchmark as it was printed, and the DfE’s beside it', () => {
    const text = section('2 Beside neighbours and England');
    for (const figure of ['70.4 (82.7)', '96.2 (97.8)', '59.2', '102.4', '42.1', '70 ']) expect(text).toContain(figure);
    expect(text).toContain('as published, not calculated here');
    expect(text).toContain('population not stated');
    expect(text).toContain('398 children at 70.4 per 10,000 imply a population of about 56,534 (56,494 to 56,574');
    for (const figure of ['69.0 (84.3)', '59.2 (61.1)', '57.1 (58.3)', '10 of 10']) expect(text).toContain(figure);
  });

  it('prints the categories with their shares, and says what they add up to', () => {
    const text = section('3 By category of abuse');
    for (const row of ['210 53.0%', '141 35.6%', '25 6.3%', '18 4.5%', '2 0.5%', 'Total 396'])
      expect(text).toContain(row);
    expect(text).toContain('add up to 99.9; they are not adjusted');
    expect(text).toContain(
      'Already published: 2 (Multiple). A count of children from 1 to 5 would today be printed as c.',
    );
  });

  it('prints the series from 2013 to 2025', () => {
    const text = section('4 Over the years');
    for (const row of ['2013 59.2', '2018 114.8', '2023 69.0', '2025 52.6']) expect(text).toContain(row);
    expect(text).toContain('neighbours by the model of 2025');
  });

  it.each([
    ['2,916', '43%', 'about 1,254', '1,240 to 1,268'],
    ['463', '34%', 'about 1,362', '1,343 to 1,382'],
    ['185', '51%', 'about 363', '360 to 366'],
    ['236', '61%', 'about 387', '384 to 390'],
  ])('works out the other side of %s at %s', (...figures) => {
    const text = section('5 What the counts and percentages imply');
    for (const figure of figures) expect(text).toContain(figure);
  });

  it('sets the counts that differ side by side, each with its source', () => {
    const text = section('6 Figures of one measure that differ');
    for (const part of ['398', '396', '395', 'sum of the 5 parts', 'paragraph 2.3.4, second sentence'])
      expect(text).toContain(part);
  });

  it('names nothing as missing, and nobody who is real', () => {
    const whole = pages.join(' ');
    expect(whole).not.toContain('Missing');
    expect(pack.version.warnings ?? []).toEqual([]);
    expect(whole).not.toMatch(/@|rotherham\.gov/i);
  });

  it('freezes in the manifest which releases were carried over and which calculated', async () => {
    const bytes = await download(officer, pack.reviewId, pack.version.number, 'manifest');
    const { manifest } = JSON.parse(Buffer.from(bytes).toString('utf8'));
    expect(manifest.figures.releases.map((release: { basis: string }) => release.basis)).toEqual([
      ...['as-published', 'as-published', 'as-published'],
      ...['calculated', 'calculated'],
    ]);
  });
});

it('a published percentage is still refused in a release of figures to be calculated', async () => {
  const header =
    'indicator,place_code,place_name,place_kind,as_at,breakdown,value,numerator,denominator,population_vintage';
  const body = Buffer.from(`${header}\ncpp.rate,372,Rotherham,authority,2023-03-31,,70.4,,,mid-2022\n`);
  const said = { fileName: 'typed.csv', source: 'Typed', status: 'final', neighbourModelYear: '2025' };
  const sent = officer.send(`/figures?${new URLSearchParams(said).toString()}`, body, 'text/csv');
  await expect(sent).rejects.toThrow(ApiRefusal);
});
