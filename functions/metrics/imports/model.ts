import type { ScanWord } from '../../platform/scan-verdict.ts';
import type { ReleaseDetails } from '../model.ts';
import type { Format } from '../reading.ts';

/**
 * State only moves forward: awaiting-upload → reading → ready or refused; ready → imported; whatever isn't imported → discarded; awaiting-upload →
 * refused or abandoned. The one way back is for a file that lacked a mapping of its columns: refused → reading.
 */
export const importStates = [
  'awaiting-upload',
  'reading',
  'ready',
  'refused',
  'imported',
  'discarded',
  'abandoned',
] as const;
export type ImportState = (typeof importStates)[number];

/** What an officer says of a figures file before choosing it. */
export interface ImportDetails extends Pick<ReleaseDetails, 'source' | 'status' | 'neighbourModelYear' | 'basis'> {
  /** Of an Annex A workbook, whose lists say who and when and not of which day they are. ISO date. */
  asAt?: string;
  /** The release that this one takes the place of. */
  replaces?: string;
}

/** A figures file on its way to being a release. Nothing stands in the figures until it is confirmed. */
export interface FiguresImport extends ImportDetails {
  importId: string;
  state: ImportState;
  jobId: string;
  createdAt: string;
  createdBy: string;
  /** The object version that was scanned and read; a later upload to the same key is never read. */
  versionId?: string;
  scan?: ScanWord;
  fileName?: string;
  /** Bytes. */
  size?: number;
  /** SHA-256 of the file. */
  fileDigest?: string;
  format?: Format;
  /** SHA-256 of the observations as JSON: names the object. */
  observations?: string;
  /** SHA-256 of what the reader said, as JSON: names the object. */
  reading?: string;
  /** How many figures it holds. */
  rows?: number;
  /** Why it was refused, and what to do. `cause` is for programs. */
  reason?: string;
  cause?: RefusalCause;
  /** What became of it. */
  releaseId?: string;
}

export const refusalCauses = ['file', 'unknown-format', 'no-mapping', 'too-much', 'scan', 'gave-up'] as const;
export type RefusalCause = (typeof refusalCauses)[number];

/** The largest figures file, in bytes. */
export const largestFiguresFile = 200_000_000;

/** An upload form stays open so long, in seconds. */
export const uploadFormSeconds = 15 * 60;

/** So long after its form has ended, an import is given up for which no verdict came, in seconds. */
export const verdictGraceSeconds = 30 * 60;
