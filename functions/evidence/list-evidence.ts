import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { type EvidenceUse, evidenceRef, type ReviewEvidence, type Revision } from './model.ts';
import { findItem, findRevision, listRevisions, listUses } from './store.ts';

type Store = Pick<Parts, 'table'>;
type Asked = Pick<Parts, 'table' | 'wallClock'>;

/** A review's evidence in the pack's order, each item with its current revision (before there is one, its newest). */
export async function listEvidence(
  parts: Asked,
  actor: Actor,
  reviewId: string,
): Promise<Outcome<ReviewEvidence[], 'not-found'>> {
  if (!mayRead(parts, actor, reviewId)) return failure('not-found', 'There is no such page.');
  return success(await evidenceOf(parts, reviewId));
}

/** One item of a review. */
export async function readEvidence(
  parts: Asked,
  actor: Actor,
  reviewId: string,
  itemId: string,
): Promise<Outcome<ReviewEvidence, 'not-found'>> {
  const use = mayRead(parts, actor, reviewId) ? await findUse(parts, reviewId, itemId) : undefined;
  const found = use && (await resolveUse(parts, use));
  return found ? success(found) : failure('not-found', 'There is no such page.');
}

/** Every file that was ever asked for of one item, newest first, and which of them is current. */
export async function readRevisions(
  parts: Asked,
  actor: Actor,
  reviewId: string,
  itemId: string,
): Promise<Outcome<{ revisions: Revision[]; currentRevision?: string }, 'not-found'>> {
  const use = mayRead(parts, actor, reviewId) ? await findUse(parts, reviewId, itemId) : undefined;
  const item = use && (await findItem(parts, itemId));
  if (!item) return failure('not-found', 'There is no such page.');
  const { currentRevision } = item;
  const revisions = await listRevisions(parts, itemId);
  return success({ revisions, ...(currentRevision === undefined ? {} : { currentRevision }) });
}

/** The evidence of a review for those who have already been let in: the pack that is being built. */
export async function evidenceOf(parts: Store, reviewId: string): Promise<ReviewEvidence[]> {
  const uses = await listUses(parts, reviewId);
  const found = await Promise.all(uses.map((use) => resolveUse(parts, use)));
  return found.filter((each) => each !== undefined);
}

function mayRead(parts: Asked, actor: Actor, reviewId: string): boolean {
  return decide(actor, 'evidence.read', { reviewId }, parts.wallClock()) === 'allowed';
}

async function findUse(parts: Store, reviewId: string, itemId: string): Promise<EvidenceUse | undefined> {
  return (await listUses(parts, reviewId)).find((each) => each.itemId === itemId);
}

/** The item is read first: whatever revision it then names is there, since revisions are never removed. */
async function resolveUse(parts: Store, { position, itemId }: EvidenceUse): Promise<ReviewEvidence | undefined> {
  const item = await findItem(parts, itemId);
  if (!item) return undefined;
  const revision =
    item.currentRevision === undefined
      ? (await listRevisions(parts, itemId))[0]
      : await findRevision(parts, itemId, item.currentRevision);
  return revision && { ref: evidenceRef(position), item, revision };
}
