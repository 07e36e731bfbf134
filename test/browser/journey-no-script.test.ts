import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeEvidence } from '../../examples/make-evidence.ts';
import { readSample, type Sample } from '../../tools/demo/journey.ts';
import { approveNewest } from '../builders/approved-version.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { launchBrowser, photographer } from './browser.ts';
import {
  fillDate,
  fillEvidence,
  fillReview,
  fillTeam,
  sampleText,
  sendFigures,
  sendFile,
  signIn,
  signOut,
} from './steps.ts';

const look = photographer(process.env.SCREENS);
const files = new Map<string, Uint8Array>();

let run: TestRun;
let browser: Browser;
let plain: BrowserContext;
let officer: Page;
let sample: Sample;
let review: string;

beforeAll(async () => {
  [run, browser, sample] = await Promise.all([startTestRun(), launchBrowser(), readSample()]);
  for await (const { fileName, bytes } of makeEvidence()) files.set(fileName, bytes);
  plain = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 1200, height: 800 },
    acceptDownloads: true,
  });
  plain.setDefaultTimeout(8000);
  officer = await plain.newPage();
});

afterAll(async () => {
  await browser?.close();
  await run?.end();
});

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
}

const words = async (locator: Locator) => ((await locator.textContent()) ?? '').trim();
const heading = (page: Page) => words(page.getByRole('heading', { level: 1 }));
const open = (page: Page, name: string) => page.getByRole('link', { name }).first().click();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const main = (page: Page) => words(page.locator('main'));

describe('the main job in a browser, with scripts off', () => {
  it('signs in, and finds nothing yet', async () => {
    await officer.goto(run.origin);
    await look(officer, 'start');
    await signIn(officer, run.origin, 'Olu Adeyemi');
    expect(await heading(officer)).toBe('My reviews');
    expect(await main(officer)).toContain('There are no reviews yet');
    expect(await words(officer.locator('aside'))).toBe('Sample: invented figures');
    await look(officer, 'home-empty');
  });

  it('keeps what was typed when something is wrong, then creates the review', async () => {
    await press(officer, 'Create a review');
    await look(officer, 'review-new');
    await officer.getByLabel('Title').fill('Childhood neglect <b>&');
    await officer.getByRole('group', { name: 'First day' }).getByLabel('Day').fill('31');
    await press(officer, 'Create the review');
    expect(await officer.title()).toMatch(/^Error: /);
    expect(await words(officer.getByRole('alert'))).toContain('The first day must include a month and a year');
    expect(await officer.getByLabel('Title').inputValue()).toBe('Childhood neglect <b>&');
    await look(officer, 'review-new-errors');
    await officer.getByRole('link', { name: 'Enter the theme' }).click();
    expect(new URL(officer.url()).hash).toBe('#theme');

    await fillReview(officer, sample.details as Record<string, string>);
    await press(officer, 'Create the review');
    expect(await heading(officer)).toBe('Childhood neglect: peer review 2026');
    review = new URL(officer.url()).pathname;
    await look(officer, 'overview-empty');
  });

  it('names the team', async () => {
    await open(officer, 'Review team');
    await look(officer, 'team-empty');
    await officer.getByRole('group', { name: 'Person 1' }).getByLabel('Name').fill('Ruth Adeyemi');
    await press(officer, 'Save the team');
    expect(await words(officer.getByRole('alert'))).toContain('Enter the post of person 1');
    await fillTeam(officer, sample.team as Record<string, string>[]);
    await press(officer, 'Save the team');
    expect(await main(officer)).toContain('4 people');
  });

  it('takes evidence straight to the store, and says what became of it', async () => {
    await open(officer, 'Evidence');
    await look(officer, 'evidence-empty');
    const wanted = [sample.evidence[0], sample.evidence[4], sample.evidence[8]];
    for (const item of wanted) {
      const { file = '', ...said } = item ?? {};
      await officer.goto(`${run.origin}${review}/evidence/new`);
      await fillEvidence(officer, said as Record<string, string>);
      if (item === wanted[0]) await look(officer, 'evidence-new');
      await press(officer, 'Continue');
      if (item === wanted[0]) await look(officer, 'evidence-file');
      const verdict = item === wanted[2] ? 'This file was refused' : 'Ready for the pack';
      await sendFile(officer, file, files.get(file) ?? new Uint8Array(), verdict);
      await look(officer, `evidence-${item === wanted[2] ? 'refused' : 'ready'}`);
      expect(await main(officer)).toContain('Not scanned (local run)');
    }
    await officer.goto(`${run.origin}${review}/evidence`);
    expect(await officer.getByRole('row').count()).toBe(4);
    expect(await main(officer)).toMatch(/Taken out: .*script/);
    await look(officer, 'evidence-list');
  }, 200_000);

  it('imports figures whole or says, row by row, what needs mending', async () => {
    await officer.goto(`${run.origin}/figures/import`);
    await press(officer, 'Continue');
    expect(await words(officer.getByRole('alert'))).toContain('Enter the source of the figures');
    const text = await sampleText('figures-2026.csv');
    const wrong = { name: 'wrong.csv', bytes: text.replaceAll('cpp.count', 'cpp.cuont') };
    await sendFigures(officer, run.origin, sample.release, wrong, 'Nothing was imported');
    expect(await main(officer)).toContain('wrong.csv, row');
    const right = { name: 'figures-2026.csv', bytes: text };
    await sendFigures(officer, run.origin, sample.release, right, 'What changes');
    expect(await main(officer)).toContain('288 figures');
    await press(officer, 'Continue');
    await press(officer, 'Import these figures');
    expect(await main(officer)).toMatch(/\d+ figures were imported/);
    await officer.goto(`${run.origin}/figures`);
    await look(officer, 'figures');
  });

  it('writes with bound figures, and warns of somebody else’s words', async () => {
    await officer.goto(`${run.origin}${review}/narrative`);
    await look(officer, 'narrative');
    await open(officer, 'The area in figures');
    await officer
      .getByLabel('Your words')
      .fill(
        `${await sampleText('narrative', 'area-in-figures.md')}\n\nNot there: [[cpp.count | Atlantis | 2026-03-31]]`,
      );
    await press(officer, 'Preview without saving');
    expect(await main(officer)).toContain('The figures have no place called Atlantis');
    expect(await main(officer)).toContain('not saved yet');
    await look(officer, 'narrative-problems');
    await officer.getByLabel('Your words').fill(await sampleText('narrative', 'area-in-figures.md'));
    const colleague = await plain.newPage();
    await colleague.goto(officer.url());
    await press(officer, 'Save');
    expect(await main(officer)).toContain('Saved.');
    await look(officer, 'narrative-saved');
    await colleague.getByLabel('Your words').fill('My own words');
    await press(colleague, 'Save');
    expect(await words(colleague.getByRole('alert'))).toContain('Somebody else saved');
    expect(await colleague.getByLabel('Your words').inputValue()).toBe('My own words');
    await look(colleague, 'narrative-stale');
    await colleague.close();
  });

  it('builds a version and shows how far it is', async () => {
    await officer.goto(`${run.origin}${review}/build`);
    expect(await main(officer)).toContain('“Why this theme” is not written');
    await look(officer, 'build');
    await press(officer, 'Freeze and build');
    expect(await heading(officer)).toBe('Version 1');
    await look(officer, 'version-building');
    await officer.getByRole('heading', { name: 'Files' }).waitFor({ timeout: 50_000 });
    await look(officer, 'version-built');
  });

  it('releases it when it is approved, to one reader, for a time', async () => {
    await approveNewest(run.origin, review.replace('/reviews/', ''));
    await officer.reload();
    await press(officer, 'Release this version');
    await press(officer, 'Release');
    await officer.getByRole('link', { name: 'Withdraw this version' }).waitFor({ timeout: 50_000 });
    await press(officer, 'Give or take back access');
    await press(officer, 'Give access');
    expect(await words(officer.getByRole('alert'))).toContain('Enter the reader’s e-mail address');
    await look(officer, 'release-errors');
    await officer.getByLabel('Reader’s e-mail address').fill('Deborah.Quaye@harrowdale.example');
    await fillDate(officer, 'First day', '2025-01-01');
    await fillDate(officer, 'Last day', '2099-12-31');
    await officer.getByLabel('Manifest').uncheck();
    await press(officer, 'Give access');
    expect(await main(officer)).toContain('deborah.quaye@harrowdale.example');
    await look(officer, 'version-released');
    for (const [path, name] of [
      ['', 'overview'],
      ['/versions', 'versions'],
      ['/audit', 'audit'],
      ['/team', 'team'],
    ] as const) {
      await officer.goto(`${run.origin}${review}${path}`);
      await look(officer, name);
    }
    await officer.goto(run.origin);
    await look(officer, 'home');
    await signOut(officer);
    expect(await heading(officer)).toBe('You have signed out');
    await look(officer, 'signed-out');
  });

  it('gives the reader that version and nothing else', async () => {
    const reader = await (
      await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1200, height: 800 } })
    ).newPage();
    await signIn(reader, run.origin, 'Deborah Quaye');
    expect(await heading(reader)).toBe('Packs released to me');
    await look(reader, 'released');
    await open(reader, 'Childhood neglect');
    await look(reader, 'released-pack');
    const [download] = await Promise.all([reader.waitForEvent('download'), open(reader, 'Report')]);
    const digest = createHash('sha256')
      .update(readFileSync(await download.path()))
      .digest('hex');
    expect(await main(reader)).toContain(digest);
    expect((await reader.goto(`${run.origin}${review}`))?.status()).toBe(404);
    await look(reader, 'not-found');
    await reader.context().close();
  });

  it('shows a reader to whom nothing is released an empty list', async () => {
    const stranger = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await signIn(stranger, run.origin, 'Piotr Lisowski');
    expect(await main(stranger)).toContain('Nothing is released to you at the moment');
    await look(stranger, 'released-empty');
    expect((await stranger.goto(`${run.origin}/released${review.replace('/reviews', '')}/1`))?.status()).toBe(404);
    await stranger.context().close();
  });
});

describe('accessibility', () => {
  it('finds no fault with axe on any main page', async () => {
    const page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage();
    await signIn(page, run.origin, 'Olu Adeyemi');
    await page.goto(`${run.origin}${review}/evidence`);
    const item = await page.locator('tbody a').first().getAttribute('href');
    const paths = ['/', '/reviews/new', '/figures', '/accessibility', item ?? '', '/reviews/none'];
    const pages = [
      '',
      '/team',
      '/evidence',
      '/evidence/new',
      '/narrative',
      '/narrative/area-in-figures',
      '/build',
      '/versions',
      '/versions/1',
      '/audit',
    ];
    for (const path of [...paths, ...pages.map((each) => review + each)]) {
      expect(await faultsAt(page, path), path).toEqual([]);
    }
    await page.goto(`${run.origin}/reviews/new`);
    await press(page, 'Create the review');
    expect(await faultsOf(page), 'a form with errors').toEqual([]);
    await look(page, 'last-axe');
    await page.setViewportSize({ width: 320, height: 700 });
    for (const path of ['', '/evidence', '/versions/1', '/narrative/area-in-figures']) {
      await page.goto(`${run.origin}${review}${path}`);
      await look(page, `narrow${path.replaceAll('/', '-')}`);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(320);
    }
    await page.context().close();
  });

  it('finds none on a reader’s pages', async () => {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, run.origin, 'Deborah Quaye');
    for (const path of ['/released', `${review.replace('/reviews', '/released')}/1`]) {
      expect(await faultsAt(page, path), path).toEqual([]);
    }
    await page.context().close();
  });
});

async function faultsAt(page: Page, path: string): Promise<string[]> {
  await page.goto(run.origin + path);
  return faultsOf(page);
}

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResult;
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
