import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../functions/access/model.ts';
import { environment } from '../../functions/platform/environment.ts';
import { createIds } from '../../functions/platform/ids.ts';
import { readJob, sweepJobs } from '../../functions/platform/jobs.ts';
import { createObjects } from '../../functions/platform/objects.ts';
import { createQueues } from '../../functions/platform/queue.ts';
import { createPortal } from '../../functions/portal/portal.ts';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import { createReview, readSample, until } from '../../tools/demo/journey.ts';
import { releasedVersion } from '../builders/approved-version.ts';
import { type HeldRun, startHeldRun } from '../builders/held-run.ts';
import { evidenceApi, someOfficer, wholeTrail } from '../builders/reviews.ts';
import { noLog, providerOf, sessionCookie } from '../builders/signed-in.ts';
import { smallPdf } from '../builders/small-pdf.ts';

const minute = 60_000;
const hour = 60 * minute;

let run: HeldRun;
let officer: ApiClient;
let reviewId: string;

beforeAll(async () => {
  run = await startHeldRun();
  officer = apiClient(run.origin);
  await officer.signIn('olu-adeyemi');
  reviewId = await createReview(officer, await readSample());
});

afterAll(() => run?.end());

/** Another server of the same product, on the same table and store, whose clock is off by so many milliseconds. */
function server(offMs: number) {
  const clock = () => new Date(Date.now() + offMs);
  const parts = {
    table: run.table,
    objects: createObjects(),
    queues: createQueues(),
    clock,
    wallClock: clock,
    ids: createIds(clock),
    log: noLog,
  };
  const settings = { ...environment('portal'), originSecret: undefined, council: environment('council') };
  const app = createPortal(parts, providerOf(someOfficer), settings);
  const ask = (method: string, path: string, cookie: string, more: { body?: object; headers?: object } = {}) =>
    app.request(`${run.origin}/api/v1${path}`, {
      method,
      headers: { cookie, origin: run.origin, 'content-type': 'application/json', ...more.headers },
      ...(more.body ? { body: JSON.stringify(more.body) } : {}),
    });
  return { parts, clock, ask };
}

const apart = [-10 * minute, 0, 10 * minute];
const pairs = apart.flatMap((one) => apart.map((other) => [one / minute, other / minute] as const));

describe('fault 7: clocks ten minutes apart', () => {
  it.each(pairs)('a session that a server at %i minutes opened holds at one at %i minutes', async (opener, reader) => {
    const cookie = await sessionCookie(run.table, someOfficer, server(opener * minute).clock);
    expect((await server(reader * minute).ask('GET', '/reviews', cookie)).status).toBe(200);
  });

  it.each(apart.map((off) => off / minute))(
    'a session ends by the clock of the server that reads it, opened at %i minutes',
    async (opener) => {
      const opened = opener * minute;
      const idle = await sessionCookie(run.table, someOfficer, server(opened).clock);
      expect((await server(opened + hour - minute).ask('GET', '/reviews', idle)).status).toBe(200);
      // That read kept it awake, but it sleeps in the end.
      expect((await server(opened + 2 * hour).ask('GET', '/reviews', idle)).status).toBe(401);
      const busy = await sessionCookie(run.table, someOfficer, server(opened).clock);
      for (let hours = 1; hours <= 12; hours += 1)
        expect((await server(opened + hours * hour - hours * minute).ask('GET', '/reviews', busy)).status).toBe(200);
      expect((await server(opened + 12 * hour).ask('GET', '/reviews', busy)).status).toBe(401);
    },
  );

  it('what the visitor’s own clock says changes nothing', async () => {
    const cookie = await sessionCookie(run.table, someOfficer);
    const before = await sessionCookie(run.table, someOfficer, server(-13 * hour).clock);
    for (const headers of [
      { date: new Date(0).toUTCString() },
      { date: new Date(Date.now() - 13 * hour).toUTCString() },
    ]) {
      expect((await server(0).ask('GET', '/reviews', cookie, { headers })).status).toBe(200);
      expect((await server(0).ask('GET', '/reviews', before, { headers })).status).toBe(401);
    }
  });

  it('a grant begins and ends by the clock of the server that is asked', async () => {
    const reader: Actor = {
      personId: 'deborah-quaye',
      name: 'Deborah Quaye',
      email: 'deborah.quaye@harrowdale.example',
      roles: ['lead-peer'],
    };
    const version = await releasedVersion(run.origin, officer, reviewId, []);
    const now = Date.now();
    const [from, until] = [now - 5 * minute, now + 5 * minute].map((at) => new Date(at).toISOString());
    const path = `/reviews/${reviewId}/versions/${version.number}`;
    await officer.call('POST', `${path}/grants`, { email: reader.email, from, until, editions: ['report'] });
    const cookie = await sessionCookie(run.table, reader);
    const answers = await Promise.all(
      apart.map(async (off) => (await server(off).ask('GET', `${path}/files/report`, cookie)).status),
    );
    expect(answers).toEqual([403, 302, 410]);
    const date = new Date(now).toUTCString();
    expect((await server(10 * minute).ask('GET', `${path}/files/report`, cookie, { headers: { date } })).status).toBe(
      410,
    );
  });

  it('an upload is not given up, by whatever server, while its form is open or its scan under way', async () => {
    for (const requester of apart) {
      const cookie = await sessionCookie(run.table, someOfficer);
      const details = { ...(await readSample()).evidence[0], file: undefined };
      const answer = await server(requester).ask('POST', `/reviews/${reviewId}/evidence`, cookie, { body: details });
      const upload = (await answer.json()) as Awaited<ReturnType<ReturnType<typeof evidenceApi>['open']>>;
      const policy = JSON.parse(Buffer.from(upload.form.fields.Policy ?? '', 'base64').toString('utf8'));
      const api = evidenceApi(officer, reviewId);
      const { jobId = '' } = (await api.revisions(upload.itemId)).revisions[0] ?? {};
      const givenUp = Date.parse((await readJob({ table: run.table }, jobId))?.leaseUntil ?? '');
      const formEnds = Date.parse(policy.expiration);
      for (const sweeper of apart)
        expect(givenUp - sweeper, `${requester} ${sweeper}`).toBeGreaterThanOrEqual(formEnds - 1000);

      for (const sweeper of apart) await sweepJobs(server(sweeper).parts);
      await api.send(upload, await smallPdf(`Sent to a server off by ${requester}`));
      const after = await until(
        () => api.revisions(upload.itemId),
        ({ revisions }) => revisions[0]?.state !== 'awaiting-upload' && revisions[0]?.state !== 'inspecting',
        'The inspection',
      );
      expect(after.revisions).toMatchObject([{ state: 'ready' }]);
    }
  });

  it('revisions keep the order in which they were asked for', async () => {
    const cookie = await sessionCookie(run.table, someOfficer);
    const opened = await evidenceApi(officer, reviewId).open();
    const asked = [opened.revisionId];
    for (const off of [10, -10, 0, 10, -10].map((minutes) => minutes * minute)) {
      const path = `/reviews/${reviewId}/evidence/${opened.itemId}/revisions`;
      const { revisionId } = (await (await server(off).ask('POST', path, cookie)).json()) as { revisionId: string };
      asked.push(revisionId);
    }
    const { revisions } = await evidenceApi(officer, reviewId).revisions(opened.itemId);
    expect(revisions.map(({ revisionId }) => revisionId).toReversed()).toEqual(asked);
    expect(asked.every((id) => /^[0-9a-hjkmnp-tv-z]{26}$/.test(id))).toBe(true);
  });

  it('no audit entry is dated before the one it follows, and the chain holds', async () => {
    const cookie = await sessionCookie(run.table, someOfficer);
    const mine = await createReview(officer, await readSample());
    const path = `/reviews/${mine}/narrative/why-this-theme`;
    const started = (await wholeTrail(run.table, mine)).length;
    const offs = [0, 10, -10, 10, 0, -10].map((minutes) => minutes * minute);
    for (const [edition, off] of offs.entries()) {
      const body = { markdown: `Written by a server off by ${off}`, edition };
      expect((await server(off).ask('PUT', path, cookie, { body })).status).toBe(200);
    }
    const trail = await wholeTrail(run.table, mine);
    expect(trail).toHaveLength(started + offs.length);
    for (const [index, entry] of trail.entries())
      expect(Date.parse(entry.at)).toBeGreaterThanOrEqual(Date.parse(trail[index - 1]?.at ?? entry.at));
    const [, , ahead, behind] = trail.slice(started - 1);
    expect(behind?.at).toBe(ahead?.at);
  });
});
