import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { sampleFolder } from '../../tools/demo/journey.ts';

/** What people do with the pages: labels and buttons as they read them, no ids of ours. */
export async function signIn(page: Page, origin: string, name: string): Promise<void> {
  await page.goto(`${origin}/`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel(name).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(`${origin}/**`);
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
}

export async function fillDate(page: Page, legend: string, iso: string): Promise<void> {
  const [year = '', month = '', day = ''] = iso.split('-');
  const group = page.getByRole('group', { name: legend, exact: true });
  await group.getByLabel('Day').fill(String(Number(day)));
  await group.getByLabel('Month').fill(String(Number(month)));
  await group.getByLabel('Year').fill(year);
}

export async function fillReview(page: Page, details: Record<string, string | number>): Promise<void> {
  const text = (name: string) => String(details[name]);
  await page.getByLabel('Peer review').check();
  await page.getByLabel('Title').fill(text('title'));
  await page.getByLabel('Theme').fill(text('theme'));
  await page.getByLabel('Scope').fill(text('scope'));
  await fillDate(page, 'First day', text('startsOn'));
  await fillDate(page, 'Last day', text('endsOn'));
  await page.getByLabel('Days on site').fill(text('daysOnSite'));
  await fillDate(page, 'Figures as at', text('asAt'));
  await page.getByLabel('Name of the lead reviewer').fill(text('leadName'));
  await page.getByLabel('Post of the lead reviewer').fill(text('leadPost'));
  await page.getByLabel('Home authority of the lead reviewer').fill(text('leadAuthority'));
  await page.getByLabel('Host sponsor').fill(text('hostSponsor'));
  await page.getByLabel('Organiser').fill(text('organiser'));
  await page.getByLabel(text('marking'), { exact: true }).check();
  await page.getByLabel('Handling instruction').fill(text('handling'));
}

export async function fillTeam(page: Page, team: readonly Record<string, string>[]): Promise<void> {
  for (const [index, member] of team.entries()) {
    const row = page.getByRole('group', { name: `Person ${index + 1}` });
    await row.getByLabel('Name').fill(member.name ?? '');
    await row.getByLabel('Post').fill(member.post ?? '');
    await row.getByLabel('Home authority').fill(member.authority ?? '');
    await row.getByLabel('Part in the review').fill(member.part ?? '');
  }
}

export async function fillEvidence(page: Page, said: Record<string, string>): Promise<void> {
  await page.getByLabel('Title').fill(said.title ?? '');
  await page.getByLabel('What it shows').fill(said.shows ?? '');
  await page.getByLabel('Source').fill(said.source ?? '');
  await fillDate(page, 'Effective date', said.effectiveDate ?? '');
  await page.getByLabel('Agency').fill(said.agency ?? '');
  await page.getByLabel(said.marking ?? '', { exact: true }).check();
}

/** Sends the file to the store and waits for the verdict, which the page shows by loading itself again. */
export async function sendFile(page: Page, name: string, bytes: Uint8Array, verdict: string): Promise<void> {
  await page.getByLabel('File').setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(bytes) });
  await page.getByRole('button', { name: 'Send the file' }).click();
  // Longer than the lease of a job: on a busy machine an attempt may be given up, and is made again.
  await page.getByRole('heading', { name: verdict }).waitFor({ timeout: 100_000 });
}

/** Says what is known of figures, sends their file, and waits for what is said of it. */
export async function sendFigures(
  page: Page,
  origin: string,
  said: Record<string, string>,
  file: { name: string; bytes: Uint8Array | string },
  verdict: string,
): Promise<void> {
  await page.goto(`${origin}/figures/import`);
  await page.getByLabel('Source').fill(said.source ?? '');
  await page.getByLabel(said.status === 'provisional' ? 'Provisional' : 'Revised').check();
  await page.getByLabel('Year of the neighbour model').fill(said.neighbourModelYear ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  const buffer = Buffer.from(file.bytes as string);
  await page.getByLabel('Figures file').setInputFiles({ name: file.name, mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Send the file' }).click();
  await page.getByRole('heading', { name: verdict }).waitFor({ timeout: 30_000 });
}

export function sampleText(...path: string[]): Promise<string> {
  return readFile(join(sampleFolder, ...path), 'utf8');
}
