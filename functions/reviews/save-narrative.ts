import { headOf, writeAudited } from '../access/audit.ts';
import { type Action, decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { frameworkOf } from './frameworks.ts';
import { type Framework, largestSection, type NarrativeSection } from './model.ts';
import { findReview, reviewRoom } from './store.ts';

/**
 * Saves one section. `edition` is the one that the writer read: if somebody saved another meanwhile, the answer is `stale`
 * and nothing is lost on either side.
 */
export async function saveNarrative(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  sectionId: string,
  change: { markdown: string; edition: number },
): Promise<Outcome<NarrativeSection, 'not-found' | 'stale' | 'too-long'>> {
  const section = await sectionToWrite(parts, actor, reviewId, sectionId);
  if (!section) return failure('not-found', 'There is no such page.');
  if (change.markdown.length > largestSection) {
    const message = `“${section.heading}” has ${change.markdown.length} characters; a section may have ${largestSection}. Move some of it to evidence.`;
    return failure('too-long', message);
  }
  const saved = {
    sectionId,
    markdown: change.markdown,
    edition: change.edition + 1,
    savedAt: parts.clock().toISOString(),
    savedBy: actor.name,
  };
  const draft = { scope: reviewId, actor, sentence: `saved “${section.heading}”, edition ${saved.edition}` };
  const written = await writeAudited(parts, draft, (entry) =>
    reviewRoom(parts)
      .transaction.write((own) => [
        change.edition === 0
          ? own.section.create({ reviewId, ...saved }).commit()
          : own.section
              .put({ reviewId, ...saved })
              .where(({ edition }, { eq }) => eq(edition, change.edition))
              .commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  if (written === 'conflict') {
    return failure(
      'stale',
      `Somebody else saved “${section.heading}” since you opened it. Read theirs, then save yours again.`,
    );
  }
  return success(saved);
}

/** The section, if this person may write it: a chapter that has a writer is written by nobody else. */
async function sectionToWrite(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  actor: Actor,
  reviewId: string,
  sectionId: string,
): Promise<Framework['sections'][number] | undefined> {
  const review = await findReview(parts, reviewId);
  const section = review && frameworkOf(review.framework).sections.find(({ id }) => id === sectionId);
  const allowed = section && decide(actor, writingOf(section), review, parts.wallClock()) === 'allowed';
  return allowed ? section : undefined;
}

/** The action that writing this section is: for links, and for the first check of a page. */
export function writingOf({ writer }: Pick<Framework['sections'][number], 'writer'>) {
  return (writer === 'independent-scrutineer' ? 'scrutiny.write' : 'narrative.write') satisfies Action;
}
