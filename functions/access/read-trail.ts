import { csvFile } from '../platform/csv.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import type { AuditEntry } from './audit.ts';
import { type AuditRoot, listRoots } from './audit-roots.ts';
import { decide } from './authorisation.ts';
import { dateInLondon } from './british-dates.ts';
import type { Actor } from './model.ts';
import { rootsFault, type Verdict, verifyAudit } from './verify-audit.ts';

/** What belongs to no review: imports of figures, people. */
export const councilScope = 'council';

export interface Trail {
  scope: string;
  /** Oldest first. */
  entries: readonly AuditEntry[];
  verdict: Verdict;
  /** Of all days, oldest first; only with the council's own trail. */
  roots?: readonly AuditRoot[];
  /** What is wrong with the daily roots, in words, if anything is. */
  rootsFault?: string;
}

/** A review's trail, or the council's own, checked as it is read. */
export async function readTrail(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  actor: Actor,
  scope: string,
): Promise<Outcome<Trail, 'not-found'>> {
  const now = parts.wallClock();
  const decision =
    scope === councilScope
      ? decide(actor, 'audit.read-council', {}, now)
      : decide(actor, 'audit.read', { reviewId: scope }, now);
  if (decision !== 'allowed') return failure('not-found', 'There is no such page.');
  const trail = { scope, ...(await verifyAudit(parts, scope)) };
  if (scope !== councilScope) return success(trail);
  const roots = await listRoots(parts);
  const fault = rootsFault(roots);
  return success({ ...trail, roots, ...(fault === undefined ? {} : { rootsFault: fault }) });
}

/** What to look for. An empty field asks for nothing. */
export interface TrailFilter {
  /** In the sentence, whatever the case of letters. */
  words: string;
  /** In the name of who did it. */
  who: string;
  /** ISO dates in London, both included. */
  from: string;
  until: string;
}

/** The entries that fit, in their order. */
export function filterTrail(entries: readonly AuditEntry[], filter: TrailFilter): AuditEntry[] {
  const [words, who] = [folded(filter.words), folded(filter.who)];
  return entries.filter((entry) => {
    const date = dateInLondon(entry.at);
    return (
      folded(entry.sentence).includes(words) &&
      folded(entry.actorName).includes(who) &&
      (filter.from === '' || date >= filter.from) &&
      (filter.until === '' || date <= filter.until)
    );
  });
}

function folded(text: string): string {
  return text.trim().toLocaleLowerCase('en-GB');
}

const columns = ['Entry', 'At', 'Who', 'What', 'Fingerprint', 'Fingerprint of the entry before'] as const;

/** A trail for a spreadsheet; no cell of it is a formula. Instants are ISO 8601, so that they sort. */
export function trailCsv({ entries }: Trail): string {
  const rows = entries.map(({ sequence, at, actorName, sentence, digest, previous }) => [
    String(sequence),
    at,
    actorName,
    sentence,
    digest,
    previous,
  ]);
  return csvFile([[...columns], ...rows]);
}
