import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apiClient } from '../../tools/demo/client.ts';
import { createReview, importFigures, readSample, type Sample } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { figuresBook, row } from '../unit/metrics/imports/support.ts';
import { launchBrowser, photographer } from './browser.ts';
import { fillDate, sampleText, sendFigures, signIn } from './steps.ts';

const look = photographer(process.env.SCREENS);

let run: TestRun;
let browser: Browser;
let page: Page;
let sample: Sample;

beforeAll(async () => {
  [run, browser, sample] = await Promise.all([startTestRun(), launchBrowser(), readSample()]);
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  await createReview(officer, sample);
  await importFigures(officer, 'figures-2026.csv', sample.release);
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, acceptDownloads: true });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  await signIn(page, run.origin, 'Olu Adeyemi');
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await run?.end();
});

const main = async () => ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');

/** What is wrong with a page for somebody who can't see it, or whose screen is as narrow as a telephone's. */
async function sound(name: string): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string }[] };
  expect([name, violations.map(({ id }) => id)]).toEqual([name, []]);
  await look(page, name);
  await page.setViewportSize({ width: 320, height: 800 });
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  expect([name, wide]).toEqual([name, 320]);
  await look(page, `${name}-narrow`);
  await page.setViewportSize({ width: 1200, height: 800 });
}

it('gives out a workbook of what the review still needs', async () => {
  await page.goto(`${run.origin}/figures/template`);
  await page.getByLabel('What it should ask for').selectOption({ label: `What “${sample.details.title}” needs` });
  await fillDate(page, 'Date of the figures', '2027-03-31');
  await sound('template');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the file' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('figures-2027-03-31.xlsx');
});

it('says what is wrong with a file, and where', async () => {
  await page.goto(`${run.origin}/figures/import`);
  await sound('start');
  await page.getByRole('button', { name: 'Continue' }).click();
  await sound('start-errors');
  const rows = Array.from({ length: 130 }, (_, at) => row({ value: at % 2 ? 'about 400' : { error: '#N/A' } }));
  const wrong = { name: 'wrong.xlsx', bytes: await figuresBook(rows) };
  await sendFigures(page, run.origin, sample.release, wrong, 'Nothing was imported');
  await sound('refused');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the list (CSV)' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('what-needs-mending.csv');
});

it('shows what a file would change, imports it, takes it back and puts it back', async () => {
  const text = await sampleText('figures-2026-revised.csv');
  await sendFigures(page, run.origin, sample.revisedRelease, { name: 'revised.csv', bytes: text }, 'What changes');
  await sound('preview');
  await page.getByRole('button', { name: 'Continue' }).click();
  await sound('confirm');
  await page.getByRole('button', { name: 'Import these figures' }).click();
  expect(await main()).toMatch(/\d+ figures? (was|were) imported/);
  await sound('release');
  const release = page.url().replace(/\?.*/, '');

  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByRole('button', { name: 'Undo this import' }).click();
  expect(await main()).toContain('Say why');
  await page.getByLabel('Why').fill('The wrong year was sent.');
  await sound('undo');
  await page.getByRole('button', { name: 'Undo this import' }).click();
  expect(await main()).toContain('This undid an import');
  await sound('undoing');
  await page.goto(release);
  expect(await main()).toContain('This import was undone');
  await sound('undone');
  await page.getByRole('button', { name: 'Put this import back' }).click();
  await page.getByLabel('Why').fill('It was the right year after all.');
  await page.getByRole('button', { name: 'Put it back' }).click();
  await page.goto(release);
  expect(await main()).not.toContain('This import was undone');

  await sendFigures(page, run.origin, sample.revisedRelease, { name: 'revised.csv', bytes: text }, 'What changes');
  expect(await main()).toContain('This very file was imported already');
  await sound('preview-twin');
  await page.getByRole('button', { name: 'Discard this import' }).click();
  expect(await main()).toContain('This import was discarded');
  await page.goto(`${run.origin}/figures/releases`);
  expect(await main()).toContain('Undoing of');
  await sound('history');
});
