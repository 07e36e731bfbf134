import { Entity, Service } from 'electrodb';
import { boundTo, primaryIndex } from '../platform/entity.ts';
import { auditEntity, chainEntity } from './audit.ts';

const text = { type: 'string', required: true } as const;
/** For the table's own clean-up, in seconds since 1970. Ends are judged when read. */
const expiresAt = { type: 'number', required: true } as const;

/** A session, found by the digest of its token: the table never holds what a cookie holds. */
const sessionEntity = new Entity({
  model: { entity: 'session', version: '1', service: 'evidencepacks' },
  attributes: {
    tokenDigest: text,
    /** Its name where people and logs speak of it. */
    sessionId: text,
    personId: text,
    name: text,
    email: text,
    roles: { type: 'list', items: { type: 'string' }, required: true },
    idleEndsAt: text,
    endsAt: text,
    expiresAt,
  },
  indexes: { byToken: primaryIndex(['tokenDigest'], []) },
});

/** A person's sessions, in the same transaction as the session: read consistently, so that "everywhere" leaves none out. */
const placeEntity = new Entity({
  model: { entity: 'signedinplace', version: '1', service: 'evidencepacks' },
  attributes: {
    personId: text,
    sessionId: text,
    tokenDigest: text,
    /** 'Firefox on Windows'. */
    browser: text,
    startedAt: text,
    endsAt: text,
    expiresAt,
  },
  indexes: { byPerson: primaryIndex(['personId'], ['sessionId']) },
});

/** Everybody who has ever signed in, as they were when they last did. */
const personEntity = new Entity({
  model: { entity: 'person', version: '1', service: 'evidencepacks' },
  attributes: {
    personId: text,
    name: text,
    email: text,
    roles: { type: 'list', items: { type: 'string' }, required: true },
    signedInAt: text,
    /** Constant: everybody in one partition. */
    council: { type: 'string', required: true, default: 'all' },
  },
  indexes: { byId: primaryIndex(['council'], ['personId']) },
});

/** A sign-in under way: what must match when the person comes back from the identity provider. */
const signInEntity = new Entity({
  model: { entity: 'signin', version: '1', service: 'evidencepacks' },
  attributes: { tokenDigest: text, transaction: text, returnTo: text, endsAt: text, expiresAt },
  indexes: { byToken: primaryIndex(['tokenDigest'], []) },
});

/** How many requests somebody made in one minute. */
const tallyEntity = new Entity({
  model: { entity: 'tally', version: '1', service: 'evidencepacks' },
  attributes: { who: text, minute: text, count: { type: 'number', required: true, default: 0 }, expiresAt },
  indexes: { byWho: primaryIndex(['who', 'minute'], []) },
});

/** The audit trail's daily roots: see `audit-roots.ts`. */
const rootEntity = new Entity({
  model: { entity: 'auditroot', version: '1', service: 'evidencepacks' },
  attributes: {
    council: { type: 'string', required: true, default: 'all' },
    /** ISO date, in UTC, of the last day that it covers. */
    day: text,
    madeAt: text,
    heads: {
      type: 'list',
      required: true,
      items: {
        type: 'map',
        properties: { scope: text, sequence: { type: 'number', required: true }, digest: text },
      },
    },
    previous: text,
    digest: text,
  },
  indexes: { byDay: primaryIndex(['council'], ['day']) },
});

export const accessRoom = boundTo(
  (at) =>
    new Service(
      {
        session: sessionEntity,
        place: placeEntity,
        person: personEntity,
        signIn: signInEntity,
        tally: tallyEntity,
        root: rootEntity,
        audit: auditEntity,
        chain: chainEntity,
      },
      at,
    ),
);
