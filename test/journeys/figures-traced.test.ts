import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import {
  buildVersion,
  createReview,
  download,
  importFigures,
  readSample,
  sampleFolder,
  writeNarrative,
} from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { openPdf, pageText } from '../builders/read-pdf.ts';

/** The releases of the sample, by the letter that the pack gives them: the order in which they are imported. */
const files = { A: 'figures-2026.csv', B: 'figures-2026-revised.csv' } as const;

type Row = Record<string, string>;

let run: TestRun;
let officer: ApiClient;
let pages: string[];
let rows: Map<string, Row>;

beforeAll(async () => {
  run = await startTestRun();
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  const sample = await readSample();
  const reviewId = await createReview(officer, sample);
  await importFigures(officer, files.A, sample.release);
  await importFigures(officer, files.B, sample.revisedRelease);
  await writeNarrative(officer, reviewId);
  const version = await buildVersion(officer, reviewId);
  const pdf = await openPdf(await download(officer, reviewId, version.number, 'report'));
  pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => (await pageText(pdf, index)).replaceAll(/\s+/g, ' ')),
  );
  rows = new Map();
  for (const [letter, file] of Object.entries(files)) {
    const table: Row[] = parse(await readFile(join(sampleFolder, file)), { bom: true, columns: true });
    // The header is row 1, as in a spreadsheet.
    for (const [index, row] of table.entries()) rows.set(`${letter}${index + 2}`, row);
  }
}, 120_000);

afterAll(() => run?.end());

/** The pages of the appendix. */
function appendix(): string {
  const first = pages.findIndex(
    (text, index) => index >= 3 && text.includes('Where each figure comes from') && text.includes('A12 is row 12'),
  );
  const last = pages.findIndex((text, index) => index > first && /\d+ Evidence index/.test(text));
  expect(first).toBeGreaterThan(3);
  return pages.slice(first, last + 1).join(' ');
}

/** A quotient in whole numbers, half up: an arithmetic that shares nothing with the one that is tested. */
function quotient(numerator: string, denominator: string, times: number, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const [above, below] = [BigInt(numerator) * BigInt(times) * scale * 2n, BigInt(denominator)];
  const digits = String((above + below) / (below * 2n)).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** What a row of the file says: a number, a symbol, or what its two sides give. */
function saidIn(row: Row, printed: string): string {
  if (row.value) return row.value;
  const symbol = [row.numerator, row.denominator].find((side) => /^[a-z]+$/.test(side ?? ''));
  if (symbol) return symbol;
  const decimals = printed.replace('%', '').split('.')[1]?.length ?? 0;
  return quotient(row.numerator ?? '', row.denominator ?? '', printed.endsWith('%') ? 100 : 10_000, decimals);
}

describe('the appendix of a built pack', () => {
  it('names for every figure the file and the row that say it', () => {
    const text = appendix();
    const traced = [...text.matchAll(/(?<![\d,.])((?:\d[\d,]*(?:\.\d+)?%?)|[cxzu]) ([AB])(\d+)(?!\d)/g)];
    expect(traced.length).toBeGreaterThan(250);
    const wrong = traced.flatMap(([, printed = '', letter, number]) => {
      const row = rows.get(`${letter}${number}`);
      const said = row && saidIn(row, printed);
      return said === printed.replaceAll(/[,%]/g, '') ? [] : [`${printed} ${letter}${number}: ${said}`];
    });
    expect(wrong).toEqual([]);
  });

  it('has every figure of the benchmark table in it', () => {
    const text = appendix();
    const table = pages.find((each) => each.includes('Beside our neighbours and England')) ?? '';
    const pairs = [...table.matchAll(/(\d+(?:\.\d)?) \((\d+(?:\.\d)?)\)/g)].flatMap(([, now, before]) => [now, before]);
    expect(pairs.length).toBeGreaterThanOrEqual(42);
    for (const figure of pairs)
      expect(text).toMatch(new RegExp(`(?<![\\d.])${figure?.replace('.', '\\.')}%?(?![\\d.])`));
  });

  it('says what was first published, how many neighbours a mean has, and the population', () => {
    const text = appendix();
    expect(text).toMatch(/16\.6% B\d+ 75 ÷ 452, first published as 15\.0%, A\d+/);
    expect(text).toContain('9 of 10');
    expect(text).toContain('mid-2025');
    expect(text).toContain('one decimal; a 5 rounds away from nought, once, at the end');
  });
});

describe('the API', () => {
  it('answers for the same figure with the same row', async () => {
    const path = '/figures/indicators/cpp.rate';
    const listed = await officer.call<{
      figures: { date: string; value: string; stood: { row: number; fileName: string }[] }[];
    }>('GET', `${path}?place=X01`);
    for (const {
      value,
      stood: [stood],
    } of listed.figures) {
      const row = rows.get(`B${stood?.row}`);
      expect(stood?.fileName).toBe(files.B);
      expect(row && saidIn(row, value)).toBe(value);
    }
    const one = await officer.call<{
      printed: string;
      making: { how: string };
      inWords: { term: string; text: string }[];
    }>('GET', `${path}/provenance?place=neighbours&date=2026-03-31`);
    expect(one).toMatchObject({ printed: '58.1', making: { how: 'mean', used: 10, of: 10, model: '2025' } });
    expect(one.inWords.map(({ term }) => term)).toContain('Rounding');
  });
});
