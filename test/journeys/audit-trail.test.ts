import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditEntry, digestOf, findHead, headOf, listAudit, writeAudited } from '../../functions/access/audit.ts';
import { listRoots, sealDays } from '../../functions/access/audit-roots.ts';
import { accessRoom } from '../../functions/access/store.ts';
import { verifyAudit } from '../../functions/access/verify-audit.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';
import { somebody } from '../builders/people.ts';
import { sessionCookie } from '../builders/signed-in.ts';
import { portalOn } from '../builders/stage.ts';

let run: TestRun;
let portal: ReturnType<typeof portalOn>;
let now = new Date('2026-09-14T09:00:00Z');
const clock = () => new Date(now);
const governance = somebody('information-governance');

beforeAll(async () => {
  run = await startTestRun();
  portal = portalOn(governance, { wallClock: clock });
});

afterAll(() => run?.end());

async function say(scope: string, ...sentences: string[]): Promise<void> {
  for (const sentence of sentences) {
    await writeAudited(portal.parts, { scope, actor: governance, sentence }, (entry) =>
      accessRoom(portal.parts)
        .transaction.write((own) => [own.audit.create(entry).commit(), own.chain.put(headOf(entry)).commit()])
        .go(),
    );
  }
}

/** Behind the product's back: straight in the table. */
async function tamper(scope: string, sequence: number, change: 'remove' | Record<string, string>): Promise<void> {
  const { client, name: TableName } = portal.parts.table;
  const { Key } = accessRoom(portal.parts).entities.audit.get({ scope, sequence }).params<{ Key: object }>();
  if (change === 'remove') await client.send(new DeleteCommand({ TableName, Key }));
  else {
    const { Item } = await client.send(new GetCommand({ TableName, Key }));
    await client.send(new PutCommand({ TableName, Item: { ...Item, ...change } }));
  }
}

const verdictOf = async (scope: string) => (await verifyAudit(portal.parts, scope)).verdict;
const get = async (path: string) =>
  portal.app.request(path, { headers: { cookie: await sessionCookie(portal.parts.table, governance, clock) } });

describe('a trail that somebody changed in the table', () => {
  it.each([
    ['changed', 2, { sentence: 'did nothing' }, 2],
    ['taken out', 2, 'remove', 2],
    ['the newest taken out', 3, 'remove', 3],
  ] as const)('is found out: %s', async (name, sequence, change, at) => {
    const scope = `review ${name}`;
    await say(scope, 'began', 'went on', 'ended');
    expect(await verdictOf(scope)).toEqual({ holds: true, entries: 3 });
    await tamper(scope, sequence, change);
    expect(await verdictOf(scope)).toMatchObject({ holds: false, at });
    // What comes after does not heal it.
    await say(scope, 'went on as if nothing had been');
    expect(await verdictOf(scope)).toMatchObject({ holds: false, at });
  });

  it('says so on its page and through the API, with the entry', async () => {
    await say('council', 'imported 3 figures', 'imported 4 figures');
    expect(await (await get('/audit')).text()).toContain('nothing was changed or taken out');
    const { sequence } = (await findHead(portal.parts, 'council')) ?? { sequence: 0 };
    await tamper('council', sequence, { sentence: 'imported 5 figures' });
    expect(await (await get('/audit')).text()).toContain(`Entry ${sequence} was changed after it was written.`);
    expect(await (await get('/api/v1/audit/verification')).json()).toMatchObject({
      verdict: { holds: false, at: sequence },
    });
    await tamper('council', sequence, { sentence: 'imported 4 figures' });
    expect(await (await get('/api/v1/audit/verification')).json()).toMatchObject({ verdict: { holds: true } });
  });
});

describe('the daily root', () => {
  it('is made once at the first sign-in of a day, over every trail that moved, on top of the one before', async () => {
    await say('a review of Monday', 'began');
    now = new Date('2026-09-15T08:00:00Z');
    expect(await listRoots(portal.parts)).toEqual([]);
    await Promise.all([get('/audit'), get('/audit'), get('/audit')]);
    const [first, ...more] = await listRoots(portal.parts);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ day: '2026-09-14', previous: '' });
    expect(first?.heads.map(({ scope }) => scope)).toEqual(expect.arrayContaining(['council', 'a review of Monday']));

    now = new Date('2026-09-16T08:00:00Z');
    expect(await sealDays(portal.parts)).toBeUndefined();
    await say('a review of Wednesday', 'began');
    now = new Date('2026-09-18T08:00:00Z');
    expect(await sealDays(portal.parts)).toMatchObject({
      day: '2026-09-17',
      previous: first?.digest,
      heads: [{ scope: 'a review of Wednesday', sequence: 1 }],
    });
    expect(await (await get('/audit')).text()).toContain('17 September 2026');
  });

  it('finds a trail that was written anew, digests, head and all', async () => {
    const scope = 'a review of Monday';
    const [entry] = await listAudit(portal.parts, scope);
    const forged = { ...(entry as AuditEntry), sentence: 'never began' };
    const digest = digestOf(forged);
    await tamper(scope, 1, { sentence: forged.sentence, digest });
    await accessRoom(portal.parts)
      .entities.chain.put(headOf({ ...forged, digest }))
      .go();
    const verdict = await verdictOf(scope);
    expect(verdict).toMatchObject({ holds: false, at: 1 });
    expect(verdict.holds ? '' : verdict.says).toContain('sealed on 14 September 2026');
  });
});

describe('what is taken away', () => {
  it('is the whole trail, for spreadsheets and for programs', async () => {
    const csv = await get('/audit.csv');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="audit-council.csv"');
    expect(await csv.text()).toContain('imported 4 figures');
    const trail = (await (await get('/audit.json')).json()) as {
      entries: AuditEntry[];
      verdict: object;
      roots: object[];
    };
    expect(trail.entries).toEqual(await listAudit(portal.parts, 'council'));
    expect(trail.roots).toHaveLength(2);
  });
});
