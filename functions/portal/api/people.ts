import { z } from 'zod';
import {
  endAllSessions,
  endOneSession,
  listPeople,
  listSessions,
  type Person,
  type SignedInPlace,
} from '../../access/session.ts';
import { param } from '../http/visit.ts';
import { type Endpoint, itself, reply } from './endpoint.ts';

const text = z.string();
const person = z.object({
  personId: text,
  name: text,
  email: text,
  roles: z.array(text),
  signedInAt: text,
}) satisfies z.ZodType<Person>;
const session = z.object({
  sessionId: text,
  browser: text.describe('As it said of itself, in words'),
  startedAt: text,
  endsAt: text.describe('At the latest; after an hour without use it ends sooner'),
}) satisfies z.ZodType<SignedInPlace>;
const people = z.object({ people: z.array(person) });
const sessions = z.object({ sessions: z.array(session) });
const ended = z.object({ ended: z.int().describe('How many sessions were open') });

export const peopleEndpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/sessions',
    action: 'session.read',
    says: 'Where you are signed in',
    answers: { status: 200, schema: sessions },
    refusals: [],
    handle: reply(
      sessions,
      ({ parts, actor }) => listSessions(parts, actor, actor.personId),
      (list) => ({ sessions: list }),
    ),
  },
  {
    method: 'delete',
    path: '/api/v1/sessions',
    action: 'session.end',
    says: 'Sign yourself out everywhere: every session of yours ends, this one too',
    answers: { status: 200, schema: ended },
    refusals: [],
    handle: reply(ended, ({ parts, actor }) => endAllSessions(parts, actor, actor.personId), itself),
  },
  {
    method: 'delete',
    path: '/api/v1/sessions/:sessionId',
    action: 'session.end',
    says: 'End one session of yours',
    answers: { status: 200, schema: ended },
    refusals: [404],
    handle: reply(
      ended,
      (visit) => endOneSession(visit.parts, visit.actor, visit.actor.personId, param(visit, 'sessionId')),
      () => ({ ended: 1 }),
    ),
  },
  {
    method: 'get',
    path: '/api/v1/people',
    action: 'person.list',
    says: 'Everybody who has signed in, as they were when they last did',
    answers: { status: 200, schema: people },
    refusals: [404],
    handle: reply(
      people,
      ({ parts, actor }) => listPeople(parts, actor),
      (list) => ({ people: list }),
    ),
  },
  {
    method: 'delete',
    path: '/api/v1/people/:personId/sessions',
    action: 'session.end',
    says: 'Sign somebody out everywhere: yourself, or, as an administrator, anybody',
    answers: { status: 200, schema: ended },
    refusals: [404],
    handle: reply(ended, (visit) => endAllSessions(visit.parts, visit.actor, param(visit, 'personId')), itself),
  },
];
