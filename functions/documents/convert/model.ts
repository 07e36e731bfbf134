import type { Outcome } from '../model.ts';

/** Why a file that isn't a PDF cannot be set on pages. Stable: programs may branch on it. */
export type ConvertCode =
  | 'damaged'
  | 'too-large'
  /** A kind that we don't convert; the sentence says what to do instead. */
  | 'unsupported-kind'
  | 'macros'
  | 'unsafe-archive'
  | 'unsafe-xml'
  | 'no-content';

/** A file as pages of ours, before it is compiled like any PDF. */
export interface Converted {
  pdf: Uint8Array;
  /** What does not travel, in words: `2 comments`. */
  removed: readonly string[];
  /** What a person should look at before sharing. */
  warnings: readonly string[];
}

export type Conversion = Outcome<Converted, ConvertCode>;
