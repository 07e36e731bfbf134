import { endAllSessions, endOneSession, listPeople, listSessions } from '../../access/session.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { takeCookie } from '../http/session.ts';
import { param } from '../http/visit.ts';
import { roleWord } from '../http/words.ts';
import type { Handle } from '../model.ts';

/** Everybody who has signed in, for an administrator who may end their sessions. */
export const showPeople: Handle = async ({ context, parts, actor }) => {
  const people = await listPeople(parts, actor);
  if (!people.ok) return fail(context, people);
  return page(context, 'people/list', {
    title: 'People',
    people: people.value.map((person) => ({
      ...person,
      roleNames: person.roles.map(roleWord),
      self: person.personId === actor.personId,
    })),
    ended: context.req.query('ended') !== undefined,
  });
};

export const signPersonOut: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const ended = await endAllSessions(parts, actor, param(visit, 'personId'));
  return ended.ok ? seeOther(context, '/people?ended=1') : fail(context, ended);
};

/** Where this person is signed in. */
export const showSessions: Handle = async ({ context, parts, actor, sessionId }) => {
  const sessions = await listSessions(parts, actor, actor.personId);
  if (!sessions.ok) return fail(context, sessions);
  return page(context, 'sessions/list', {
    title: 'Where you are signed in',
    sessions: sessions.value.toReversed().map((each) => ({ ...each, here: each.sessionId === sessionId })),
    roleNames: actor.roles.map(roleWord),
    ended: context.req.query('ended') !== undefined,
  });
};

export const endSessionPage: Handle = async (visit) => {
  const { context, parts, actor, sessionId } = visit;
  const asked = param(visit, 'sessionId');
  const ended = await endOneSession(parts, actor, actor.personId, asked);
  if (!ended.ok) return fail(context, ended);
  if (asked !== sessionId) return seeOther(context, '/sessions?ended=1');
  takeCookie(context, 'session');
  return seeOther(context, '/signed-out');
};

/** Ends every session of this person, this one too, and the identity provider's own. */
export const signOutEverywhere: Handle = async ({ context, parts, actor }) => {
  const ended = await endAllSessions(parts, actor, actor.personId);
  if (!ended.ok) return fail(context, ended);
  takeCookie(context, 'session');
  return seeOther(context, (await context.get('portal').identity.signOutUrl()) ?? '/signed-out');
};
