import axe from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../tools/demo/client.ts';
import {
  buildVersion,
  createReview,
  importFigures,
  readSample,
  sampleApprover,
  writeNarrative,
} from '../../tools/demo/journey.ts';
import { signedIn } from '../builders/approved-version.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { launchBrowser, photographer } from './browser.ts';
import { fillDate, signIn } from './steps.ts';

const look = photographer(process.env.SCREENS);

let run: TestRun;
let browser: Browser;
let api: ApiClient;
let review: string;

beforeAll(async () => {
  [run, browser] = await Promise.all([startTestRun(), launchBrowser()]);
  api = await signedIn(run.origin, 'olu-adeyemi');
  const sample = await readSample();
  const reviewId = await createReview(api, sample);
  review = `/reviews/${reviewId}`;
  await importFigures(api, 'figures-2026.csv', sample.release);
  await writeNarrative(api, reviewId);
  await buildVersion(api, reviewId);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await run?.end();
});

const text = async (locator: Locator) => ((await locator.textContent()) ?? '').replace(/\s+/g, ' ').trim();
const heading = (page: Page) => text(page.getByRole('heading', { level: 1 }));
const main = (page: Page) => text(page.locator('main'));
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const open = (page: Page, name: string) => page.getByRole('link', { name }).first().click();

async function personOf(name: string, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1200, height: 800 } });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  await signIn(page, run.origin, name);
  return page;
}

async function rewrite(sectionId: string, markdown: string): Promise<void> {
  const { sections } = await api.call<{ sections: { sectionId: string; edition: number }[] }>(
    'GET',
    `${review}/narrative`,
  );
  const edition = sections.find((section) => section.sectionId === sectionId)?.edition;
  await api.call('PUT', `${review}/narrative/${sectionId}`, { markdown, edition });
}

async function faultsAt(page: Page, path: string): Promise<string[]> {
  await page.goto(run.origin + path);
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as {
    violations: { id: string; nodes: { html: string }[] }[];
  };
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe('from a built version to a withdrawn one, with scripts off', () => {
  let officer: Page;
  let approver: Page;
  let reader: Page;

  it('names who approves, and keeps what was typed wrongly', async () => {
    officer = await personOf('Olu Adeyemi', false);
    await officer.goto(`${run.origin}${review}`);
    await look(officer, 'overview-built');
    await open(officer, 'Who approves');
    const [director, head] = [officer.getByLabel('Director of Children'), officer.getByLabel('Head of Safeguarding')];
    await director.fill('marian');
    await head.fill(sampleApprover.email);
    await press(officer, 'Save');
    expect(await text(officer.getByRole('alert'))).toContain('Enter an e-mail address');
    expect(await head.inputValue()).toBe(sampleApprover.email);
    await look(officer, 'approvers-error');
    await director.fill(sampleApprover.email.toUpperCase());
    await press(officer, 'Save');
    expect(await main(officer)).toContain('2 of 2 named');
  });

  it('shows an approver what awaits them, and takes a return only with words', async () => {
    approver = await personOf('Marian Holt', false);
    await open(approver, 'Awaiting my approval');
    expect(await main(approver)).toContain("Director of Children's Services, Head of Safeguarding and Quality");
    await look(approver, 'awaiting');
    await open(approver, 'Childhood neglect');
    await look(approver, 'decide');
    await press(approver, 'Decide');
    expect(await text(approver.getByRole('alert'))).toContain('Choose whether you approve it or return it');
    await approver.getByLabel('Return it').check();
    await press(approver, 'Decide');
    expect(await text(approver.getByRole('alert'))).toContain('Say what has to change');
    expect(await approver.getByLabel('Return it').isChecked()).toBe(true);
    await look(approver, 'decide-error');
    await approver.getByLabel('What has to change').fill('Say what you would ask the team to look at.\n\nMarian');
    await press(approver, 'Decide');
    expect(await main(approver)).toContain('Your decision is recorded.');
    await officer.goto(`${run.origin}${review}/versions/1`);
    expect(await main(officer)).toContain('Returned by Marian Holt');
    await look(officer, 'returned');
  });

  it('approves the next version for both posts', async () => {
    await rewrite('worries-us', 'Drift after the first conference.\n\nChildren wait too long for a plan.');
    await buildVersion(api, review.replace('/reviews/', ''));
    for (const post of ['Director', 'Head of Safeguarding']) {
      await approver.goto(`${run.origin}${review}/versions/2/decide`);
      await approver.getByLabel(post).check();
      await approver.getByLabel('Approve it').check();
      await press(approver, 'Decide');
    }
    expect(await main(approver)).toContain('Your decision is recorded.');
    await approver.goto(`${run.origin}/awaiting`);
    expect(await main(approver)).toContain('Nothing awaits you');
  });

  it('says before a release what has changed since, and asks', async () => {
    await rewrite('worries-us', 'Drift after the first conference.\n\nChildren wait far too long for their plan.');
    await officer.goto(`${run.origin}${review}/versions/2`);
    expect(await main(officer)).toContain('1 thing has changed since this version was frozen');
    await look(officer, 'approved-changed');
    await press(officer, 'Release this version');
    await press(officer, 'Release');
    expect(await text(officer.getByRole('alert'))).toContain('without these changes');
    await look(officer, 'release-changed');
    await officer.getByLabel('Release it as it stands').check();
    await press(officer, 'Release');
    expect(await main(officer)).toContain('The released edition is being made');
    await look(officer, 'releasing');
    await officer.getByRole('link', { name: 'Withdraw this version' }).waitFor({ timeout: 50_000 });
    await look(officer, 'released-version');
  });

  it('lets a reader in, and another, and takes it back from one', async () => {
    await press(officer, 'Give or take back access');
    for (const email of ['deborah.quaye@harrowdale.example', 'piotr.lisowski@eastmarch.example']) {
      await officer.getByLabel('Reader’s e-mail address').fill(email);
      await fillDate(officer, 'First day', '2025-01-01');
      await fillDate(officer, 'Last day', '2099-12-31');
      await press(officer, 'Give access');
      expect(await main(officer)).toContain('They may read it.');
    }
    await officer.getByRole('button', { name: 'Take back the access of piotr' }).click();
    expect(await main(officer)).toContain('Taken back on');
    await look(officer, 'access');
    reader = await personOf('Deborah Quaye', false);
    await open(reader, 'Childhood neglect');
    expect(await main(reader)).toContain('Marian Holt');
    await look(reader, 'reader-released');
    await open(reader, 'Where each figure comes from');
    expect(await main(reader)).toMatch(/70\.4 A\d+ ?407 ÷ 57,810/);
    await look(reader, 'reader-figures');
    await open(reader, 'Childhood neglect');
    const stranger = await personOf('Piotr Lisowski', false);
    expect((await stranger.goto(`${run.origin}${review.replace('/reviews', '/released')}/2`))?.status()).toBe(410);
    expect(await main(stranger)).toContain('Ask Olu Adeyemi');
    const figures = `${run.origin}${review.replace('/reviews', '/released')}/2/figures`;
    expect((await stranger.goto(figures))?.status()).toBe(410);
    await look(stranger, 'access-ended');
    await stranger.context().close();
  });

  it('compares two versions, word by word', async () => {
    await buildVersion(api, review.replace('/reviews/', ''));
    await officer.goto(`${run.origin}${review}/versions`);
    await look(officer, 'timeline');
    await officer.getByLabel('Version', { exact: true }).selectOption('1');
    await officer.getByLabel('with version').selectOption('3');
    await press(officer, 'Compare');
    expect(await heading(officer)).toBe('What changed from version 1 to version 3');
    await look(officer, 'compare-1-3');
    await officer.goto(`${run.origin}${review}/compare?one=3&other=2`);
    expect(await text(officer.locator('ins').first())).toContain('far');
    await look(officer, 'compare-2-3');
  });

  it('tells a reader that there is a newer version, then that it was withdrawn', async () => {
    for (const post of ['Director', 'Head of Safeguarding']) {
      await approver.goto(`${run.origin}${review}/versions/3/decide`);
      if (post === 'Director') await look(approver, 'decide-changes');
      await approver.getByLabel(post).check();
      await approver.getByLabel('Approve it').check();
      await press(approver, 'Decide');
    }
    await officer.goto(`${run.origin}${review}/versions/3/release`);
    await look(officer, 'release');
    await press(officer, 'Release');
    await officer.getByRole('link', { name: 'Withdraw this version' }).waitFor({ timeout: 50_000 });
    await reader.reload();
    expect(await main(reader)).toContain('There is a newer version');
    await look(reader, 'reader-superseded');
    await officer.goto(`${run.origin}${review}/versions/2`);
    await open(officer, 'Withdraw this version');
    await press(officer, 'Withdraw it');
    expect(await text(officer.getByRole('alert'))).toContain('Enter the notice that its readers will see');
    await look(officer, 'withdraw-error');
    await officer.getByLabel('Notice to its readers').fill('A figure is wrong. Delete your copy and read version 3.');
    await press(officer, 'Withdraw it');
    expect(await main(officer)).toContain('Withdrawn by Olu Adeyemi');
    await look(officer, 'withdrawn');
    await reader.reload();
    expect(await main(reader)).toContain('A figure is wrong. Delete your copy and read version 3.');
    expect(await reader.getByRole('link', { name: 'Report' }).count()).toBe(0);
    await look(reader, 'reader-withdrawn');
    await reader.goto(`${run.origin}/released`);
    await look(reader, 'reader-list');
    await officer.goto(`${run.origin}${review}`);
    await look(officer, 'overview-released');
  });
});

describe('the same pages', () => {
  it('give axe nothing to find', async () => {
    const pages = {
      'Olu Adeyemi': [
        '',
        '/approvers',
        '/versions',
        '/versions/1',
        '/versions/2',
        '/versions/3',
        '/compare?one=1&other=3',
        '/versions/3/access',
        '/versions/3/withdraw',
        '/versions/3/release',
      ].map((path) => review + path),
      'Marian Holt': ['/awaiting', `${review}/versions/3/decide`, `${review}/versions/3`],
      'Deborah Quaye': ['/released', `${review.replace('/reviews', '/released')}/2`],
    };
    for (const [name, paths] of Object.entries(pages)) {
      const page = await personOf(name, true);
      for (const path of paths) expect(await faultsAt(page, path), path).toEqual([]);
      if (name === 'Olu Adeyemi') {
        await page.setViewportSize({ width: 320, height: 700 });
        for (const path of ['/versions', '/versions/3', '/compare?one=1&other=3', '/versions/3/access']) {
          await page.goto(run.origin + review + path);
          await look(page, `narrow${path.replaceAll(/\W/g, '-')}`);
          expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(320);
        }
      }
      await page.context().close();
    }
  });

  it('move on by themselves with scripts on', async () => {
    const page = await personOf('Olu Adeyemi', true);
    await page.goto(`${run.origin}${review}/build`);
    await press(page, 'Freeze and build');
    await page.getByRole('heading', { name: 'Files' }).waitFor({ timeout: 50_000 });
    expect(await main(page)).toContain('Awaiting approval');
    await page.context().close();
  });
});
