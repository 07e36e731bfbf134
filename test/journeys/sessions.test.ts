import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAudit } from '../../functions/access/audit.ts';
import { idleSeconds, sessionSeconds } from '../../functions/access/session.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { somebody } from '../builders/people.ts';
import { sessionCookie } from '../builders/signed-in.ts';
import { portalOn } from '../builders/stage.ts';

let run: TestRun;
let now = new Date('2026-09-14T09:00:00Z');
const clock = () => new Date(now);
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const officer = somebody('officer');

beforeAll(async () => {
  run = await startTestRun();
});

afterAll(() => run?.end());

function browser(actor = officer, limits = {}) {
  const { app, parts, settings, logged } = portalOn(actor, { wallClock: clock, limits });
  const send = (method: string, path: string, cookie = '') =>
    app.request(path, {
      method,
      headers: { cookie, origin: settings.origin, 'user-agent': 'Firefox/140.0 (Windows)' },
    });
  const open = () => sessionCookie(parts.table, actor, clock);
  const signedIn = async (cookie: string) => (await send('GET', '/api/v1/sessions', cookie)).status === 200;
  return { send, open, signedIn, parts, logged };
}

/** Signs in as a browser does: through our own pages, with whatever cookie it has. */
async function signInWith(cookie: string): Promise<Response> {
  const { send } = browser();
  const begun = await send('GET', '/sign-in', cookie);
  const transaction = cookieIn(begun, '__Host-signin');
  return send('GET', '/sign-in/complete?code=any', [cookie, transaction].filter((each) => each !== '').join('; '));
}

function cookieIn(answer: Response, name: string): string {
  const line = answer.headers.getSetCookie().find((each) => each.startsWith(`${name}=`)) ?? '';
  return line.split(';')[0] ?? '';
}

describe('a session', () => {
  it('is an opaque cookie of this host alone, out of reach of scripts', async () => {
    const answer = await signInWith('');
    const line = answer.headers.getSetCookie().find((each) => each.startsWith('__Host-session=')) ?? '';
    expect(line).toMatch(/^__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  it('ends when its browser signs in again, which gets another token', async () => {
    const { signedIn } = browser();
    const first = cookieIn(await signInWith(''), '__Host-session');
    expect(await signedIn(first)).toBe(true);
    const second = cookieIn(await signInWith(first), '__Host-session');
    expect(second).not.toBe(first);
    expect([await signedIn(first), await signedIn(second)]).toEqual([false, true]);
  });

  it('ends after an hour without use, and not while it is used', async () => {
    const { open, signedIn } = browser();
    const [used, left] = [await open(), await open()];
    for (let half = 0; half < 2; half += 1) {
      later(idleSeconds / 2);
      expect(await signedIn(used)).toBe(true);
    }
    later(1);
    expect([await signedIn(used), await signedIn(left)]).toEqual([true, false]);
  });

  it('ends after twelve hours, however much it is used', async () => {
    const { open, signedIn } = browser();
    const cookie = await open();
    const step = 1800;
    for (let passed = step; passed < sessionSeconds; passed += step) {
      later(step);
      expect(await signedIn(cookie), `after ${passed / 3600} hours`).toBe(true);
    }
    later(step);
    expect(await signedIn(cookie)).toBe(false);
  });

  it('is listed where its person looks, and ended there one by one', async () => {
    const { send, signedIn } = browser();
    const here = cookieIn(await signInWith(''), '__Host-session');
    const there = cookieIn(await signInWith(''), '__Host-session');
    const { sessions } = (await (await send('GET', '/api/v1/sessions', there)).json()) as {
      sessions: { sessionId: string; browser: string }[];
    };
    expect(sessions.map((each) => each.browser)).toContain('Firefox on Windows');
    const text = await (await send('GET', '/sessions', here)).text();
    expect(text).toContain('This one');
    // The newest is the other browser's.
    const ended = await send('POST', `/sessions/${sessions.at(-1)?.sessionId}/end`, here);
    expect([ended.status, ended.headers.get('location')]).toEqual([303, '/sessions?ended=1']);
    expect([await signedIn(here), await signedIn(there)]).toEqual([true, false]);
  });
});

describe('signing out everywhere', () => {
  it('ends every session of its person at once, and nobody else’s', async () => {
    const { send, open, signedIn } = browser();
    const another = browser(somebody('officer', 'colleague'));
    const [one, two, theirs] = [await open(), await open(), await another.open()];
    expect((await send('POST', '/sessions/end', one)).status).toBe(303);
    expect([await signedIn(one), await signedIn(two), await signedIn(theirs)]).toEqual([false, false, true]);
  });

  it('is done to somebody by an administrator, and stands in the council’s trail', async () => {
    const { open, signedIn, parts } = browser();
    const administrator = browser(somebody('administrator'));
    const [cookie, admin] = [await open(), await administrator.open()];
    const people = await (await administrator.send('GET', '/people', admin)).text();
    expect(people).toContain('officer@example.org');
    expect((await administrator.send('POST', `/people/${officer.personId}/sign-out`, admin)).status).toBe(303);
    expect(await signedIn(cookie)).toBe(false);
    const trail = await listAudit(parts, 'council');
    expect(trail.at(-1)).toMatchObject({
      actorName: 'Any administrator',
      sentence: 'signed Any officer (officer@example.org) out everywhere',
    });
  });
});

describe('too many requests', () => {
  it('are turned away by session, with the time to wait, and the next minute is a new one', async () => {
    now = new Date('2026-09-20T10:00:50Z');
    const { send, open } = browser(officer, { session: 3 });
    const cookie = await open();
    for (let count = 0; count < 3; count += 1) expect((await send('GET', '/accessibility', cookie)).status).toBe(200);
    const page = await send('GET', '/accessibility', cookie);
    expect([page.status, page.headers.get('retry-after')]).toEqual([429, '10']);
    expect(await page.text()).toContain('Wait 10 seconds, then try again');
    const problem = await send('GET', '/api/v1/reviews', cookie);
    expect(await problem.json()).toMatchObject({ status: 429, code: 'too-many' });
    expect((await send('GET', '/accessibility', await open())).status).toBe(200);
    later(10);
    expect((await send('GET', '/accessibility', cookie)).status).toBe(200);
  });

  it('are turned away by address before anybody has signed in, and sign-ins sooner', async () => {
    now = new Date('2026-09-20T11:00:00Z');
    const { send } = browser(officer, { address: 2, signIn: 1 });
    const statuses = async (path: string, times: number) => {
      const found: number[] = [];
      for (let count = 0; count < times; count += 1) found.push((await send('GET', path)).status);
      return found;
    };
    expect(await statuses('/accessibility', 3)).toEqual([200, 200, 429]);
    expect(await statuses('/sign-in', 2)).toEqual([303, 429]);
    expect(await statuses('/api/v1/reviews', 1)).toEqual([429]);
  });
});
