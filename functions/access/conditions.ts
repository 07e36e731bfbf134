import type { Actor } from './model.ts';

/** What the table judges by, for each kind of thing. Rooms hand over their own items: they have these fields. */
export interface Things {
  /** What belongs to the council as a whole: the list of reviews, figures, jobs, people, its own audit trail. */
  council: object;
  review: { reviewId: string };
  evidence: { reviewId: string; state: 'awaiting-upload' | 'inspecting' | 'ready' | 'refused' | 'abandoned' };
  version: {
    reviewId: string;
    number: number;
    state:
      | 'building'
      | 'built'
      | 'failed'
      | 'returned'
      | 'approved'
      | 'releasing'
      | 'released'
      | 'superseded'
      | 'withdrawn';
    /** What was released to whoever asks, if anything was. */
    grant?: {
      email: string;
      reviewId: string;
      number: number;
      from: string;
      until: string;
      editions: readonly string[];
      revokedAt?: string;
    };
    /** Which of its files is asked for; when absent, the version as a page. */
    edition?: string;
  };
  job: { state: 'open' | 'done' | 'dead' };
  session: { personId: string };
}
export type Thing = keyof Things;

/** A named predicate. It decides for whom a thing is there at all; where it fails, the thing looks absent. */
export interface Condition<T extends Thing> {
  /** Completes "Allowed …". */
  says: string;
  holds(actor: Actor, thing: Things[T], now: string): boolean;
}

/** From the first instant on, until just before the second. */
function isWithin(now: string, from: string, until: string): boolean {
  return Date.parse(from) <= Date.parse(now) && Date.parse(now) < Date.parse(until);
}

export const always: Condition<Thing> = { says: 'always', holds: () => true };

export const releasedToThemNow: Condition<'version'> = {
  says: 'while that version is released to their address, and only the files that were released to them; of a withdrawn one, its notice',
  holds({ email }, { reviewId, number, state, grant, edition }, now) {
    if (!grant || grant.email !== email || grant.reviewId !== reviewId || grant.number !== number) return false;
    const readable = state === 'released' || state === 'superseded';
    if (!readable && (state !== 'withdrawn' || edition !== undefined)) return false;
    if (grant.revokedAt !== undefined) return false;
    return isWithin(now, grant.from, grant.until) && (edition === undefined || grant.editions.includes(edition));
  },
};

export const theirOwn: Condition<'session'> = {
  says: 'if it is their own',
  holds: ({ personId }, session) => session.personId === personId,
};
