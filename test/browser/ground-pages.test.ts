import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTable } from '../../functions/platform/table.ts';
import { apiClient } from '../../tools/demo/client.ts';
import { createReview, importFigures, readSample } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { leaveDeadJob } from '../builders/stage.ts';
import { launchBrowser, photographer } from './browser.ts';
import { signIn } from './steps.ts';

const look = photographer(process.env.SCREENS);

let run: TestRun;
let browser: Browser;
let reviewId: string;

beforeAll(async () => {
  [run, browser] = await Promise.all([startTestRun(), launchBrowser()]);
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  const sample = await readSample();
  reviewId = await createReview(officer, sample);
  await importFigures(officer, 'figures-2026.csv', sample.release);
  await leaveDeadJob(createTable(), reviewId);
});

afterAll(async () => {
  await browser?.close();
  await run?.end();
});

async function pageOf(name: string): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  await signIn(page, run.origin, name);
  return page;
}

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as {
    violations: { id: string; nodes: { html: string }[] }[];
  };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe('the pages of an administrator', () => {
  it('show what gave up, who signs in and what was done, and let each be acted on', async () => {
    const page = await pageOf('Hannah Whitlock');
    for (const [path, says] of [
      ['/', 'Childhood neglect'],
      ['/jobs', 'The fonts were missing.'],
      ['/people', 'Olu Adeyemi'],
      ['/audit', 'imported'],
      [`/reviews/${reviewId}/audit`, 'created the review'],
      ['/sessions', 'This one'],
      ['/figures/indicators?theme=Workforce', 'Average caseload of social workers'],
      ['/figures/indicators/new', 'Add an indicator'],
      ['/figures/indicators/cpp.neglect/edit', 'Breaks that it comes with'],
    ] as const) {
      await page.goto(run.origin + path);
      expect(await page.locator('main').textContent(), path).toContain(says);
      expect(await page.title(), path).not.toContain('Error');
      expect(await faultsOf(page), path).toEqual([]);
      await look(page, `administrator${path.replaceAll('/', '-').replace(reviewId, 'review')}`);
      await page.setViewportSize({ width: 320, height: 700 });
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(320);
      await page.setViewportSize({ width: 1200, height: 800 });
    }
    await page.goto(`${run.origin}/jobs`);
    await page.getByRole('button', { name: /^Try again/ }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('That could not be done yet');
    await page.goto(`${run.origin}/reviews/${reviewId}/audit`);
    await page.getByText('Look for entries').click();
    await page.getByLabel('Words').fill('team');
    await page.getByRole('button', { name: 'Look' }).click();
    expect(await page.locator('main').textContent()).toMatch(/1 entry fits/);
    await look(page, 'audit-filtered');
    await page.goto(`${run.origin}/people`);
    await page.getByRole('button', { name: /Sign out everywhere\s*: Olu Adeyemi/ }).click();
    expect(await page.locator('main').textContent()).toContain('Signed out everywhere');
    await look(page, 'people-signed-out');
    await page.context().close();
  });
});

describe('a page that waits', () => {
  it('says how far the build is without being loaded again, and shows the version when it is built', async () => {
    const page = await pageOf('Olu Adeyemi');
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const refused: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text());
    });
    await page.goto(`${run.origin}/reviews/${reviewId}/build`);
    await page.getByRole('button', { name: 'Freeze and build' }).click();
    const status = page.locator('[data-message]');
    expect(await status.textContent()).toMatch(/waits for its turn|is being built/);
    await look(page, 'build-progress');
    await page.getByRole('heading', { name: 'Files' }).waitFor({ timeout: 50_000 });
    expect(asked.filter((path) => path.endsWith('/versions/1/progress')).length).toBeGreaterThan(0);
    // The form, the version while it is built, the version when it is.
    expect(loads).toBe(3);
    expect(refused).toEqual([]);
    await page.context().close();
  });
});
