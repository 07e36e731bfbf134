import type { Problem } from '../model.ts';

/** Part of the key of every cached object: raise it whenever the compiled bytes could differ for the same input. */
export const COMPILER_VERSION = 'compile-4';

/** Why a PDF cannot travel in a bundle. Stable: programs may branch on it. */
export type CompileCode =
  | 'encrypted'
  | 'damaged'
  | 'no-pages'
  | 'portfolio'
  | 'too-large'
  | 'external-stream'
  | 'interactive-form';

export interface CompileLimits {
  /** Size of the file as it came. */
  bytes: number;
  pages: number;
  objects: number;
  /** What one stream, and all measured streams together, may grow to. Pictures are not measured: viewers are bound by width × height. */
  streamBytes: number;
  inflatedBytes: number;
  /** Nesting of arrays and dictionaries in one object, and of the page tree. */
  depth: number;
  annotationsPerPage: number;
}

export const COMPILE_LIMITS: CompileLimits = {
  bytes: 500_000_000,
  pages: 10_000,
  objects: 1_000_000,
  streamBytes: 64_000_000,
  inflatedBytes: 1_000_000_000,
  depth: 100,
  annotationsPerPage: 3_000,
};

export interface CompileOptions {
  /** Pages that we typeset ourselves: `pack:E07` links stay as symbols for the linker, and no page gets a place for a stamp. */
  packLinks?: boolean;
  limits?: Partial<CompileLimits>;
}

/** Something that was left behind, in words: `2 scripts`. */
export interface Removal {
  kind: string;
  count: number;
  words: string;
}

export interface OutlineItem {
  title: string;
  /** 0-based; -1 when the entry leads nowhere. */
  page: number;
  /** Height on the page in its own units, if the entry named one. */
  top?: number;
  children: OutlineItem[];
}

/** A signature of the file as it came. It doesn't travel: in a bundle it would show as broken. */
export interface ArrivedSignature {
  /** By the certificate, else by the signature's own word. */
  by?: string;
  /** ISO 8601, by the signer's clock. */
  at?: string;
  state: 'valid' | 'not-valid' | 'unchecked';
  /** The file goes on after what was signed. */
  changedAfter: boolean;
}

export interface Compiled {
  /** The serialised relocatable object (object-file.ts). */
  object: Uint8Array;
  pages: number;
  title?: string;
  outline: readonly OutlineItem[];
  tagged: boolean;
  removed: readonly Removal[];
  signatures: readonly ArrivedSignature[];
  warnings: readonly Problem[];
}

/** Unwinds a compilation that must be refused; `compilePdf` turns it into a failure. Never leaves this folder. */
export class Refusal extends Error {
  readonly code: CompileCode;
  /** The file could not be made out at all: another reader may fare better. */
  readonly isUnreadable: boolean;

  constructor(code: CompileCode, message: string, { isUnreadable = false } = {}) {
    super(message);
    this.code = code;
    this.isUnreadable = isUnreadable;
  }
}
