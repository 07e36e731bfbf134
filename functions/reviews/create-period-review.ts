import { headOf, writeAudited } from '../access/audit.ts';
import type { Actor } from '../access/model.ts';
import type { Parts } from '../platform/parts.ts';
import type { Framework, Review } from './model.ts';
import type { Period } from './period.ts';
import { findOccasion, findReview, reviewRoom } from './store.ts';

const notYet = 'Not yet named';

/**
 * The review of a period: the one that is there, or a new one. There is one for each framework and period, however often and
 * however many at once ask: the item that says so is written in the transaction of the review. For callers that have been let in.
 */
export async function createPeriodReview(
  parts: Pick<Parts, 'table' | 'clock' | 'ids'>,
  actor: Actor,
  { framework, period, council }: { framework: Framework; period: Period; council: string },
): Promise<{ review: Review; created: boolean }> {
  const first = await findFirst(parts, framework, period);
  if (first) return { review: first, created: false };
  const review = reviewOf(parts, actor, framework, period, council);
  const draft = { scope: review.reviewId, actor, sentence: `drafted “${review.title}”` };
  const written = await writeAudited(parts, draft, (entry) =>
    reviewRoom(parts)
      .transaction.write((own) => [
        own.occasion.create({ framework: framework.id, period: period.key, reviewId: review.reviewId }).commit(),
        own.review.create({ ...review, team: [], approvers: [] }).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  if (written === 'written') return { review, created: true };
  const other = await findFirst(parts, framework, period);
  if (!other) throw new Error(`The review of ${period.key} could be neither created nor found`);
  return { review: other, created: false };
}

async function findFirst(parts: Pick<Parts, 'table'>, framework: Framework, period: Period) {
  const reviewId = await findOccasion(parts, framework.id, period.key);
  if (reviewId === undefined) return undefined;
  const review = await findReview(parts, reviewId);
  if (!review) throw new Error(`The review of ${period.key} is recorded and not there`);
  return review;
}

function reviewOf(
  parts: Pick<Parts, 'clock' | 'ids'>,
  actor: Actor,
  framework: Framework,
  period: Period,
  council: string,
): Review {
  const partnership = `${council} Safeguarding Children Partnership`;
  return {
    reviewId: parts.ids(),
    kind: framework.kind,
    framework: framework.id,
    frameworkVersion: framework.version,
    period: period.key,
    title: `${framework.label} ${period.key.replace('-', '–')}`,
    theme: 'Safeguarding children: the year in review',
    scope: `What the safeguarding partners did in the year, what difference it made, and what comes next.`,
    startsOn: period.from,
    endsOn: period.until,
    daysOnSite: 0,
    asAt: period.until,
    leadName: notYet,
    leadPost: 'Lead safeguarding partner',
    leadAuthority: partnership,
    hostSponsor: notYet,
    organiser: partnership,
    marking: 'OFFICIAL',
    handling: 'For publication once the safeguarding partners have signed it.',
    team: [],
    approvers: [],
    createdAt: parts.clock().toISOString(),
    createdBy: actor.personId,
  };
}
