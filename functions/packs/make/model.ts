import type { Problem } from '../../documents/model.ts';
import type { TypesetRequest } from '../../documents/typeset/typeset.ts';

/** One file of a bundle: consecutive items of the evidence. The first begins with what is before the evidence, the last ends with what follows it. */
export interface Volume {
  /** From 1. */
  number: number;
  refs: readonly string[];
}

/** What of a pack is typeset in one run, and becomes one compiled object. */
export interface Chunk {
  /** The object's name in every plan: the SHA-256 of its request and of the typesetter's version, so the same name always has the same pages. */
  object: string;
  pages: number;
  /** Html id → 1-based page in the chunk. */
  anchors: Readonly<Record<string, number>>;
  problems: readonly Problem[];
}

/** Where chunks are kept while a pack is made: each is set once, also when the work was ended and begins again. */
export interface ChunkShelf {
  /** What was kept under this name; nothing when it wasn't yet. */
  find(object: string): Promise<Chunk | undefined>;
  /** Keeps the pages. They are let go of afterwards: only one chunk's are in memory at a time. */
  keep(chunk: Chunk, pdf: Uint8Array): Promise<void>;
}

/** Pages of a chunk (`first` is 0-based), or all pages of an item of evidence. */
export type SetPart = { object: string; first: number; count: number } | { ref: string };

/** An entry of a volume's outline; `part` is a place in its `parts`, `page` is 0-based in the part. */
export type SetOutline =
  | { ownOutlineOf: string }
  | { title: string; part: number; page: number; own?: boolean; children?: readonly SetOutline[] };

export interface SetVolume {
  number: number;
  /** Printed number of its first page. */
  firstPage: number;
  /** Its evidence included. */
  pages: number;
  parts: readonly SetPart[];
  outline: readonly SetOutline[];
  /** Place of every id of its chunks, for links from one chunk to another; `part` and `page` are 0-based. */
  anchors: Readonly<Record<string, { part: number; page: number }>>;
}

/** A bundle, set: all that it prints itself, and where the evidence stands among it. */
export interface SetPack {
  chunks: readonly Chunk[];
  volumes: readonly SetVolume[];
  /** Of all volumes. */
  pages: number;
  problems: readonly Problem[];
}

/** A chunk before it is set. */
export interface ChunkRequest extends TypesetRequest {
  /** What it holds, for whoever reads an error: 'the evidence index, from E0251'. */
  holds: string;
}
