import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Action, authorisation, type Decision, decide } from '../../functions/access/authorisation.ts';
import { type Actor, roles } from '../../functions/access/model.ts';
import { redact } from '../../functions/platform/log.ts';
import type { Endpoint } from '../../functions/portal/api/endpoint.ts';
import { apiRoutes } from '../../functions/portal/api/routes.ts';
import { actionsOf } from '../../functions/portal/http/routing.ts';
import type { Route } from '../../functions/portal/model.ts';
import { openRoutes } from '../../functions/portal/open-routes.ts';
import { pageRoutes } from '../../functions/portal/routes.ts';
import { sampleAccess } from '../../tools/demo/journey.ts';
import { oneOfEach, somebody } from '../builders/people.ts';
import { someDetails } from '../builders/reviews.ts';
import { sessionCookie } from '../builders/signed-in.ts';
import {
  portalOn,
  type Stage,
  someIndicator,
  someMapping,
  stageMapping,
  startStage,
  whileLogging,
} from '../builders/stage.ts';

const routes: readonly Route[] = [...pageRoutes, ...apiRoutes];
const atOnce = 8;
/** What some routes take beside their path. */
const query = 'one=1&other=1&fileName=a.csv&source=a&status=final&neighbourModelYear=2025';
/** Routes that are about other things than the rest of the stage: an indicator that ships, and one figure of it. */
const figure = { ids: { code: 'cpp.count' }, query: 'place=X01&date=2026-03-31' };
const ships = { ids: { code: 'cpp.count' }, query };
const others: Readonly<Record<string, { ids: Readonly<Record<string, string>>; query: string }>> = {
  '/figures/indicators/:code/provenance': figure,
  '/api/v1/figures/indicators/:code/provenance': figure,
  '/figures/indicators/:code/breaks': ships,
  '/api/v1/indicators/:code/breaks': ships,
};
const nobody = '00000000000000000000000000';
/** What is not there, for each name of a part of a path. */
const absent: Record<string, string> = {
  number: '999',
  one: '999',
  other: '999',
  edition: 'no-such',
  sectionId: 'no-such',
  email: 'nobody@example.org',
};
/** To whom the version of the stage is released. The others are readers of something else: its id is somebody else's to them. */
const readers = oneOfEach.filter(({ roles: [role] }) => role === 'peer' || role === 'reviewer' || role === 'lead-peer');
// The officer comes last: an officer may take from the others what they are asked about.
const people = [...oneOfEach.toReversed(), somebody('reviewer', 'stranger'), somebody('lead-peer', 'other-lead')];
const other: Actor = somebody('officer', 'somebody-else');

let stage: Stage;
let portal: ReturnType<typeof portalOn>;
let bodies: Record<string, object>;

beforeAll(async () => {
  stage = await startStage(readers.map(({ email }) => email));
  portal = portalOn(other, { limits: { session: 100_000, address: 100_000 } });
  const review = '/api/v1/reviews/:reviewId';
  const version = `${review}/versions/:number`;
  const access = { ...sampleAccess, email: 'reviewer@example.org' };
  const { manifestDigest } = stage;
  const target = { indicator: 'cla.rate', place: 'X01', date: '2027-03-31' };
  bodies = {
    'post /api/v1/reviews': stage.sample.details,
    [`put ${review}/team`]: { team: stage.sample.team },
    [`put ${review}/approvers`]: { approvers: [] },
    [`put ${review}/narrative/:sectionId`]: { markdown: 'Words', edition: 0 },
    [`post ${review}/evidence`]: someDetails,
    [`post ${version}/grants`]: access,
    [`post ${version}/release`]: { to: [access] },
    [`post ${version}/withdrawal`]: { notice: 'A figure was wrong.' },
    'post /api/v1/figures/imports': stage.sample.release,
    'post /api/v1/figures/imports/:importId/confirm': { over: 'none' },
    'post /api/v1/figures/releases/:releaseId/undo': { reason: 'Not ours' },
    'post /api/v1/indicators': { ...someIndicator, code: 'own.calls', label: 'Calls to family hubs' },
    'post /api/v1/figures/mappings': someMapping('calls'),
    'put /api/v1/indicators/:code': { ...someIndicator, edition: 1 },
    'put /api/v1/indicators/:code/breaks': { breaks: [{ date: '2024-04-01', note: 'Counted anew.' }], edition: 0 },
    'post /api/v1/indicators/:code/retire': { retired: true, edition: 1 },
    'put /api/v1/plans/:period': { plan: stage.plan, edition: 0 },
    'put /api/v1/figures/targets': { target: { ...target, value: '87', way: 'at-most', why: 'Agreed' }, edition: 0 },
    'post /api/v1/figures/targets/remove': { ...target, edition: 1 },
    'post /reviews/:reviewId/versions/:number/access/revoke': { email: access.email },
    [`post ${version}/decisions`]: { post: 'Director', manifestDigest, decision: 'approved' },
  };
}, 120_000);

afterAll(() => stage?.run.end());

type Ids = Record<string, string>;

const endsSessions = (route: Route) => actionsOf(route).includes('session.end');
const nobodys = { personId: nobody, sessionId: nobody, email: 'nobody@example.org' };

/** A period is no id: whoever may write a plan may begin one for any. */
const names = ({ path }: Route) =>
  [...path.matchAll(/:(\w+)/g)].flatMap(([, name = '']) => (name === 'period' ? [] : [name]));

function fill({ path }: Route, ids: Ids): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`Put something on the stage that ${path} names by ${name}`);
    return encodeURIComponent(id);
  });
}

/** JSON for the routes that take it: without a right one, what is not there would be told apart by nobody. */
function bodyOf(route: Route): object | undefined {
  const body = bodies[`${route.method} ${route.path}`];
  const takes = (route as Partial<Endpoint>).takes;
  if (takes?.as === 'json' && !body) throw new Error(`Give fault 13 a body that ${route.method} ${route.path} takes`);
  return body;
}

async function ask(
  route: Route,
  ids: Ids,
  cookie: string,
): Promise<{ status: number; text: string; lines: readonly string[] }> {
  const body = bodyOf(route);
  const headers: Record<string, string> = { origin: portal.settings.origin, cookie };
  const api = route.path.startsWith('/api/');
  if (body) headers['content-type'] = api ? 'application/json' : 'application/x-www-form-urlencoded';
  const path = `${fill(route, ids)}?${others[route.path]?.query ?? query}`;
  const init = {
    method: route.method.toUpperCase(),
    headers,
    ...(body ? { body: api ? JSON.stringify(body) : new URLSearchParams({ ...body }).toString() } : {}),
  };
  const { value: answer, lines } = await whileLogging(async () => portal.app.request(path, init));
  return {
    status: answer.status,
    text: await answer.text(),
    lines: lines.map(({ fields }) => JSON.stringify(redact(fields))),
  };
}

/** What the table says of this person and the things that these ids name. */
function tableSays(actor: Actor, route: Route, ids: Ids): Decision {
  const said = actionsOf(route).map((action) => says(actor, action, route.path, ids));
  return said.find((each) => each === 'allowed') ?? said.find((each) => each === 'not-now') ?? 'absent';
}

function says(actor: Actor, action: Action, path: string, ids: Ids): Decision {
  // The section on the stage is not the scrutineer's chapter.
  if (action === 'scrutiny.write') return 'absent';
  const { reviewId = '', number = '', edition, personId = '' } = ids;
  const grant = {
    email: actor.email,
    ...{ reviewId, number: Number(number), editions: ['report'] },
    ...{ from: '2020-01-01T00:00:00Z', until: '2099-12-31T00:00:00Z' },
  };
  // The draft that was approved is for its makers alone.
  const released = !path.includes('/draft/') && readers.some(({ email }) => email === actor.email);
  const things: Record<(typeof authorisation)[Action]['thing'], object> = {
    council: {},
    review: { reviewId },
    evidence: { reviewId, state: 'awaiting-upload' },
    version: { reviewId, number: Number(number), state: 'released', edition, ...(released ? { grant } : {}) },
    job: { state: 'dead' },
    session: { personId },
  };
  const thing = things[authorisation[action].thing];
  return decide(actor, action, thing as Parameters<typeof decide>[2], new Date());
}

describe('fault 13: somebody else’s id on every route', () => {
  it('knows every route that the portal answers', () => {
    const known = new Set<string>([
      ...openRoutes,
      ...routes.map(({ method, path }) => `${method.toUpperCase()} ${path}`),
    ]);
    const served = portal.app.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/assets/'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(served.filter((route) => !known.has(route))).toEqual([]);
    expect([...known].filter((route) => !served.includes(route))).toEqual([]);
    expect(people.flatMap((person) => person.roles)).toEqual(expect.arrayContaining([...roles]));
  });

  it('lets nobody in who has not signed in', async () => {
    for (const route of routes) {
      const { status } = await ask(route, { ...stage.ids, ...nobodys }, '');
      expect([route.path, status]).toEqual([
        route.path,
        route.path.startsWith('/api/') || route.method !== 'get' ? 401 : 303,
      ]);
    }
  });

  it.each(people.map((actor) => [actor.name, actor] as const))('answers %s as the table says', async (_, actor) => {
    const cookie = await sessionCookie(portal.parts.table, actor);
    const asked = routes.filter((route) => !endsSessions(route));
    // Together, as people ask: it is quicker, and the log lines still belong to their requests.
    for (let from = 0; from < asked.length; from += atOnce) {
      await Promise.all(
        asked
          .slice(from, from + atOnce)
          .map((route) => hold(actor, route, { ...stage.ids, email: readers[0]?.email ?? '' }, cookie)),
      );
    }
  });

  it.each(people.map((actor) => [actor.name, actor] as const))(
    'ends sessions for %s as the table says',
    async (_, actor) => {
      for (const route of routes.filter(endsSessions)) {
        for (const owner of names(route).length > 0 ? [actor, other] : [actor]) {
          // Each of these may end every session there is, so each is asked in one of its own.
          const cookie = await sessionCookie(portal.parts.table, actor);
          const theirs = owner === actor ? cookie : await sessionCookie(portal.parts.table, other);
          const ids = { personId: owner.personId, sessionId: await lastSession(theirs) };
          await hold(actor, route, ids, cookie);
        }
      }
    },
  );
});

/** Holds what one person gets from one route, for what is there and for what isn't, to the table. */
async function hold(actor: Actor, route: Route, ids: Ids, cookie: string): Promise<void> {
  const where = `${actor.name}: ${route.method} ${route.path} ${JSON.stringify(ids)}`;
  const gone = await Promise.all(
    names(route).map((name) => ask(route, { ...ids, [name]: absent[name] ?? nobody }, cookie)),
  );
  const own = { ...ids, ...others[route.path]?.ids };
  // Whoever may remove a mapping does: each finds one of their own.
  const there = await ask(
    route,
    { ...own, ...(names(route).includes('mappingId') ? { mappingId: await stageMapping() } : {}) },
    cookie,
  );
  for (const each of gone) {
    expect(each.status, where).toBe(404);
    expect(each.lines, where).toHaveLength(1);
  }
  // A session is named to its own person alone; an administrator names the person.
  const strangers = route.path.includes(':sessionId') && ids.personId !== actor.personId;
  const said = strangers ? 'absent' : tableSays(actor, route, { ...ids, personId: ids.personId ?? actor.personId });
  if (said !== 'absent') {
    expect([401, 404, 500], `${where}: ${there.text}`).not.toContain(there.status);
    return;
  }
  expect(there.status, where).toBe(404);
  for (const each of gone) expect(each.text, where).toBe(there.text);
  expect(there.lines, where).toHaveLength(1);
  expect(there.lines[0]).toContain(`"route":"${route.path}"`);
  expect(there.lines[0]).not.toContain('withheld');
}

/** The id of the session that a cookie holds: the newest of its person. */
async function lastSession(cookie: string): Promise<string> {
  const answer = await portal.app.request('/api/v1/sessions', { headers: { cookie } });
  const { sessions } = (await answer.json()) as { sessions: { sessionId: string }[] };
  return sessions.at(-1)?.sessionId ?? '';
}
