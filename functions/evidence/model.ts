import type { ScanWord } from '../platform/scan-verdict.ts';

/** How an evidence file may be handled, as the Government Security Classifications name it. */
export const markings = ['OFFICIAL', 'OFFICIAL-SENSITIVE'] as const;
export type Marking = (typeof markings)[number];

/**
 * State only moves forward: awaiting-upload → inspecting → ready or refused; awaiting-upload → refused or abandoned. The one
 * way back is an administrator's, who has an inspection that gave up tried again: refused → inspecting.
 */
export type RevisionState = 'awaiting-upload' | 'inspecting' | 'ready' | 'refused' | 'abandoned';

/** What an officer says of an item before choosing its file. */
export interface EvidenceDetails {
  title: string;
  shows: string;
  source: string;
  /** The date the document speaks of, not the day it was uploaded. ISO date. */
  effectiveDate: string;
  agency: string;
  marking: Marking;
}

/** A document in the library. Reviews use it; its file is its current revision. */
export interface EvidenceItem extends EvidenceDetails {
  itemId: string;
  createdAt: string;
  createdBy: string;
  /** The revision that packs take. */
  currentRevision?: string;
}

/**
 * One file of an item. Ids of an item's revisions sort by the order in which they were asked for.
 *
 * The newest revision that was judged (ready or refused) is the item's current one, and the one that a pack takes. While a
 * newer file is awaited or inspected the current one stays, so a pack that is frozen meanwhile is whole; a newer file that
 * is refused takes its place all the same, since the officer meant the old one to go, and the pack then says what was
 * refused. A revision for which no file came changes nothing. The pointer only moves forward, whatever order events come in.
 */
export interface Revision {
  itemId: string;
  revisionId: string;
  /** The review for which it was uploaded: its officers are told. */
  reviewId: string;
  state: RevisionState;
  jobId: string;
  createdAt: string;
  /** The object version that was scanned and inspected; a later upload to the same key is never read. */
  versionId?: string;
  scan?: ScanWord;
  fileName?: string;
  /** Bytes. */
  size?: number;
  sha256?: string;
  pages?: number;
  /** Why it was refused, and what to do; or what was found, in words. */
  reason?: string;
  /** What was taken out, in words: "2 scripts". */
  removed?: readonly string[];
  warnings?: readonly string[];
  /** The compiler that made the relocatable object; with sha256 it names the object. */
  compiler?: string;
  /** Bytes of that object, by which a bundle is divided into volumes. */
  compiledBytes?: number;
}

/** An item's place in a review's pack. */
export interface EvidenceUse {
  reviewId: string;
  position: number;
  itemId: string;
}

/** An item as a review shows it: its reference, what was said of it, and its current revision (before there is one, its newest). */
export interface ReviewEvidence {
  ref: string;
  item: EvidenceItem;
  revision: Revision;
}

/** `E07` for the seventh item of a review. */
export function evidenceRef(position: number): string {
  return `E${String(position).padStart(2, '0')}`;
}

/** Whether a revision that comes to this state becomes the current one of its item. */
export function becomesCurrent(current: string | undefined, revisionId: string, state: RevisionState): boolean {
  const judged = state === 'ready' || state === 'refused';
  return judged && (current === undefined || current <= revisionId);
}

/** The largest file that one form may carry, in bytes. */
export const largestUpload = 100 * 1024 * 1024;

/** An upload form stays open so long, in seconds. */
export const uploadFormSeconds = 15 * 60;

/**
 * So long after its form has ended, a revision is given up for which no verdict came, in seconds: a scan takes minutes, and
 * of two servers one may be ten minutes behind and the other ten ahead.
 */
export const verdictGraceSeconds = 30 * 60;
