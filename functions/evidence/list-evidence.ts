import { may } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { type EvidenceUse, evidenceRef, type ReviewEvidence } from './model.ts';
import { findItem, listRevisions, listUses } from './store.ts';

/** A review's evidence in the pack's order, each item with its newest revision. */
export async function listEvidence(
  parts: Pick<Parts, 'table'>,
  actor: Actor,
  reviewId: string,
): Promise<Outcome<ReviewEvidence[], 'not-found'>> {
  if (!may(actor, 'evidence.read')) return failure('not-found', 'There is no such page.');
  return success(await evidenceOf(parts, reviewId));
}

/** One item of a review. */
export async function readEvidence(
  parts: Pick<Parts, 'table'>,
  actor: Actor,
  reviewId: string,
  itemId: string,
): Promise<Outcome<ReviewEvidence, 'not-found'>> {
  const use = may(actor, 'evidence.read')
    ? (await listUses(parts, reviewId)).find((each) => each.itemId === itemId)
    : undefined;
  const found = use && (await resolveUse(parts, use));
  return found ? success(found) : failure('not-found', 'There is no such page.');
}

/** The same for those who have already been let in: the pack that is being built. */
export async function evidenceOf(parts: Pick<Parts, 'table'>, reviewId: string): Promise<ReviewEvidence[]> {
  const uses = await listUses(parts, reviewId);
  const found = await Promise.all(uses.map((use) => resolveUse(parts, use)));
  return found.filter((each) => each !== undefined);
}

async function resolveUse(parts: Pick<Parts, 'table'>, use: EvidenceUse): Promise<ReviewEvidence | undefined> {
  const [item, revisions] = await Promise.all([findItem(parts, use.itemId), listRevisions(parts, use.itemId)]);
  const revision = revisions[0];
  return item && revision ? { ref: evidenceRef(use.position), item, revision } : undefined;
}
