import { Entity, Service } from 'electrodb';
import { auditEntity, chainEntity } from '../access/audit.ts';
import { boundTo, primaryIndex, secondaryIndex } from '../platform/entity.ts';
import { jobEntity } from '../platform/jobs.ts';
import type { Parts } from '../platform/parts.ts';
import type { EvidenceItem, EvidenceUse, Revision } from './model.ts';

const itemEntity = new Entity({
  model: { entity: 'item', version: '1', service: 'evidencepacks' },
  attributes: {
    itemId: { type: 'string', required: true },
    title: { type: 'string', required: true },
    shows: { type: 'string', required: true },
    source: { type: 'string', required: true },
    effectiveDate: { type: 'string', required: true },
    agency: { type: 'string', required: true },
    marking: { type: ['OFFICIAL', 'OFFICIAL-SENSITIVE'] as const, required: true },
    createdAt: { type: 'string', required: true },
    createdBy: { type: 'string', required: true },
    currentRevision: { type: 'string' },
  },
  indexes: { byId: primaryIndex(['itemId'], []) },
});

const revisionEntity = new Entity({
  model: { entity: 'revision', version: '1', service: 'evidencepacks' },
  attributes: {
    itemId: { type: 'string', required: true },
    revisionId: { type: 'string', required: true },
    reviewId: { type: 'string', required: true },
    state: { type: ['awaiting-upload', 'inspecting', 'ready', 'refused', 'abandoned'] as const, required: true },
    jobId: { type: 'string', required: true },
    createdAt: { type: 'string', required: true },
    versionId: { type: 'string' },
    scan: { type: ['clean', 'not-scanned-local-run'] as const },
    fileName: { type: 'string' },
    size: { type: 'number' },
    sha256: { type: 'string' },
    pages: { type: 'number' },
    reason: { type: 'string' },
    removed: { type: 'list', items: { type: 'string' } },
    warnings: { type: 'list', items: { type: 'string' } },
    compiler: { type: 'string' },
    compiledBytes: { type: 'number' },
  },
  indexes: { byItem: primaryIndex(['itemId'], ['revisionId']) },
});

const useEntity = new Entity({
  model: { entity: 'evidenceuse', version: '1', service: 'evidencepacks' },
  attributes: {
    reviewId: { type: 'string', required: true },
    position: { type: 'number', required: true, padding: { length: 6, char: '0' } },
    itemId: { type: 'string', required: true },
  },
  indexes: { byReview: primaryIndex(['reviewId'], ['position']), byItem: secondaryIndex(['itemId'], ['reviewId']) },
});

/** The evidence room's items, with the job and the audit entry that are written beside them. */
export const library = boundTo(
  (at) =>
    new Service(
      {
        item: itemEntity,
        revision: revisionEntity,
        use: useEntity,
        job: jobEntity,
        audit: auditEntity,
        chain: chainEntity,
      },
      at,
    ),
);

type Store = Pick<Parts, 'table'>;

export async function findItem(parts: Store, itemId: string): Promise<EvidenceItem | undefined> {
  const { data } = await library(parts).entities.item.get({ itemId }).go({ consistent: true });
  return data ?? undefined;
}

export async function findRevision(parts: Store, itemId: string, revisionId: string): Promise<Revision | undefined> {
  const { data } = await library(parts).entities.revision.get({ itemId, revisionId }).go({ consistent: true });
  return data ?? undefined;
}

/** Revisions of an item, newest first. */
export async function listRevisions(parts: Store, itemId: string): Promise<Revision[]> {
  const { data } = await library(parts)
    .entities.revision.query.byItem({ itemId })
    .go({ pages: 'all', order: 'desc', consistent: true });
  return data;
}

/** The items of a review, in the pack's order. */
export async function listUses(parts: Store, reviewId: string): Promise<EvidenceUse[]> {
  const { data } = await library(parts)
    .entities.use.query.byReview({ reviewId })
    .go({ pages: 'all', consistent: true });
  return data;
}
