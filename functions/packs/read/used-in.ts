import type { Actor } from '../../access/model.ts';
import type { Parts } from '../../platform/parts.ts';
import { frameworkOf } from '../../reviews/frameworks.ts';
import type { Framework } from '../../reviews/model.ts';
import { listReviews, readNarrative } from '../../reviews/read-review.ts';

/** The newest reviews that are looked through. */
const mostReviews = 20;

export interface Use {
  review: { reviewId: string; title: string };
  /** Whether its tables and charts print the indicator. */
  tables: boolean;
  /** The sections whose words bind it. */
  sections: { id: string; heading: string }[];
}

/** The indicators that the pages of a framework print. */
export function indicatorsOf({ benchmark, categories, trend, scorecard = [], training }: Framework): string[] {
  return [...new Set([...benchmark, categories, trend, ...scorecard, ...(training ? Object.values(training) : [])])];
}

/** Which reviews print an indicator, in a table or in their words; of those that the person may read. */
export async function usesOf(parts: Pick<Parts, 'table' | 'wallClock'>, actor: Actor, code: string): Promise<Use[]> {
  const uses: Use[] = [];
  for (const review of (await listReviews(parts, actor)).slice(0, mostReviews)) {
    const framework = frameworkOf(review.framework);
    const narrative = await readNarrative(parts, actor, review.reviewId);
    const bound = new Set(
      (narrative.ok ? narrative.value : [])
        .filter(({ markdown }) => bindings(markdown).includes(code))
        .map(({ sectionId }) => sectionId),
    );
    const use = {
      review: { reviewId: review.reviewId, title: review.title },
      tables: indicatorsOf(framework).includes(code),
      sections: framework.sections.filter(({ id }) => bound.has(id)).map(({ id, heading }) => ({ id, heading })),
    };
    if (use.tables || use.sections.length > 0) uses.push(use);
  }
  return uses;
}

const bindings = (markdown: string): string[] =>
  [...markdown.matchAll(/\[\[\s*([^|[\]\n]*?)\s*\\?\|/g)].map(([, code]) => code ?? '');
