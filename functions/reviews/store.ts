import { Entity, Service } from 'electrodb';
import { auditEntity, chainEntity } from '../access/audit.ts';
import { markings } from '../evidence/model.ts';
import { boundTo, primaryIndex, secondaryIndex } from '../platform/entity.ts';
import type { Parts } from '../platform/parts.ts';
import type { NarrativeSection, Review } from './model.ts';
import type { PlanEdition } from './plan-model.ts';

const text = { type: 'string', required: true } as const;

const reviewEntity = new Entity({
  model: { entity: 'review', version: '1', service: 'evidencepacks' },
  attributes: {
    reviewId: text,
    kind: text,
    framework: text,
    frameworkVersion: text,
    period: { type: 'string' },
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
    approvers: {
      type: 'list',
      required: true,
      items: { type: 'map', properties: { post: text, email: text } },
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

/** One for each framework and period: the review that was drafted for it. Created once, never changed. */
const occasionEntity = new Entity({
  model: { entity: 'occasion', version: '1', service: 'evidencepacks' },
  attributes: { framework: text, period: text, reviewId: text },
  indexes: { byPeriod: primaryIndex(['framework', 'period'], []) },
});

/** The newest edition of the delivery plan of each period. */
const planEntity = new Entity({
  model: { entity: 'plan', version: '1', service: 'evidencepacks' },
  attributes: {
    /** Constant: a council's partnership has one plan for a period. */
    council: { type: 'string', required: true, default: 'all' },
    period: text,
    edition: { type: 'number', required: true },
    digest: text,
    savedAt: text,
    savedBy: text,
  },
  indexes: { all: primaryIndex(['council'], ['period']) },
});

export const reviewRoom = boundTo(
  (at) =>
    new Service(
      {
        review: reviewEntity,
        section: sectionEntity,
        occasion: occasionEntity,
        plan: planEntity,
        audit: auditEntity,
        chain: chainEntity,
      },
      at,
    ),
);

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

/** The id of the review that was drafted for a period, if one was. */
export async function findOccasion(parts: Store, framework: string, period: string): Promise<string | undefined> {
  const { data } = await reviewRoom(parts).entities.occasion.get({ framework, period }).go({ consistent: true });
  return data?.reviewId;
}

/** The newest edition of a period's delivery plan. */
export async function findPlan(parts: Store, period: string): Promise<PlanEdition | undefined> {
  const { data } = await reviewRoom(parts).entities.plan.get({ council: 'all', period }).go({ consistent: true });
  return data ?? undefined;
}
