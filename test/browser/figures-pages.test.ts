import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from '../../tools/demo/client.ts';
import { buildVersion, createReview, importFigures, readSample, writeNarrative } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { readZip } from '../builders/read-zip.ts';
import { launchBrowser, photographer } from './browser.ts';
import { signIn } from './steps.ts';

const look = photographer(process.env.SCREENS);

let run: TestRun;
let browser: Browser;
let page: Page;
let review: string;

const main = async () => ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');

async function faults(): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string }[] };
  return violations.map(({ id }) => id);
}

/** Whether the page, not a table in it, would have to be scrolled sideways on the narrowest screen that counts. */
const widerThanScreen = () =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth') as Promise<boolean>;

beforeAll(async () => {
  [run, browser] = await Promise.all([startTestRun(), launchBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  await signIn(page, run.origin, 'Olu Adeyemi');
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await run?.end();
});

describe('before anything is imported', () => {
  it('the home says what to do first', async () => {
    await page.goto(`${run.origin}/figures`);
    expect(await main()).toContain('No figures have been imported');
    expect(await faults()).toEqual([]);
    await look(page, 'figures-empty');
  });

  it('an indicator says what it means, and that there is no figure', async () => {
    await page.goto(`${run.origin}/figures/indicators/cpp.rate`);
    expect(await main()).toContain('has no figures of this indicator');
    expect(await faults()).toEqual([]);
    await look(page, 'indicator-empty');
  });

  it('the benchmark says what would bring neighbours', async () => {
    await page.goto(`${run.origin}/figures/benchmark`);
    expect(await main()).toContain('No figures of Thornmere have been imported');
    expect(await faults()).toEqual([]);
    await look(page, 'benchmark-empty');
  });
});

describe('with the figures of Thornmere', () => {
  beforeAll(async () => {
    const sample = await readSample();
    const officer = apiClient(run.origin);
    await officer.signIn('olu-adeyemi');
    const reviewId = await createReview(officer, sample);
    review = `/reviews/${reviewId}`;
    await importFigures(officer, 'figures-2026.csv', sample.release);
    await importFigures(officer, 'figures-2026-revised.csv', sample.revisedRelease);
    await writeNarrative(officer, reviewId);
    await buildVersion(officer, reviewId);
  }, 90_000);

  it('the home says what each pack needs, and by when', async () => {
    await page.goto(`${run.origin}/figures`);
    expect(await main()).toContain('What packs need');
    expect(await main()).toMatch(/needed by \d+ October 2026/);
    expect(await faults()).toEqual([]);
    await look(page, 'figures-home');
  });

  it('an indicator stands beside its neighbours and England, over the years, each figure leading to its row', async () => {
    await page.goto(`${run.origin}/figures/indicators/cpp.rate`);
    const said = await main();
    for (const part of ['70.4', '82.7', '58.1', '40.8', 'Plans fell', 'model of 2025', 'Where it is used'])
      expect(said).toContain(part);
    expect(await faults()).toEqual([]);
    await look(page, 'indicator');
    await page.getByRole('table', { name: 'Figures over time' }).getByRole('link', { name: '70.4' }).click();
    expect(await main()).toContain('407 ÷ 57,810 × 10,000');
  });

  it('a figure answers for itself: release, file, row, both sides, population, rounding', async () => {
    const said = await main();
    for (const part of ['figures-2026-revised.csv', 'row 13', 'Mid-2025', 'one decimal', 'Numerator', 'Denominator'])
      expect(said.toLowerCase()).toContain(part.toLowerCase());
    expect(await faults()).toEqual([]);
    await look(page, 'provenance');
  });

  it('the benchmark has this year and last beside neighbours and England, and leads to where each comes from', async () => {
    await page.goto(`${run.origin}/figures`);
    await page.getByRole('link', { name: 'Beside neighbours and England' }).click();
    await page.getByLabel('Date').selectOption({ label: '31 March 2026' });
    await page.getByRole('button', { name: 'Show' }).click();
    const table = page.getByRole('table', { name: 'Child protection and children looked after, 31 March 2026' });
    const rate = table.getByRole('row', { name: /^Rate of children on a child protection plan/ });
    const cells = (await rate.getByRole('cell').allTextContents()).map((text) => text.replace(/\s+/g, ' '));
    expect(cells[0]).toBe('70.4 (82.7)');
    expect(cells[1]).toMatch(/^58\.1 \(.*mean of 10 of 10rank: \w+ highest of 11$/);
    expect(cells.at(-1)).toMatch(/^40\.8 \(/);
    expect(await faults()).toEqual([]);
    await look(page, 'benchmark');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('Download this table').click()]);
    expect(file.suggestedFilename()).toBe('benchmark-2026-03-31.csv');
    const lines = parse(await readFile(await file.path()), { bom: true, columns: true }) as Record<string, string>[];
    expect(lines.find(({ indicator }) => indicator === 'cpp.rate')).toMatchObject({
      Thornmere: '70.4',
      'Thornmere: a year before': '82.7',
      'Neighbours, model of 2025': '58.1',
      'Neighbours, model of 2025: used': '10',
    });
    await rate.getByRole('link', { name: '58.1' }).click();
    expect(await main()).toContain('Mean of 10 of 10 statistical neighbours, model of 2025');
  });

  it('the benchmark of a theme says of which days there are figures', async () => {
    await page.goto(`${run.origin}/figures/benchmark?theme=Workforce&asAt=2001-03-31`);
    expect(await main()).toContain('No figure of Thornmere for 31 March 2001');
    await page.locator('.ep-empty').getByRole('link').click();
    expect(await page.getByRole('table').getByRole('row').count()).toBeGreaterThan(3);
  });

  it('a mean names each of the ten, a suppressed one with its symbol', async () => {
    await page.goto(`${run.origin}/figures/indicators/cin.rate/provenance?place=neighbours&date=2026-03-31`);
    const said = await main();
    expect(said).toContain('Mean of 9 of 10 statistical neighbours, model of 2025');
    expect(said).toContain('left out');
    expect(await page.getByRole('table', { name: 'The neighbours' }).getByRole('row').count()).toBe(11);
    expect(await faults()).toEqual([]);
    await look(page, 'provenance-of-mean');
  });

  it('a figure that was revised says what was first published', async () => {
    await page.goto(`${run.origin}/figures/indicators/cpp.repeat`);
    expect(await main()).toMatch(/First published, and revised since.*15\.0%.*16\.6%/);
    await look(page, 'indicator-revised');
  });

  it('a count that is split shows its parts', async () => {
    await page.goto(`${run.origin}/figures/indicators/cpp.category`);
    expect(await main()).toContain('Emotional abuse');
    expect(await faults()).toEqual([]);
    await look(page, 'indicator-parts');
  });

  it('a figure in the words of a section leads to where it comes from', async () => {
    await page.goto(`${run.origin}${review}/narrative/why-this-theme`);
    expect(await faults()).toEqual([]);
    await look(page, 'narrative');
    await page.locator('.ep-preview').getByRole('link', { name: '407' }).first().click();
    expect(await main()).toContain('Where this figure comes from 407');
  });

  it('a version lists every figure that it prints, by measure', async () => {
    await page.goto(`${run.origin}${review}/versions/1`);
    await page.getByRole('link', { name: 'Where each figure comes from' }).click();
    await page.getByText('Rate of children on a child protection plan', { exact: true }).click();
    expect(await main()).toMatch(/70\.4 B\d+ ?407 ÷ 57,810/);
    expect(await faults()).toEqual([]);
    await look(page, 'version-figures');
  });

  it('fits the narrowest screen', async () => {
    await page.setViewportSize({ width: 320, height: 700 });
    for (const path of [
      '/figures/benchmark',
      `${review}/versions/1/figures`,
      '/figures',
      '/figures/indicators/cpp.rate',
      '/figures/indicators/cpp.rate/provenance?place=neighbours&date=2026-03-31',
    ]) {
      await page.goto(run.origin + path);
      expect(await widerThanScreen(), path).toBe(false);
      await look(page, `narrow${path.replaceAll(/\W+/g, '-').slice(0, 40)}`);
    }
    await page.setViewportSize({ width: 1200, height: 800 });
  });

  it('gives the figures of an indicator as a workbook, with numbers as numbers', async () => {
    await page.goto(`${run.origin}/figures/indicators/cpp.rate`);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('an Excel workbook').click()]);
    expect(file.suggestedFilename()).toBe('cpp-rate.xlsx');
    const parts = await readZip(await readFile(await file.path()));
    expect(parts.get('xl/worksheets/sheet1.xml')?.toString('utf8')).toMatch(/<c r="K\d+"[^>]*><v>70\.4<\/v>/);
  });

  it('what isn’t there is a page that isn’t there', async () => {
    for (const path of [
      'nothing.such',
      'cpp.rate/provenance',
      'cpp.rate/provenance?place=neighbours&date=1999-03-31',
    ]) {
      const answer = await page.goto(`${run.origin}/figures/indicators/${path}`);
      expect(answer?.status(), path).toBe(404);
    }
  });
});
