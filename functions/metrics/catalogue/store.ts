import { Entity, Service } from 'electrodb';
import { auditEntity, chainEntity } from '../../access/audit.ts';
import { boundTo, primaryIndex } from '../../platform/entity.ts';
import type { Parts } from '../../platform/parts.ts';
import { breaksSchema, type Indicator, indicatorSchema } from '../model.ts';

const text = { type: 'string', required: true } as const;

const ownIndicatorEntity = new Entity({
  model: { entity: 'own-indicator', version: '1', service: 'evidencepacks' },
  attributes: {
    /** Constant: a council adds tens of them. */
    council: { type: 'string', required: true, default: 'all' },
    code: text,
    /** The indicator as JSON: what it may say is the schema's to decide, not the table's. */
    indicator: text,
    edition: { type: 'number', required: true },
    savedAt: text,
    savedBy: text,
  },
  indexes: { all: primaryIndex(['council'], ['code']) },
});

/** Breaks that only this council has, in the series of an indicator that ships. */
const ownBreaksEntity = new Entity({
  model: { entity: 'own-breaks', version: '1', service: 'evidencepacks' },
  attributes: {
    council: { type: 'string', required: true, default: 'all' },
    code: text,
    /** As JSON. */
    breaks: text,
    edition: { type: 'number', required: true },
    savedAt: text,
    savedBy: text,
  },
  indexes: { all: primaryIndex(['council'], ['code']) },
});

export const ownRoom = boundTo(
  (at) =>
    new Service({ indicator: ownIndicatorEntity, breaks: ownBreaksEntity, audit: auditEntity, chain: chainEntity }, at),
);

/** An indicator that an officer added. */
export interface OwnIndicator {
  indicator: Indicator;
  /** From 1: who changes it says which they read. */
  edition: number;
  savedAt: string;
  savedBy: string;
}

/** Every indicator of the council's own, by code, retired ones too. */
export async function findOwnIndicators(parts: Pick<Parts, 'table'>): Promise<OwnIndicator[]> {
  const { data } = await ownRoom(parts)
    .entities.indicator.query.all({ council: 'all' })
    .go({ pages: 'all', consistent: true });
  return data.map(({ indicator, edition, savedAt, savedBy }) => ({
    indicator: indicatorSchema.parse(JSON.parse(indicator)),
    ...{ edition, savedAt, savedBy },
  }));
}

export interface OwnBreaks {
  /** Of an indicator that ships. */
  code: string;
  breaks: Indicator['breaks'];
  /** From 1. */
  edition: number;
}

export async function findOwnBreaks(parts: Pick<Parts, 'table'>): Promise<OwnBreaks[]> {
  const { data } = await ownRoom(parts)
    .entities.breaks.query.all({ council: 'all' })
    .go({ pages: 'all', consistent: true });
  return data.map(({ code, breaks, edition }) => ({ code, edition, breaks: breaksSchema.parse(JSON.parse(breaks)) }));
}
