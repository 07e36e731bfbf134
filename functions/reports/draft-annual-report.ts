import { decide } from '../access/authorisation.ts';
import { type Actor, theSystem } from '../access/model.ts';
import type { Council } from '../packs/council.ts';
import { buildReview } from '../packs/freeze/start-build.ts';
import { findPack } from '../packs/store.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { createPeriodReview } from '../reviews/create-period-review.ts';
import { frameworkOf } from '../reviews/frameworks.ts';
import { lastPeriod } from '../reviews/period.ts';

type DraftParts = Pick<Parts, 'table' | 'objects' | 'queues' | 'clock' | 'wallClock' | 'ids' | 'log'>;

export interface DraftedReport {
  /** '2025-26'. */
  period: string;
  reviewId: string;
  /** False when the report of the period was there already. */
  created: boolean;
}

/**
 * Drafts the annual report of the last period that was over at that time, in London's calendar: its review, and a first version
 * that is being built. Once for a period: whoever asks again, later or at the same time, finds the first. A run that ended
 * between the two is completed by the next.
 */
export async function draftAnnualReport(
  parts: DraftParts,
  council: Council,
  at: Date,
  actor: Actor = theSystem,
): Promise<DraftedReport> {
  const framework = frameworkOf('annual-report');
  if (!framework.period) throw new Error('The framework annual-report names no period');
  const period = lastPeriod(at, framework.period.startsOn);
  const { review, created } = await createPeriodReview(parts, actor, { framework, period, council: council.name });
  // A build that another run began meanwhile is refused as in progress: it is the one that is wanted.
  if (!(await findPack(parts, review.reviewId))) await buildReview(parts, actor, council, review);
  return { period: period.key, reviewId: review.reviewId, created };
}

/** The same, asked for by an officer: of the last period that is over now. */
export async function askForAnnualReport(
  parts: DraftParts,
  actor: Actor,
  council: Council,
): Promise<Outcome<DraftedReport, 'not-found'>> {
  if (decide(actor, 'report.draft', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  return success(await draftAnnualReport(parts, council, parts.clock(), actor));
}
