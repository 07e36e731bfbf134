import type { Problem } from '../model.ts';

/** What to link, in order. A pure function of the plan and the objects it names: same plan, same objects, same bytes. */
export interface BundlePlan {
  title: string;
  author: string;
  /** E.g. `en-GB`. */
  language: string;
  /** ISO 8601, from the manifest. */
  date: string;
  /** 32 hexadecimal digits, from the manifest's digest. */
  documentId: string;
  parts: readonly BundlePart[];
  outline: readonly OutlineNode[];
  /** Printed number of this volume's first page, which stamps and page labels go on from. Default 1. */
  firstPage?: number;
  /** Places that `pack:#ID` links of our own pages lead to, by id without the `#`. */
  anchors?: Readonly<Record<string, PlaceInVolume>>;
}

/** `page` is 0-based in the part. */
export interface PlaceInVolume {
  part: number;
  page: number;
}

export type BundlePart =
  /** Pages of an object that we typeset: each of its pages in exactly one part. `first` is 0-based. */
  | { kind: 'pages'; object: string; first: number; count: number }
  /** All pages of an item. `ref` is its place in the pack, e.g. `E07`: what `pack:E07` links lead to, and what its stamps say. */
  | { kind: 'evidence'; object: string; ref: string; title: string; stamp: boolean };

export type OutlineNode =
  /** `page` is 0-based in the part; `own` puts the part's own outline below, in place of children. */
  | { title: string; part: number; page: number; children?: readonly OutlineNode[]; own?: boolean }
  /** Puts the top-level entries of this object's own outline here. */
  | { ownOutlineOf: string };

/** Bytes that can be read from any place: of a file, or of an object in a store. */
export interface Source {
  /** In bytes. */
  size: number;
  /** Fills all of `into` with the bytes from `offset` on. */
  read(into: Uint8Array, offset: number): Promise<void>;
  /** Called once, when nothing more is read. */
  close(): Promise<void>;
}

/**
 * Gives a compiled object by its name in the plan. Objects are asked for in the order of the parts, one ahead of the one being written.
 * A `Source` keeps memory small whatever the object's size; of bytes, two objects are in memory at a time.
 */
export type OpenObject = (object: string) => Promise<Uint8Array | Source>;

export interface LinkResult {
  bytes: number;
  pages: number;
  /** Hexadecimal, of all bytes written. */
  sha256: string;
  volumes: 1;
  /** First page of each part, 0-based. */
  partPages: number[];
  /** Links of ours that lead nowhere, pages too small for a stamp. */
  problems: Problem[];
}

/** A manifest records it: a pack linked anew by another linker is a new version. Raise it whenever the bytes could differ. */
export const LINKER_VERSION = 'link-2';
