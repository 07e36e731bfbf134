import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiClient } from '../../tools/demo/client.ts';
import { createReview, readSample } from '../../tools/demo/journey.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { holdSession } from '../builders/session.ts';

let run: TestRun;
let reviewId: string;

beforeAll(async () => {
  run = await startTestRun();
  const officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  reviewId = await createReview(officer, await readSample());
});

afterAll(() => run?.end());

const send = (path: string, cookie: string, init: RequestInit = {}) =>
  fetch(path.startsWith('http') ? path : `${run.origin}${path}`, {
    ...init,
    headers: { ...init.headers, cookie, origin: run.origin },
    redirect: 'manual',
  });
const signOut = (cookie: string) => send('/sign-out', cookie, { method: 'POST' });

describe('fault 15: what was signed out of', () => {
  it('reads and writes nothing when its session is sent again', async () => {
    const { cookie } = await holdSession(run.origin, 'olu-adeyemi');
    const review = `/reviews/${reviewId}`;
    expect((await send(review, cookie)).status).toBe(200);
    expect((await signOut(cookie)).status).toBe(303);

    const page = await send(review, cookie);
    expect([page.status, page.headers.get('location')]).toEqual([
      303,
      `/sign-in?returnTo=${encodeURIComponent(review)}`,
    ]);
    for (const path of ['', '/narrative', '/evidence', '/versions'])
      expect((await send(`/api/v1${review}${path}`, cookie)).status).toBe(401);
    const json = { 'content-type': 'application/json' };
    const team = JSON.stringify({ team: [] });
    expect((await send(`/api/v1${review}/team`, cookie, { method: 'PUT', headers: json, body: team })).status).toBe(
      401,
    );
    expect((await send(`/api/v1${review}/versions`, cookie, { method: 'POST' })).status).toBe(401);
    const form = new URLSearchParams({ title: 'written after signing out' });
    expect((await send('/reviews', cookie, { method: 'POST', body: form })).status).toBe(401);

    const officer = apiClient(run.origin);
    await officer.signIn('olu-adeyemi');
    const { team: kept } = await officer.call<{ team: unknown[] }>('GET', review);
    expect(kept.length).toBeGreaterThan(0);
    expect(await officer.call('GET', `${review}/versions`)).toEqual({ versions: [] });
  });

  it('ends for this session alone: another of the same person goes on', async () => {
    const [one, other] = [await holdSession(run.origin, 'olu-adeyemi'), await holdSession(run.origin, 'olu-adeyemi')];
    expect(one.cookie).not.toBe(other.cookie);
    await signOut(one.cookie);
    expect((await send(`/api/v1/reviews/${reviewId}`, one.cookie)).status).toBe(401);
    expect((await send(`/api/v1/reviews/${reviewId}`, other.cookie)).status).toBe(200);
  });

  it('is not opened again by the sign-in that was used, with its cookie or without', async () => {
    const { cookie, completed } = await holdSession(run.origin, 'olu-adeyemi');
    const replay = async (held: string) => {
      const answer = await send(completed.url, held);
      expect(answer.headers.getSetCookie().filter((line) => /session=[^;]/.test(line))).toEqual([]);
      return answer.status;
    };
    expect(await replay(completed.cookie)).toBe(401);
    await signOut(cookie);
    expect(await replay(completed.cookie)).toBe(401);
    expect(await replay('')).toBe(401);
    // With a sign-in of somebody else's under way: the code is bound to the browser that began it.
    const begun = await fetch(`${run.origin}/sign-in`, { redirect: 'manual' });
    const another = (begun.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    expect(await replay(another)).toBe(401);
  });

  it('is not guessed: cookies that were changed, emptied or sent twice are nobody’s', async () => {
    const { cookie } = await holdSession(run.origin, 'olu-adeyemi');
    const path = `/api/v1/reviews/${reviewId}`;
    const changed = cookie.replace(/.$/, (character) => (character === 'A' ? 'B' : 'A'));
    for (const wrong of [changed, '__Host-session=', cookie.replace('__Host-', ''), cookie.toUpperCase()])
      expect((await send(path, wrong)).status).toBe(401);
    expect((await send(path, cookie)).status).toBe(200);
  });
});
