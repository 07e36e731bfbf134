import { createHash } from 'node:crypto';
import { Entity } from 'electrodb';
import { primaryIndex } from '../platform/entity.ts';
import type { Parts } from '../platform/parts.ts';
import type { Actor } from './model.ts';

/**
 * The audit trail: one chain for each review, each entry holding the digest of the one before. An entry is written in the
 * same transaction as what it records.
 */
export const auditEntity = new Entity({
  model: { entity: 'audit', version: '1', service: 'evidencepacks' },
  attributes: {
    /** A review's id, or `council` for what belongs to no review. */
    scope: { type: 'string', required: true },
    sequence: { type: 'number', required: true, padding: { length: 9, char: '0' } },
    /** Never before the entry's predecessor. */
    at: { type: 'string', required: true },
    actorId: { type: 'string', required: true },
    actorName: { type: 'string', required: true },
    /** A sentence: "released version 2 to lead.peer@example.org until 30 September 2026". */
    sentence: { type: 'string', required: true },
    previous: { type: 'string', required: true },
    digest: { type: 'string', required: true },
  },
  indexes: { byScope: primaryIndex(['scope'], ['sequence']) },
});

export interface AuditEntry {
  scope: string;
  sequence: number;
  at: string;
  actorId: string;
  actorName: string;
  sentence: string;
  previous: string;
  digest: string;
}

export interface AuditDraft {
  scope: string;
  actor: Actor;
  sentence: string;
}

/** What ElectroDB answers for a transaction: one row for each operation, in order. */
export interface TransactionAnswer {
  canceled: boolean;
  data: readonly ({ rejected: boolean; code?: string } | null)[];
}

type AuditParts = Pick<Parts, 'table' | 'clock'>;

const mostTries = 12;

/**
 * Runs a transaction whose **last** operation creates the audit entry. If only the entry's place in the chain was taken, or
 * the table was busy with another writer, it tries again; if anything else was refused, the answer is `conflict` and nothing was written.
 */
export async function writeAudited(
  parts: AuditParts,
  draft: AuditDraft,
  write: (entry: AuditEntry) => Promise<TransactionAnswer>,
): Promise<'written' | 'conflict'> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const answer = await write(await nextEntry(parts, draft));
    if (!answer.canceled) return 'written';
    const refused = answer.data.slice(0, -1).some((row) => row?.rejected && row.code === 'ConditionalCheckFailed');
    if (refused) return 'conflict';
    await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** Math.min(attempt, 6) * (1 + Math.random())));
  }
  throw new Error(`The audit chain of ${draft.scope} was busy: ${mostTries} tries were cancelled`);
}

async function nextEntry(parts: AuditParts, draft: AuditDraft): Promise<AuditEntry> {
  const { data } = await audit(parts)
    .query.byScope({ scope: draft.scope })
    .go({ order: 'desc', limit: 1, consistent: true });
  const head = data[0];
  const entry = {
    scope: draft.scope,
    sequence: (head?.sequence ?? 0) + 1,
    at: noEarlier(parts.clock().toISOString(), head?.at),
    actorId: draft.actor.personId,
    actorName: draft.actor.name,
    sentence: draft.sentence,
    previous: head?.digest ?? '',
  };
  return { ...entry, digest: digestOf(entry) };
}

/** Servers' clocks differ. The chain's order is the order of what happened, so no entry is dated before the one it follows. */
function noEarlier(now: string, previous: string | undefined): string {
  return previous !== undefined && previous > now ? previous : now;
}

function digestOf(entry: Omit<AuditEntry, 'digest'>): string {
  const { scope, sequence, at, actorId, actorName, sentence, previous } = entry;
  return createHash('sha256')
    .update(JSON.stringify([scope, sequence, at, actorId, actorName, sentence, previous]))
    .digest('hex');
}

/** Every entry of a scope, oldest first. */
export async function listAudit(parts: Pick<Parts, 'table'>, scope: string): Promise<AuditEntry[]> {
  const { data } = await audit(parts).query.byScope({ scope }).go({ pages: 'all', consistent: true });
  return data;
}

/** The first sequence number at which the chain does not hold, or nothing. */
export function firstBrokenEntry(entries: readonly AuditEntry[]): number | undefined {
  let previous = '';
  for (const [index, entry] of entries.entries()) {
    if (entry.sequence !== index + 1 || entry.previous !== previous || entry.digest !== digestOf(entry))
      return index + 1;
    previous = entry.digest;
  }
  return undefined;
}

function audit(parts: Pick<Parts, 'table'>) {
  auditEntity.setTableName(parts.table.name);
  auditEntity.setClient(parts.table.client);
  return auditEntity;
}
