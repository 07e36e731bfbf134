/** One fault that a check found in a finished file. */
export interface Finding {
  /**
   * Failure condition of the Matterhorn Protocol 1.1 (`01-005`); where it has none, the clause of the standard: `UA-6.2` of
   * ISO 14289-1, `A2-6.3.2` of ISO 19005-2. `unread` says that a rule could not be checked: what wasn't looked at has not passed.
   */
  checkpoint: string;
  /** `ISO 14289-1 7.1`. */
  clause: string;
  /** Page, structure element or object. */
  where: string;
  message: string;
}

/** A rule about accessibility: ISO 14289-1 (PDF/UA-1). */
export const ua = (checkpoint: string, clause: string, where: string, message: string): Finding => ({
  checkpoint,
  clause: `ISO 14289-1 ${clause}`,
  where,
  message,
});

/** A rule about archiving: ISO 19005-2 (PDF/A-2). */
export const archive = (clause: string, where: string, message: string): Finding => ({
  checkpoint: `A2-${clause}`,
  clause: `ISO 19005-2 ${clause}`,
  where,
  message,
});

/** A rule that this reader can't check in this file. */
export const unread = (where: string, message: string): Finding => ({
  checkpoint: 'unread',
  clause: '',
  where,
  message,
});

/** Most findings of one rule that are worth reading; a hostile file could make millions. */
const MOST_OF_A_KIND = 50;

export function* fewOfAKind(findings: Iterable<Finding>): Generator<Finding> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const count = (counts.get(finding.checkpoint) ?? 0) + 1;
    counts.set(finding.checkpoint, count);
    if (count <= MOST_OF_A_KIND) yield finding;
  }
}
