import { secondsFrom } from '../platform/clock.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { headOf, writeAudited } from './audit.ts';
import { decide } from './authorisation.ts';
import { type Actor, rolesFrom } from './model.ts';
import { accessRoom } from './store.ts';
import { digestOfToken, newToken } from './tokens.ts';

/** A session ends after an hour without use, and after twelve whatever happens: roles are read again at the next sign-in. */
export const idleSeconds = 60 * 60;
export const sessionSeconds = 12 * 60 * 60;
/** Use is noted no oftener than this, so that not every page writes. */
const noteSeconds = 5 * 60;

type AccessParts = Pick<Parts, 'table' | 'wallClock'>;

export interface Session {
  sessionId: string;
  actor: Actor;
}

/** A session of a person, as they or an administrator see it. */
export interface SignedInPlace {
  sessionId: string;
  browser: string;
  startedAt: string;
  endsAt: string;
}

export interface Person {
  personId: string;
  name: string;
  email: string;
  roles: readonly string[];
  signedInAt: string;
}

/** Opens a session with a new token, which is nowhere but in the answer. */
export async function openSession(
  parts: Pick<Parts, 'table' | 'wallClock' | 'ids'>,
  actor: Actor,
  browser: string,
): Promise<string> {
  const token = newToken();
  const tokenDigest = digestOfToken(token);
  const sessionId = parts.ids();
  const startedAt = parts.wallClock().toISOString();
  const ends = {
    endsAt: secondsFrom(parts.wallClock, sessionSeconds),
    expiresAt: Math.ceil(parts.wallClock().getTime() / 1000) + sessionSeconds,
  };
  const { personId } = actor;
  const person = { ...actor, roles: [...actor.roles] };
  const written = await accessRoom(parts)
    .transaction.write((own) => [
      own.session
        .create({ tokenDigest, sessionId, ...person, ...ends, idleEndsAt: secondsFrom(parts.wallClock, idleSeconds) })
        .commit(),
      own.place.create({ personId, sessionId, tokenDigest, browser, startedAt, ...ends }).commit(),
      own.person.put({ ...person, signedInAt: startedAt }).commit(),
    ])
    .go();
  if (written.canceled) throw new Error('A session could not be opened: the table cancelled it');
  return token;
}

/** Who holds this token, if its session has not ended. Reading keeps it from going idle. */
export async function readSession(parts: AccessParts, token: string | undefined): Promise<Session | undefined> {
  if (!token) return undefined;
  const { session } = accessRoom(parts).entities;
  const { data } = await session.get({ tokenDigest: digestOfToken(token) }).go({ consistent: true });
  const now = parts.wallClock().toISOString();
  if (!data || data.endsAt <= now || data.idleEndsAt <= now) return undefined;
  if (data.idleEndsAt < secondsFrom(parts.wallClock, idleSeconds - noteSeconds)) await noteUse(parts, data.tokenDigest);
  const { sessionId, personId, name, email } = data;
  return { sessionId, actor: { personId, name, email, roles: rolesFrom(data.roles) } };
}

/** Only while the session is there: one that is being ended must not come back as half an item. */
async function noteUse(parts: AccessParts, tokenDigest: string): Promise<void> {
  const idleEndsAt = secondsFrom(parts.wallClock, idleSeconds);
  await accessRoom(parts)
    .transaction.write((own) => [own.session.patch({ tokenDigest }).set({ idleEndsAt }).commit()])
    .go();
}

/** Ends the session of this token, if there is one. */
export async function endSession(parts: AccessParts, token: string | undefined): Promise<void> {
  if (!token) return;
  const { session, place } = accessRoom(parts).entities;
  const { data } = await session.delete({ tokenDigest: digestOfToken(token) }).go({ response: 'all_old' });
  if (data?.personId && data.sessionId) await place.delete({ personId: data.personId, sessionId: data.sessionId }).go();
}

/** Where somebody is signed in, the newest last. */
export async function listSessions(
  parts: AccessParts,
  actor: Actor,
  personId: string,
): Promise<Outcome<SignedInPlace[], 'not-found'>> {
  if (decide(actor, 'session.read', { personId }, parts.wallClock()) !== 'allowed') return noSuchPerson();
  const places = await placesOf(parts, personId);
  const found = await Promise.all(
    places.map(async ({ tokenDigest, sessionId, browser, startedAt, endsAt }) => {
      const { data } = await accessRoom(parts).entities.session.get({ tokenDigest }).go({ consistent: true });
      const open = data !== null && data.idleEndsAt > parts.wallClock().toISOString();
      return open ? { sessionId, browser, startedAt, endsAt } : undefined;
    }),
  );
  return success(found.filter((each) => each !== undefined));
}

/** Ends one session of a person. */
export async function endOneSession(
  parts: AccessParts,
  actor: Actor,
  personId: string,
  sessionId: string,
): Promise<Outcome<undefined, 'not-found'>> {
  const allowed = decide(actor, 'session.end', { personId }, parts.wallClock()) === 'allowed';
  const found = allowed ? (await placesOf(parts, personId)).find((each) => each.sessionId === sessionId) : undefined;
  if (!found) return noSuchPerson();
  await endPlaces(parts, [found]);
  return success(undefined);
}

/**
 * Signs somebody out everywhere: every session of theirs that was open has ended when this returns. It is in the council's
 * audit trail if somebody else does it.
 */
export async function endAllSessions(
  parts: AccessParts & Pick<Parts, 'clock'>,
  actor: Actor,
  personId: string,
): Promise<Outcome<{ ended: number }, 'not-found'>> {
  if (decide(actor, 'session.end', { personId }, parts.wallClock()) !== 'allowed') return noSuchPerson();
  if (personId !== actor.personId) {
    const { data: person } = await accessRoom(parts).entities.person.get({ council: 'all', personId }).go();
    if (!person) return noSuchPerson();
    const sentence = `signed ${person.name} (${person.email}) out everywhere`;
    await writeAudited(parts, { scope: 'council', actor, sentence, about: personId }, (entry) =>
      accessRoom(parts)
        .transaction.write((own) => [own.audit.create(entry).commit(), own.chain.put(headOf(entry)).commit()])
        .go(),
    );
  }
  const places = await placesOf(parts, personId);
  await endPlaces(parts, places);
  return success({ ended: places.length });
}

/** Everybody who has ever signed in, by name. */
export async function listPeople(parts: AccessParts, actor: Actor): Promise<Outcome<Person[], 'not-found'>> {
  if (decide(actor, 'person.list', {}, parts.wallClock()) !== 'allowed') return noSuchPerson();
  const { data } = await accessRoom(parts).entities.person.query.byId({ council: 'all' }).go({ pages: 'all' });
  return success(data.sort((a, b) => a.name.localeCompare(b.name, 'en-GB')));
}

function noSuchPerson() {
  return failure('not-found', 'There is no such page.');
}

type Place = SignedInPlace & { personId: string; tokenDigest: string };

async function placesOf(parts: AccessParts, personId: string): Promise<Place[]> {
  const { place } = accessRoom(parts).entities;
  const { data } = await place.query.byPerson({ personId }).go({ pages: 'all', consistent: true });
  return data.filter(({ endsAt }) => endsAt > parts.wallClock().toISOString());
}

/** The session first: should the second write fail, the place is found again and ends again. */
async function endPlaces(parts: AccessParts, places: readonly Place[]): Promise<void> {
  const { session, place } = accessRoom(parts).entities;
  for (const { tokenDigest, personId, sessionId } of places) {
    await session.delete({ tokenDigest }).go();
    await place.delete({ personId, sessionId }).go();
  }
}
