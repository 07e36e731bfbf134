import type { Parts } from '../platform/parts.ts';
import { type AuditEntry, type ChainHead, digestOf, findHead, listAudit } from './audit.ts';
import type { AuditRoot } from './audit-roots.ts';
import { listRoots, rootDigest } from './audit-roots.ts';
import { day } from './british-dates.ts';

/** What a check of one chain found. `at`: the first sequence number at which it does not hold. */
export type Verdict = { holds: true; entries: number } | { holds: false; entries: number; at: number; says: string };

/** The first sequence number at which the chain does not hold, or nothing. */
export function firstBrokenEntry(entries: readonly AuditEntry[]): number | undefined {
  const fault = firstFault(entries);
  return fault?.at;
}

function firstFault(entries: readonly AuditEntry[]): { at: number; says: string } | undefined {
  let previous = '';
  for (const [index, entry] of entries.entries()) {
    const at = index + 1;
    if (entry.sequence !== at) return { at, says: `Entry ${at} is missing.` };
    if (entry.digest !== digestOf(entry)) return { at, says: `Entry ${at} was changed after it was written.` };
    if (entry.previous !== previous)
      return { at, says: `Entry ${at} does not follow the one before it: one of the two was replaced.` };
    previous = entry.digest;
  }
  return undefined;
}

/** Holds a chain against itself, against its head, and against every daily root that names it. */
export function checkChain(
  entries: readonly AuditEntry[],
  head: ChainHead | undefined,
  roots: readonly AuditRoot[],
): Verdict {
  const scope = head?.scope ?? entries[0]?.scope;
  const fault = firstFault(entries) ?? headFault(entries, head) ?? rootFault(entries, scope, roots);
  return fault ? { holds: false, entries: entries.length, ...fault } : { holds: true, entries: entries.length };
}

function headFault(entries: readonly AuditEntry[], head: ChainHead | undefined) {
  const last = entries.at(-1);
  const [is, should] = [last?.sequence ?? 0, head?.sequence ?? 0];
  if (is < should) return { at: is + 1, says: `Entry ${is + 1} is missing: the trail once had ${should}.` };
  if (is > should) return { at: should + 1, says: `Entry ${should + 1} was not written by the product.` };
  if (last?.digest !== head?.digest) return { at: is, says: `Entry ${is} was replaced by another.` };
  return undefined;
}

function rootFault(entries: readonly AuditEntry[], scope: string | undefined, roots: readonly AuditRoot[]) {
  for (const root of roots) {
    const sealed = root.heads.find((each) => each.scope === scope);
    if (!sealed || entries[sealed.sequence - 1]?.digest === sealed.digest) continue;
    const says = `Entry ${sealed.sequence}, or one before it, is not what it was when the trail was sealed on ${day(root.day)}.`;
    return { at: sealed.sequence, says };
  }
  return undefined;
}

/** Reads and checks the whole chain of one scope. */
export async function verifyAudit(
  parts: Pick<Parts, 'table'>,
  scope: string,
): Promise<{ entries: AuditEntry[]; verdict: Verdict }> {
  // The head first: an entry that is written meanwhile is then not taken for one too many. See below.
  const roots = await listRoots(parts);
  const [entries, head] = await readTogether(parts, scope);
  return { entries, verdict: checkChain(entries, head, roots) };
}

const mostReads = 5;

/** Entries and head as they stood together: read again while somebody writes between the two reads. */
async function readTogether(parts: Pick<Parts, 'table'>, scope: string) {
  let head = await findHead(parts, scope);
  for (let attempt = 0; attempt < mostReads; attempt += 1) {
    const entries = await listAudit(parts, scope);
    const after = await findHead(parts, scope);
    if (after?.digest === head?.digest) return [entries, head] as const;
    head = after;
  }
  const entries = await listAudit(parts, scope);
  return [entries.slice(0, head?.sequence ?? 0), head] as const;
}

/** The first day whose root does not hold, in words, or nothing. */
export function rootsFault(roots: readonly AuditRoot[]): string | undefined {
  let previous = '';
  for (const root of roots) {
    if (root.digest !== rootDigest(root)) return `The root of ${day(root.day)} was changed after it was made.`;
    if (root.previous !== previous) return `A root before that of ${day(root.day)} is missing or was replaced.`;
    previous = root.digest;
  }
  return undefined;
}
