import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apiClient } from '../../tools/demo/client.ts';
import { createReview, importFigures, readSample } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { launchBrowser, photographer } from './browser.ts';
import { signIn } from './steps.ts';

const look = photographer(process.env.SCREENS);
const binding = '[[cpp.count | Thornmere | 2026-03-31]]';

let run: TestRun;
let browser: Browser;
let section: string;

beforeAll(async () => {
  [run, browser] = await Promise.all([startTestRun(), launchBrowser()]);
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  const sample = await readSample();
  section = `/reviews/${await createReview(officer, sample)}/narrative/why-this-theme`;
  await importFigures(officer, 'figures-2026.csv', sample.release);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await run?.end();
});

async function open(javaScriptEnabled: boolean, width = 1200): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await signIn(page, run.origin, 'Olu Adeyemi');
  await page.goto(run.origin + section);
  return page;
}

const words = (page: Page) => page.getByLabel('Your words').inputValue();

it('offers figures for a typed number after a preview, and binds the chosen one, without a script', async () => {
  const page = await open(false);
  await page.getByLabel('Your words').fill('At 31 March 2026, 407 children had a plan. See E07.');
  await page.getByRole('button', { name: 'Preview without saving' }).click();
  const row = page.getByRole('row', { name: /^407 line 1, column 19/ });
  expect(await row.getByRole('listitem').first().textContent()).toContain(
    'Children on a child protection plan: Thornmere, 31 March 2026',
  );
  await look(page, 'figures-typed');
  await row.getByRole('button').first().click();
  expect(await words(page)).toBe(`At 31 March 2026, ${binding} children had a plan. See E07.`);
  expect(await page.getByRole('heading', { name: 'Numbers that you typed' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect(await page.locator('.ep-preview').textContent()).toContain('At 31 March 2026, 407 children had a plan.');
});

it('finds figures by words, and says so when there are none; Enter never saves', async () => {
  const page = await open(false);
  await page.getByText('Find a figure').click();
  const find = page.getByLabel('A number, or words');
  await find.fill('plans england 2026');
  await find.press('Enter');
  const found = page.getByRole('region', { name: 'Figures found' });
  await look(page, 'figures-found');
  const before = await words(page);
  await found
    .getByRole('button', { name: /plan: England/ })
    .first()
    .click();
  expect(await words(page)).toMatch(/ \[\[cpp\.\S+ \| England \| 2026-03-31\]\]$/);
  expect(await words(page)).toContain(before);
  await page.getByLabel('A number, or words').fill('unicorns');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  expect(await page.locator('main').textContent()).toContain('No figure is like “unicorns”');
});

it('says that the words were changed when a number no longer stands where it was', async () => {
  const page = await open(false);
  await page.getByLabel('Your words').fill('We had 407 plans.');
  await page.getByRole('button', { name: 'Preview without saving' }).click();
  await page.getByLabel('Your words').fill('Last year we had 407 plans.');
  await page.getByRole('row', { name: /^407/ }).getByRole('button').first().click();
  expect(await page.getByRole('alert').textContent()).toContain(
    'The words were changed after the figures were offered',
  );
  expect(await words(page)).toBe('Last year we had 407 plans.');
});

it('offers while somebody types, with a script, by mouse and by keyboard', async () => {
  const page = await open(true);
  const text = page.getByLabel('Your words');
  await text.fill('');
  await text.pressSequentially('In March 2026 there were 407');
  const offer = page.getByRole('button', { name: /^407 Children on a child protection plan: Thornmere/ });
  await offer.waitFor();
  await look(page, 'figures-offered');
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string }[] };
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(await page.locator('[aria-live]').textContent()).toContain('offered for 407');
  await offer.press('Enter');
  expect(await words(page)).toBe(`In March 2026 there were ${binding}`);
  await text.pressSequentially(' and 57');
  await page.locator('.ep-offer').first().waitFor();
  await text.press('Escape');
  expect(await page.locator('.ep-offer').count()).toBe(0);
  expect(await words(page)).toBe(`In March 2026 there were ${binding} and 57`);
});

it('fits a narrow screen', async () => {
  const page = await open(true, 320);
  await page.getByLabel('Your words').fill('');
  await page.getByLabel('Your words').pressSequentially('There were 407');
  await page.locator('.ep-offer').first().waitFor();
  await look(page, 'figures-offered-narrow');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
});
