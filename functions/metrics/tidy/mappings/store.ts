import { Entity, Service } from 'electrodb';
import { auditEntity, chainEntity } from '../../../access/audit.ts';
import { boundTo, primaryIndex } from '../../../platform/entity.ts';
import type { Parts } from '../../../platform/parts.ts';
import { type Mapping, mappingSchema } from './model.ts';
import { publishedMappings } from './published.ts';

const text = { type: 'string', required: true } as const;

const mappingEntity = new Entity({
  model: { entity: 'tidymapping', version: '1', service: 'evidencepacks' },
  attributes: {
    /** Constant: a council makes a few of them. */
    council: { type: 'string', required: true, default: 'all' },
    mappingId: text,
    /** The mapping as JSON: what it may say is the schema's to decide. */
    mapping: text,
    savedAt: text,
    savedBy: text,
  },
  indexes: { all: primaryIndex(['council'], ['mappingId']) },
});

export const mappingRoom = boundTo(
  (at) => new Service({ mapping: mappingEntity, audit: auditEntity, chain: chainEntity }, at),
);

/** A mapping that an officer made. */
export interface SavedMapping {
  mapping: Mapping;
  savedAt: string;
  savedBy: string;
}

/** Those of the council's own, the newest first. */
export async function findMappings(parts: Pick<Parts, 'table'>): Promise<SavedMapping[]> {
  const { data } = await mappingRoom(parts)
    .entities.mapping.query.all({ council: 'all' })
    .go({ pages: 'all', consistent: true });
  return data
    .map(({ mapping, savedAt, savedBy }) => ({ mapping: mappingSchema.parse(JSON.parse(mapping)), savedAt, savedBy }))
    .toSorted((a, b) => b.savedAt.localeCompare(a.savedAt));
}

/** All that files are recognised by: an officer's before those that ship, so that a council may say otherwise. */
export async function readMappings(parts: Pick<Parts, 'table'>): Promise<Mapping[]> {
  return [...(await findMappings(parts)).map(({ mapping }) => mapping), ...publishedMappings];
}
