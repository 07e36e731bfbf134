import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeEvidence } from '../../examples/make-evidence.ts';
import { apiClient } from '../../tools/demo/client.ts';
import { buildVersion, createReview, readSample, uploadEvidence } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { launchBrowser, photographer } from './browser.ts';
import { signIn } from './steps.ts';

const look = photographer(process.env.SCREENS);

let run: TestRun;
let browser: Browser;
let page: Page;
let item: string;
let sound: Uint8Array;

beforeAll(async () => {
  [run, browser] = await Promise.all([startTestRun(), launchBrowser()]);
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  const sample = await readSample();
  const reviewId = await createReview(officer, sample);
  for await (const { bytes } of makeEvidence()) {
    sound = bytes;
    break;
  }
  const { file: _file, ...details } = sample.evidence[0] ?? { file: '' };
  await uploadEvidence(officer, reviewId, details, 'export.pdf', Buffer.from('<!doctype html><title>No</title>'));
  await buildVersion(officer, reviewId);
  const { evidence } = await officer.call<{ evidence: { item: { itemId: string } }[] }>(
    'GET',
    `/reviews/${reviewId}/evidence`,
  );
  item = `/reviews/${reviewId}/evidence/${evidence[0]?.item.itemId}`;
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, javaScriptEnabled: true });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
  await signIn(page, run.origin, 'Olu Adeyemi');
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await run?.end();
});

const main = async () => ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');

async function faults(): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string }[] };
  return violations.map(({ id }) => id);
}

it('lets an officer send a new file for an item that was refused, and says where each was used', async () => {
  await page.goto(run.origin + item);
  expect(await main()).toContain('This file was refused');
  expect(await main()).toMatch(/Where it is used Version 1 .*with this file/);
  expect(await faults()).toEqual([]);
  await look(page, 'item-refused');
  await page.getByRole('button', { name: 'Send a new file' }).click();
  await page
    .getByLabel('File')
    .setInputFiles({ name: 'audit.pdf', mimeType: 'application/pdf', buffer: Buffer.from(sound) });
  await page.getByRole('button', { name: 'Send the file' }).click();
  await page.getByRole('heading', { name: 'Ready for the pack' }).waitFor();
  await page.goto(run.origin + item);
  const files = page.getByRole('region', { name: 'Every file of this item' }).getByRole('row');
  expect(await files.count()).toBe(3);
  expect(await files.nth(1).textContent()).toMatch(/audit\.pdf.*Taken by the next version/s);
  expect(await files.nth(2).textContent()).toMatch(/export\.pdf.*web page/s);
  expect(await main()).toMatch(/Version 1 .*with an earlier file/);
  expect(await faults()).toEqual([]);
  await look(page, 'item-replaced');
});

it('shows what is drafted by itself, and drafts it when asked, once', async () => {
  await page.goto(`${run.origin}/schedules`);
  expect(await main()).toMatch(/Next ?1 June 2027, for 2026-27/);
  expect(await main()).toContain('Nothing drafted yet');
  expect(await faults()).toEqual([]);
  await look(page, 'schedules-empty');
  await page.getByRole('button', { name: 'Draft the report of 2025-26' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Annual report');
  const report = page.url();
  await page.goto(`${run.origin}/schedules`);
  expect(await page.getByRole('link', { name: /Annual report/ }).count()).toBe(1);
  await look(page, 'schedules');
  await page.getByRole('button', { name: 'Draft the report of 2025-26' }).click();
  expect(page.url()).toBe(report);
});
