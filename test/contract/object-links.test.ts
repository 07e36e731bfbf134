import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UploadForm } from '../../functions/platform/objects.ts';
import { lacking, type ObjectEngine, objectEngines } from './object-engines.ts';

const key = 'uploads/item/revision';
const options = { maxBytes: 1000, expiresSeconds: 60 };

function post(form: UploadForm, content: string, overrides: Record<string, string> = {}, name = 'file.pdf') {
  const data = new FormData();
  for (const [field, value] of Object.entries({ ...form.fields, ...overrides })) data.set(field, value);
  data.set('file', new File([content], name, { type: 'application/pdf' }));
  return fetch(form.url, { method: 'POST', body: data, redirect: 'manual' });
}

describe.each(objectEngines())('links and forms of $name', (under) => {
  let engine: ObjectEngine;
  beforeAll(async () => {
    engine = await under.start();
  });
  afterAll(() => engine.stop());

  test.skipIf(lacking(under, 'file-name-variable'))('a form posts one file and keeps its name', async () => {
    const form = await engine.objects.uploadForm('quarantine', key, options);
    expect((await post(form, 'content', {}, 'naïve “x”.pdf')).status).toBe(204);
    expect(await engine.objects.head('quarantine', key)).toMatchObject({
      size: 7,
      metadata: { name: 'naïve “x”.pdf' },
    });
  });

  test('after the upload the browser goes where the form says', async () => {
    const form = await engine.objects.uploadForm('quarantine', `${key}/redirected`, {
      ...options,
      redirectTo: 'http://localhost:3000/evidence/1',
    });
    const answer = await post(form, 'content');
    expect(answer.status).toBe(303);
    const target = new URL(answer.headers.get('location') ?? '');
    expect(target.origin + target.pathname).toBe('http://localhost:3000/evidence/1');
    expect(Object.fromEntries(target.searchParams)).toMatchObject({ key: `${key}/redirected` });
  });

  const changes: [string, Record<string, string>, string, number][] = [
    ['another key', { key: 'uploads/other' }, 'content', 403],
    ['a field that the policy does not name', { 'x-amz-meta-other': 'x' }, 'content', 403],
    ['a content type that the policy does not name', { 'Content-Type': 'text/html' }, 'content', 403],
    ['a redirect that the policy does not name', { success_action_redirect: 'http://evil.example/' }, 'content', 403],
    ['another signature', { 'X-Amz-Signature': 'a'.repeat(64) }, 'content', 403],
    ['a file above the limit', {}, 'x'.repeat(1001), 400],
  ];
  test.each(changes)('refuses a form with %s', async (what, overrides, content, status) => {
    const target = `${key}/changed/${what.replaceAll(' ', '-')}`;
    const form = await engine.objects.uploadForm('quarantine', target, options);
    expect((await post(form, content, overrides)).status).toBe(status);
    expect(await engine.objects.head('quarantine', target)).toBeUndefined();
    expect(await engine.objects.head('quarantine', 'uploads/other')).toBeUndefined();
  });

  test('takes an empty file, so that its refusal can be said in words', async () => {
    const form = await engine.objects.uploadForm('quarantine', `${key}/empty`, options);
    expect((await post(form, '')).status).toBeLessThan(300);
    expect(await engine.objects.head('quarantine', `${key}/empty`)).toMatchObject({ size: 0 });
  });

  test('refuses a policy that was changed after it was signed', async () => {
    const form = await engine.objects.uploadForm('quarantine', `${key}/policy`, options);
    const policy = JSON.parse(Buffer.from(form.fields.Policy ?? '', 'base64').toString('utf8'));
    const wider = policy.conditions.map((condition: unknown) =>
      Array.isArray(condition) && condition[0] === 'content-length-range'
        ? ['content-length-range', 1, 10_000_000]
        : condition,
    );
    const changed = Buffer.from(JSON.stringify({ ...policy, conditions: wider })).toString('base64');
    expect((await post(form, 'x'.repeat(2000), { Policy: changed })).status).toBe(403);
    expect(await engine.objects.head('quarantine', `${key}/policy`)).toBeUndefined();
  });

  test('refuses a form without a policy, and a form for another bucket', async () => {
    const form = await engine.objects.uploadForm('quarantine', `${key}/bare`, options);
    const bare = { url: form.url, fields: { key: `${key}/bare` } };
    expect((await post(bare, 'content')).status).toBe(403);
    const elsewhere = { ...form, url: form.url.replace(engine.buckets.quarantine, engine.buckets.packs) };
    expect((await post(elsewhere, 'content')).status).toBeGreaterThanOrEqual(400);
    expect(await engine.objects.head('packs', `${key}/bare`)).toBeUndefined();
  });

  test('an expired form and an expired link are refused', async () => {
    await engine.objects.put('packs', 'expiring.pdf', Buffer.from('content'), { contentType: 'application/pdf' });
    const form = await engine.objects.uploadForm('quarantine', `${key}/late`, { ...options, expiresSeconds: 1 });
    const link = await engine.objects.downloadUrl('packs', 'expiring.pdf', {
      expiresSeconds: 1,
      fileName: 'a.pdf',
      contentType: 'application/pdf',
    });
    expect((await fetch(link)).status).toBe(200);
    await delay(2200);
    expect((await post(form, 'content')).status).toBe(403);
    const late = await fetch(link);
    expect(late.status).toBe(403);
    expect(await late.text()).not.toContain('content"');
  });

  test('a link downloads under the true name, whole or in part', async () => {
    const { versionId = '' } = await engine.objects.put('packs', 'pack.pdf', Buffer.from('0123456789'), {
      contentType: 'application/octet-stream',
    });
    const link = await engine.objects.downloadUrl('packs', 'pack.pdf', {
      versionId,
      expiresSeconds: 60,
      fileName: 'Überblick.pdf',
      contentType: 'application/pdf',
    });
    await engine.objects.put('packs', 'pack.pdf', Buffer.from('swapped'), { contentType: 'text/plain' });
    const whole = await fetch(link);
    expect(await whole.text()).toBe('0123456789');
    expect(whole.headers.get('content-type')).toBe('application/pdf');
    expect(whole.headers.get('content-disposition')).toBe(
      `attachment; filename="Uberblick.pdf"; filename*=UTF-8''%C3%9Cberblick.pdf`,
    );
    const part = await fetch(link, { headers: { range: 'bytes=2-4' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
  });

  test('a changed link is refused', async () => {
    const link = await engine.objects.downloadUrl('packs', 'pack.pdf', {
      expiresSeconds: 60,
      fileName: 'a.pdf',
      contentType: 'application/pdf',
    });
    const changed = (change: (url: URL) => void) => {
      const url = new URL(link);
      change(url);
      return url;
    };
    const urls = [
      changed((url) => url.searchParams.set('X-Amz-Expires', '6000')),
      changed((url) => url.searchParams.set('response-content-type', 'text/html')),
      changed((url) => url.searchParams.set('versionId', 'other')),
      changed((url) => url.searchParams.delete('X-Amz-Signature')),
      changed((url) => {
        url.pathname = url.pathname.replace('pack.pdf', 'kept.pdf');
      }),
    ];
    for (const url of urls) expect((await fetch(url)).status).toBe(403);
  });
});
