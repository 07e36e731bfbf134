import { describe, expect, it } from 'vitest';
import { stylesheet } from '../../../generated/assets.js';
import { barePortal, origin } from './bare-portal.ts';

const post = (headers: Record<string, string>, path = '/sign-out') =>
  barePortal().app.request(path, { method: 'POST', headers });

describe('a request from elsewhere', () => {
  it.each([
    ['no origin', {}],
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that browsers send for none', { origin: 'null' }],
    ['a site that only looks like ours', { origin: `${origin}.evil.example` }],
    ['another site, with our origin forged', { origin, 'sec-fetch-site': 'cross-site' }],
    ['a neighbouring host without origin', { 'sec-fetch-site': 'same-site' }],
  ])('changes nothing: %s', async (_, headers) => {
    const answer = await post(headers);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('nothing was changed');
  });

  it('is refused for JSON too', async () => {
    const answer = await post({ 'content-type': 'application/json' }, '/api/v1/reviews');
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 403, code: 'cross-site' });
  });

  it('goes through from our own pages', async () => {
    expect((await post({ origin })).status).toBe(303);
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });
});

describe('the origin secret', () => {
  const { app } = barePortal({ originSecret: 'knock' });

  it('keeps out what has not come through the content network, before anything else', async () => {
    for (const headers of [{}, { 'x-origin-secret': 'knoc' }, { 'x-origin-secret': '' }]) {
      const answer = await app.request('/', { headers: headers as Record<string, string> });
      expect(answer.status).toBe(404);
      expect(await answer.text()).toBe('Not found');
    }
    expect((await app.request('/', { headers: { 'x-origin-secret': 'knock' } })).status).toBe(200);
  });
});

describe('headers', () => {
  it('let nothing be loaded or sent but what is listed, and nothing be kept', async () => {
    const { headers } = await barePortal().app.request('/');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' https://sign-in.example https://objects.example",
    );
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('let the style sheet be kept for ever: its path holds a digest of it', async () => {
    const { headers, status } = await barePortal().app.request(stylesheet);
    expect(status).toBe(200);
    expect(stylesheet).toMatch(/^\/assets\/portal-[0-9a-f]{16}\.css$/);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });
});

describe('what goes wrong', () => {
  it('is a page that helps, or problem details for programs', async () => {
    const { app } = barePortal();
    const page = await app.request('/no/such/page');
    expect(page.status).toBe(404);
    expect(await page.text()).toContain('<h1 class="govuk-heading-l">Page not found</h1>');
    const answer = await app.request('/api/v1/no/such/thing');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'There is no such page.',
      code: 'not-found',
    });
  });

  it('shows a reference for a fault of ours and none of its detail', async () => {
    const { app, logged } = barePortal();
    const answer = await app.request('/', { headers: { cookie: '__Host-session=abc' } });
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).toContain('01abc');
    expect(text).not.toContain('secret detail');
    expect(logged).toHaveLength(1);
  });

  it('sends people to sign in, and tells programs to', async () => {
    const { app } = barePortal();
    const page = await app.request('/reviews/01abc/evidence');
    expect([page.status, page.headers.get('location')]).toEqual([
      303,
      '/sign-in?returnTo=%2Freviews%2F01abc%2Fevidence',
    ]);
    const answer = await app.request('/api/v1/reviews');
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, 'not-signed-in']);
  });

  it('keeps what was typed when the session has ended', async () => {
    const { app } = barePortal();
    const body = new URLSearchParams({ markdown: 'Hours of "work" <b>', edition: '3' });
    const answer = await app.request('/reviews/01abc/narrative/audit', { method: 'POST', headers: { origin }, body });
    const text = await answer.text();
    expect(answer.status).toBe(401);
    expect(text).toContain('value="Hours of &quot;work&quot; &lt;b&gt;"');
    expect(text).toContain('action="/reviews/01abc/narrative/audit"');
  });

  it('refuses a body that is too large before reading it', async () => {
    const { app } = barePortal();
    const large = 'x'.repeat(1_000_001);
    const page = await app.request('/reviews', { method: 'POST', headers: { origin }, body: large });
    expect(page.status).toBe(413);
    expect(await page.text()).toContain('larger than 1 MB');
    const answer = await app.request('/api/v1/reviews', { method: 'POST', headers: { origin }, body: large });
    expect(await answer.json()).toMatchObject({ status: 413, code: 'too-large' });
  });
});
