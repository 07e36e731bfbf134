/** How an evidence file may be handled, as the Government Security Classifications name it. */
export const markings = ['OFFICIAL', 'OFFICIAL-SENSITIVE'] as const;
export type Marking = (typeof markings)[number];

/** State only moves forward: awaiting-upload → inspecting → ready or refused; awaiting-upload → abandoned. */
export type RevisionState = 'awaiting-upload' | 'inspecting' | 'ready' | 'refused' | 'abandoned';

/** The scanner's word on a file. Never "clean" where nothing scanned it. */
export type ScanVerdict = 'clean' | 'not-scanned-local-run';

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
  /** The newest revision whose inspection has ended. */
  currentRevision?: string;
}

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
  scan?: ScanVerdict;
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
}

/** An item's place in a review's pack. */
export interface EvidenceUse {
  reviewId: string;
  position: number;
  itemId: string;
}

/** An item as a review shows it: its reference, what was said of it, and its newest revision. */
export interface ReviewEvidence {
  ref: string;
  item: EvidenceItem;
  revision: Revision;
}

/** `E07` for the seventh item of a review. */
export function evidenceRef(position: number): string {
  return `E${String(position).padStart(2, '0')}`;
}

/** The largest file that one form may carry, in bytes. */
export const largestUpload = 100 * 1024 * 1024;

/** An upload form stays open so long, in seconds. */
export const uploadFormSeconds = 15 * 60;
