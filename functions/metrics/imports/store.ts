import { Entity, Service } from 'electrodb';
import { auditEntity, chainEntity } from '../../access/audit.ts';
import { boundTo, primaryIndex } from '../../platform/entity.ts';
import { jobEntity } from '../../platform/jobs.ts';
import type { Parts } from '../../platform/parts.ts';
import { bases } from '../model.ts';
import { formats } from '../reading.ts';
import { releaseEntity } from '../store.ts';
import { type FiguresImport, importStates, refusalCauses } from './model.ts';

const text = { type: 'string', required: true } as const;
const council = { type: 'string', required: true, default: 'all' } as const;

const importEntity = new Entity({
  model: { entity: 'figuresimport', version: '1', service: 'evidencepacks' },
  attributes: {
    /** Constant: a council has tens of imports a year. */
    council,
    importId: text,
    state: { type: importStates, required: true },
    jobId: text,
    createdAt: text,
    createdBy: text,
    source: text,
    status: { type: ['provisional', 'final', 'revised'] as const, required: true },
    neighbourModelYear: text,
    basis: { type: bases, required: true },
    asAt: { type: 'string' },
    replaces: { type: 'string' },
    versionId: { type: 'string' },
    scan: { type: ['clean', 'not-scanned-local-run'] as const },
    fileName: { type: 'string' },
    size: { type: 'number' },
    fileDigest: { type: 'string' },
    format: { type: formats },
    observations: { type: 'string' },
    reading: { type: 'string' },
    rows: { type: 'number' },
    reason: { type: 'string' },
    cause: { type: refusalCauses },
    releaseId: { type: 'string' },
  },
  indexes: { all: primaryIndex(['council'], ['importId']) },
});

/** The newest release. Whoever adds one says which was the newest when they looked: of two at once, one looks again. */
const newestEntity = new Entity({
  model: { entity: 'newestrelease', version: '1', service: 'evidencepacks' },
  attributes: { council, releaseId: text },
  indexes: { all: primaryIndex(['council'], []) },
});

/** What was made for a key that a program gave with its request, so that sending it again makes nothing new. Goes after a day. */
const onceEntity = new Entity({
  model: { entity: 'once', version: '1', service: 'evidencepacks' },
  attributes: {
    who: text,
    key: text,
    /** SHA-256 of what was asked. */
    asked: text,
    /** Of what was made. */
    id: text,
    expiresAt: { type: 'number', required: true },
  },
  indexes: { all: primaryIndex(['who'], ['key']) },
});

/** Imports and releases, with the job and the audit entry that are written beside them. */
export const importRoom = boundTo(
  (at) =>
    new Service(
      {
        figuresImport: importEntity,
        release: releaseEntity,
        newest: newestEntity,
        once: onceEntity,
        job: jobEntity,
        audit: auditEntity,
        chain: chainEntity,
      },
      at,
    ),
);

type Store = Pick<Parts, 'table'>;

export async function findImport(parts: Store, importId: string): Promise<FiguresImport | undefined> {
  const { data } = await importRoom(parts)
    .entities.figuresImport.get({ council: 'all', importId })
    .go({ consistent: true });
  return data ?? undefined;
}

/** Newest first, at most so many. */
export async function findImports(parts: Store, most: number): Promise<FiguresImport[]> {
  const { data } = await importRoom(parts)
    .entities.figuresImport.query.all({ council: 'all' })
    .go({ order: 'desc', count: most, consistent: true });
  return data;
}

/** The id of the newest release, of whichever kind; nothing before the first. */
export async function findNewest(parts: Store): Promise<string | undefined> {
  const { data } = await importRoom(parts).entities.newest.get({ council: 'all' }).go({ consistent: true });
  return data?.releaseId;
}

export async function findOnce(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  who: string,
  key: string,
): Promise<{ asked: string; id: string } | undefined> {
  const { data } = await importRoom(parts).entities.once.get({ who, key }).go({ consistent: true });
  return data && data.expiresAt > parts.wallClock().getTime() / 1000 ? data : undefined;
}
