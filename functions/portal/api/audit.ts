import { z } from 'zod';
import { councilScope, readTrail, type Trail } from '../../access/read-trail.ts';
import type { Outcome } from '../../platform/outcome.ts';
import { readReviewFor } from '../../reviews/read-review.ts';
import { param } from '../http/visit.ts';
import type { Visit } from '../model.ts';
import { type Endpoint, itself, reply } from './endpoint.ts';

const text = z.string();
const digest = text.regex(/^[0-9a-f]{64}$/);
const entry = z.object({
  scope: text,
  sequence: z.int(),
  at: text,
  actorId: text,
  actorName: text,
  sentence: text,
  about: text.optional().describe('The id of what it is about, where there is one'),
  previous: text.describe('The digest of the entry before; empty for the first'),
  digest: digest.describe(
    'SHA-256 of the JSON array [scope, sequence, at, actorId, actorName, sentence, about or "", previous]',
  ),
});
const verdict = z.union([
  z.object({ holds: z.literal(true), entries: z.int() }),
  z.object({
    holds: z.literal(false),
    entries: z.int(),
    at: z.int().describe('The first entry that is not as it was written'),
    says: text,
  }),
]);
const root = z.object({
  day: text,
  madeAt: text,
  heads: z.array(z.object({ scope: text, sequence: z.int(), digest })),
  previous: text,
  digest: digest.describe('SHA-256 of the JSON array [day, madeAt, [[scope, sequence, digest], …], previous]'),
});
const trail = z.object({ entries: z.array(entry), verdict, cursor: text.optional() });
const checked = z.object({ verdict, roots: z.array(root).optional(), rootsFault: text.optional() });

const mostEntries = 200;

async function reviewTrail(visit: Visit): Promise<Outcome<Trail, 'not-found'>> {
  const review = await readReviewFor(visit.parts, visit.actor, 'audit.read', param(visit, 'reviewId'));
  return review.ok ? readTrail(visit.parts, visit.actor, review.value.reviewId) : review;
}

function councilTrail({ parts, actor }: Visit): Promise<Outcome<Trail, 'not-found'>> {
  return readTrail(parts, actor, councilScope);
}

/** Entries from the one that the cursor names on: the number of the last that was read. */
function entriesOf(read: (visit: Visit) => Promise<Outcome<Trail, 'not-found'>>) {
  return async (visit: Visit) => {
    const found = await read(visit);
    if (!found.ok) return found;
    const after = Number(visit.context.req.query('cursor') ?? '0');
    const rest = found.value.entries.filter(({ sequence }) => sequence > after);
    const entries = rest.slice(0, mostEntries);
    const last = rest.length > entries.length ? entries.at(-1) : undefined;
    const more = last ? { cursor: String(last.sequence) } : {};
    return { ok: true as const, value: { entries, verdict: found.value.verdict, ...more } };
  };
}

const paged = `at most ${mostEntries} from the query's "cursor" on, oldest first; its own "cursor" leads to the next`;

export const auditEndpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/reviews/:reviewId/audit',
    action: 'audit.read',
    says: `What was done in a review: ${paged}`,
    answers: { status: 200, schema: trail },
    refusals: [404],
    handle: reply(trail, entriesOf(reviewTrail), itself),
  },
  {
    method: 'get',
    path: '/api/v1/reviews/:reviewId/audit/verification',
    action: 'audit.read',
    says: 'Whether the trail of a review is as it was written: no entry changed, replaced or taken out',
    answers: { status: 200, schema: checked },
    refusals: [404],
    handle: reply(checked, reviewTrail, itself),
  },
  {
    method: 'get',
    path: '/api/v1/audit',
    action: 'audit.read-council',
    says: `What was done that belongs to no review: ${paged}`,
    answers: { status: 200, schema: trail },
    refusals: [404],
    handle: reply(trail, entriesOf(councilTrail), itself),
  },
  {
    method: 'get',
    path: '/api/v1/audit/verification',
    action: 'audit.read-council',
    says: "Whether the council's own trail and the daily roots are as they were written",
    answers: { status: 200, schema: checked },
    refusals: [404],
    handle: reply(checked, councilTrail, itself),
  },
];
