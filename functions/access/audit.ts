import { createHash } from 'node:crypto';
import { Entity } from 'electrodb';
import { boundTo, primaryIndex, secondaryIndex } from '../platform/entity.ts';
import type { Parts } from '../platform/parts.ts';
import type { Actor } from './model.ts';

const text = { type: 'string', required: true } as const;

/**
 * The audit trail: one chain for each review, each entry holding the digest of the one before. An entry is written in the
 * same transaction as what it records.
 */
export const auditEntity = new Entity({
  model: { entity: 'audit', version: '1', service: 'evidencepacks' },
  attributes: {
    /** A review's id, or `council` for what belongs to no review. */
    scope: text,
    sequence: { type: 'number', required: true, padding: { length: 9, char: '0' } },
    /** Never before the entry's predecessor. */
    at: text,
    actorId: text,
    actorName: text,
    /** A sentence: "released version 2 to lead.peer@example.org until the end of 30 September 2026". */
    sentence: text,
    /** The id of what it is about, where the sentence can't name it for a program: a revision's. */
    about: { type: 'string' },
    previous: text,
    digest: text,
  },
  indexes: { byScope: primaryIndex(['scope'], ['sequence']) },
});

/** The head of each chain, in the same transaction as the entry that it names: what shows that the newest entry was taken away. */
export const chainEntity = new Entity({
  model: { entity: 'chain', version: '1', service: 'evidencepacks' },
  attributes: {
    scope: text,
    sequence: { type: 'number', required: true },
    at: text,
    digest: text,
    /** Constant: every chain of this council in one partition of the index, the last moved last. */
    council: { type: 'string', required: true, default: 'all' },
  },
  indexes: { byScope: primaryIndex(['scope'], []), moved: secondaryIndex(['council'], ['at', 'scope']) },
});

export interface AuditEntry {
  scope: string;
  sequence: number;
  at: string;
  actorId: string;
  actorName: string;
  sentence: string;
  about?: string;
  previous: string;
  digest: string;
}

export type ChainHead = Pick<AuditEntry, 'scope' | 'sequence' | 'at' | 'digest'>;

export interface AuditDraft {
  scope: string;
  actor: Actor;
  sentence: string;
  about?: string;
}

/** What ElectroDB answers for a transaction: one row for each operation, in order. */
export interface TransactionAnswer {
  canceled: boolean;
  data: readonly ({ rejected: boolean; code?: string } | null)[];
}

const mostTries = 12;

/**
 * Runs a transaction whose **last two** operations are `audit.create(entry)` and `chain.put(headOf(entry))`. If only the
 * entry's place in the chain was taken, or the table was busy with another writer, it tries again; if anything else was
 * refused, the answer is `conflict` and nothing was written.
 */
export async function writeAudited(
  parts: Pick<Parts, 'table' | 'clock'>,
  draft: AuditDraft,
  write: (entry: AuditEntry) => Promise<TransactionAnswer>,
): Promise<'written' | 'conflict'> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const answer = await write(await nextEntry(parts, draft));
    if (!answer.canceled) return 'written';
    const refused = answer.data.slice(0, -2).some((row) => row?.rejected && row.code === 'ConditionalCheckFailed');
    if (refused) return 'conflict';
    await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** Math.min(attempt, 6) * (1 + Math.random())));
  }
  throw new Error(`The audit chain of ${draft.scope} was busy: ${mostTries} tries were cancelled`);
}

/** The chain's head after this entry. */
export function headOf({ scope, sequence, at, digest }: AuditEntry): ChainHead {
  return { scope, sequence, at, digest };
}

async function nextEntry(parts: Pick<Parts, 'table' | 'clock'>, draft: AuditDraft): Promise<AuditEntry> {
  const head = await findHead(parts, draft.scope);
  const entry = {
    scope: draft.scope,
    sequence: (head?.sequence ?? 0) + 1,
    at: noEarlier(parts.clock().toISOString(), head?.at),
    actorId: draft.actor.personId,
    actorName: draft.actor.name,
    sentence: draft.sentence,
    ...(draft.about === undefined ? {} : { about: draft.about }),
    previous: head?.digest ?? '',
  };
  return { ...entry, digest: digestOf(entry) };
}

/** Servers' clocks differ. The chain's order is the order of what happened, so no entry is dated before the one it follows. */
function noEarlier(now: string, previous: string | undefined): string {
  return previous !== undefined && previous > now ? previous : now;
}

/** SHA-256, in hexadecimal, of all that an entry says. */
export function digestOf(entry: Omit<AuditEntry, 'digest'>): string {
  const { scope, sequence, at, actorId, actorName, sentence, about = '', previous } = entry;
  return createHash('sha256')
    .update(JSON.stringify([scope, sequence, at, actorId, actorName, sentence, about, previous]))
    .digest('hex');
}

/** Every entry of a scope, oldest first. */
export async function listAudit(parts: Pick<Parts, 'table'>, scope: string): Promise<AuditEntry[]> {
  const { data } = await audit(parts).query.byScope({ scope }).go({ pages: 'all', consistent: true });
  return data;
}

/** Where a chain stands, as it was last written; nothing for a scope in which nothing was done. */
export async function findHead(parts: Pick<Parts, 'table'>, scope: string): Promise<ChainHead | undefined> {
  const { data } = await chains(parts).get({ scope }).go({ consistent: true });
  return data ?? undefined;
}

/** The heads of the chains that moved at or after an instant. */
export async function headsSince(parts: Pick<Parts, 'table'>, since: string): Promise<ChainHead[]> {
  const { data } = await chains(parts).query.moved({ council: 'all' }).gte({ at: since }).go({ pages: 'all' });
  return data;
}

const audit = boundTo(({ client, table }) => {
  auditEntity.setTableName(table);
  auditEntity.setClient(client);
  return auditEntity;
});

const chains = boundTo(({ client, table }) => {
  chainEntity.setTableName(table);
  chainEntity.setClient(client);
  return chainEntity;
});
