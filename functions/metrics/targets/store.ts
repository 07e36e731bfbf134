import { Entity, Service } from 'electrodb';
import { auditEntity, chainEntity } from '../../access/audit.ts';
import { boundTo, primaryIndex } from '../../platform/entity.ts';
import type { Parts } from '../../platform/parts.ts';
import { type Target, ways } from './model.ts';

const text = { type: 'string', required: true } as const;

const targetEntity = new Entity({
  model: { entity: 'target', version: '1', service: 'evidencepacks' },
  attributes: {
    /** Constant: a council has some hundred targets. */
    council: { type: 'string', required: true, default: 'all' },
    indicator: text,
    place: text,
    date: text,
    value: text,
    tolerance: { type: 'string' },
    way: { type: ways, required: true },
    why: text,
    setBy: text,
    setAt: text,
    edition: { type: 'number', required: true },
  },
  indexes: { all: primaryIndex(['council'], ['indicator', 'place', 'date']) },
});

export const targetRoom = boundTo(
  (at) => new Service({ target: targetEntity, audit: auditEntity, chain: chainEntity }, at),
);

/** `edition`, from 1: who changes a target says which they read. */
export type StoredTarget = Target & { edition: number };

/** A target as a manifest holds it: what it says, whichever edition that is. */
export function frozenTarget({
  indicator,
  place,
  date,
  value,
  tolerance,
  way,
  why,
  setBy,
  setAt,
}: StoredTarget): Target {
  const given = tolerance === undefined ? {} : { tolerance };
  return { indicator, place, date, value, ...given, way, why, setBy, setAt };
}

/** Every target, by indicator, place and date. */
export async function findTargets(parts: Pick<Parts, 'table'>): Promise<StoredTarget[]> {
  const { data } = await targetRoom(parts)
    .entities.target.query.all({ council: 'all' })
    .go({ pages: 'all', consistent: true });
  return data.map(({ tolerance, indicator, place, date, value, way, why, setBy, setAt, edition }) => ({
    ...{ indicator, place, date, value, way, why, setBy, setAt, edition },
    ...(tolerance === undefined ? {} : { tolerance }),
  }));
}
