import { Entity, Service } from 'electrodb';
import { auditEntity, chainEntity } from '../access/audit.ts';
import { markings } from '../evidence/model.ts';
import { primaryIndex, secondaryIndex } from '../platform/entity.ts';
import type { Parts } from '../platform/parts.ts';
import type { NarrativeSection, Review } from './model.ts';

const text = { type: 'string', required: true } as const;

const reviewEntity = new Entity({
  model: { entity: 'review', version: '1', service: 'evidencepacks' },
  attributes: {
    reviewId: text,
    kind: text,
    framework: text,
    frameworkVersion: text,
    title: text,
    theme: text,
    scope: text,
    startsOn: text,
    endsOn: text,
    daysOnSite: { type: 'number', required: true },
    asAt: text,
    leadName: text,
    leadPost: text,
    leadAuthority: text,
    hostSponsor: text,
    organiser: text,
    marking: { type: markings, required: true },
    handling: text,
    team: {
      type: 'list',
      required: true,
      items: { type: 'map', properties: { name: text, post: text, authority: text, part: text } },
    },
    createdAt: text,
    createdBy: text,
    /** Constant: every review of this council, newest last, in one partition of the index. */
    council: { type: 'string', required: true, default: 'all' },
  },
  indexes: { byId: primaryIndex(['reviewId'], []), all: secondaryIndex(['council'], ['createdAt', 'reviewId']) },
});

const sectionEntity = new Entity({
  model: { entity: 'narrative', version: '1', service: 'evidencepacks' },
  attributes: {
    reviewId: text,
    sectionId: text,
    markdown: { type: 'string', required: true },
    edition: { type: 'number', required: true },
    savedAt: text,
    savedBy: text,
  },
  indexes: { byReview: primaryIndex(['reviewId'], ['sectionId']) },
});

export function reviewRoom(parts: Pick<Parts, 'table'>) {
  return new Service(
    { review: reviewEntity, section: sectionEntity, audit: auditEntity, chain: chainEntity },
    { client: parts.table.client, table: parts.table.name },
  );
}

type Store = Pick<Parts, 'table'>;

export async function findReview(parts: Store, reviewId: string): Promise<Review | undefined> {
  const { data } = await reviewRoom(parts).entities.review.get({ reviewId }).go({ consistent: true });
  return data ?? undefined;
}

/** Every review, newest first. */
export async function findReviews(parts: Store): Promise<Review[]> {
  const { data } = await reviewRoom(parts)
    .entities.review.query.all({ council: 'all' })
    .go({ pages: 'all', order: 'desc' });
  return data;
}

export async function findSections(parts: Store, reviewId: string): Promise<NarrativeSection[]> {
  const { data } = await reviewRoom(parts)
    .entities.section.query.byReview({ reviewId })
    .go({ pages: 'all', consistent: true });
  return data;
}
