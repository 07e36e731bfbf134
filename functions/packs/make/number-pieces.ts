import type { PrintedPlace } from '../../documents/tree/elsewhere.ts';
import { itemPages } from '../compose/compose-pack.ts';
import { linksOf, type Piece } from '../compose/large-pack.ts';
import { sheetId } from '../compose/pages/evidence-pages.ts';

/** What is known of a piece's pages: guessed before it was set the first time. */
export interface Measure {
  pages: number;
  /** Html id → 1-based page in the piece. */
  anchors: Readonly<Record<string, number>>;
}

/** Printed numbers of a whole bundle, which follow from the pages of its pieces alone. */
export interface Numbering {
  /** Of each piece's first page, in the order of the pieces. */
  firstOf: readonly number[];
  /** First and last page of each volume, by its number. */
  volumes: ReadonlyMap<number, { first: number; last: number }>;
  total: number;
  /** Of every target of a link, as written: `#evidence-E07`, `pack:E07`. */
  places: ReadonlyMap<string, PrintedPlace & { volume: number }>;
}

export function numberPieces(pieces: readonly Piece[], measures: readonly Measure[]): Numbering {
  const firstOf: number[] = [];
  const volumes = new Map<number, { first: number; last: number }>();
  const places = new Map<string, PrintedPlace & { volume: number }>();
  let next = 1;
  for (const [index, { volume, items }] of pieces.entries()) {
    const { pages, anchors } = measures[index] ?? { pages: 0, anchors: {} };
    const first = next;
    firstOf.push(first);
    for (const [id, page] of Object.entries(anchors)) places.set(`#${id}`, { page: first + page - 1, volume });
    next += pages;
    if (items.length > 0) next = placeItems(first, items, volume, places);
    volumes.set(volume, { first: volumes.get(volume)?.first ?? first, last: next - 1 });
  }
  return { firstOf, volumes, total: next - 1, places };
}

/** Each coversheet is one page, and its item's pages are behind it. Returns the number after the last. */
function placeItems(
  first: number,
  items: Piece['items'],
  volume: number,
  places: Map<string, PrintedPlace & { volume: number }>,
): number {
  let next = first;
  for (const item of items) {
    places.set(`#${sheetId(item.ref)}`, { page: next, volume });
    places.set(`pack:${item.ref}`, { page: next + 1, volume });
    next += 1 + itemPages(item);
  }
  return next;
}

/** Where the links of a piece lead that has this HTML. A target that isn't in the bundle at all is left to the typesetter, which says so. */
export function leading(html: string, piece: Piece, { places }: Numbering): Record<string, PrintedPlace> {
  const elsewhere: Record<string, PrintedPlace> = {};
  for (const href of linksOf(html)) {
    const place = places.get(href);
    if (!place) continue;
    elsewhere[href] = place.volume === piece.volume ? { page: place.page } : { page: place.page, volume: place.volume };
  }
  return elsewhere;
}
