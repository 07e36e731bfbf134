import { Entity } from 'electrodb';
import { primaryIndex } from '../platform/entity.ts';
import type { Parts } from '../platform/parts.ts';

/** A session, found by the digest of its token: the table never holds what a cookie holds. */
const sessionEntity = new Entity({
  model: { entity: 'session', version: '1', service: 'evidencepacks' },
  attributes: {
    tokenDigest: { type: 'string', required: true },
    personId: { type: 'string', required: true },
    name: { type: 'string', required: true },
    email: { type: 'string', required: true },
    roles: { type: 'list', items: { type: 'string' }, required: true },
    idleEndsAt: { type: 'string', required: true },
    endsAt: { type: 'string', required: true },
    /** For the table's own clean-up, in seconds since 1970. Ends are judged when read. */
    expiresAt: { type: 'number', required: true },
  },
  indexes: { byToken: primaryIndex(['tokenDigest'], []) },
});

/** A sign-in under way: what must match when the person comes back from the identity provider. */
const signInEntity = new Entity({
  model: { entity: 'signin', version: '1', service: 'evidencepacks' },
  attributes: {
    tokenDigest: { type: 'string', required: true },
    transaction: { type: 'string', required: true },
    returnTo: { type: 'string', required: true },
    endsAt: { type: 'string', required: true },
    expiresAt: { type: 'number', required: true },
  },
  indexes: { byToken: primaryIndex(['tokenDigest'], []) },
});

export function sessions(parts: Pick<Parts, 'table'>) {
  sessionEntity.setTableName(parts.table.name);
  sessionEntity.setClient(parts.table.client);
  return sessionEntity;
}

export function signIns(parts: Pick<Parts, 'table'>) {
  signInEntity.setTableName(parts.table.name);
  signInEntity.setClient(parts.table.client);
  return signInEntity;
}
