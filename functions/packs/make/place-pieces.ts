import type { Piece } from '../compose/large-pack.ts';
import type { Chunk, SetOutline, SetPack, SetPart, SetVolume } from './model.ts';
import type { Numbering } from './number-pieces.ts';
import { evidenceEntry, itemEntry } from './set-whole.ts';

/** Where every page of each volume comes from. `chunks` are the set pieces, in their order. */
export function placePieces(pieces: readonly Piece[], chunks: readonly Chunk[], numbering: Numbering): SetPack {
  const volumes = [...numbering.volumes].map(([number, { first, last }]): SetVolume => {
    const volume = new VolumeParts();
    pieces.forEach((piece, index) => {
      const chunk = chunks[index];
      if (chunk && piece.volume === number) volume.add(piece, chunk);
    });
    return { number, firstPage: first, pages: last - first + 1, ...volume.placed() };
  });
  return { chunks, volumes, pages: numbering.total, problems: chunks.flatMap(({ problems }) => problems) };
}

class VolumeParts {
  readonly #parts: SetPart[] = [];
  readonly #anchors: Record<string, { part: number; page: number }> = {};
  readonly #before: SetOutline[] = [];
  readonly #items: SetOutline[] = [];
  readonly #after: SetOutline[] = [];

  add(piece: Piece, chunk: Chunk): void {
    if (piece.items.length > 0) {
      this.#addSheets(piece, chunk);
      return;
    }
    const part = this.#parts.push({ object: chunk.object, first: 0, count: chunk.pages }) - 1;
    for (const [id, page] of Object.entries(chunk.anchors)) this.#anchors[id] = { part, page: page - 1 };
    (this.#items.length === 0 ? this.#before : this.#after).push({ ownOutlineOf: chunk.object });
  }

  #addSheets({ items }: Piece, chunk: Chunk): void {
    const places: number[] = [];
    items.forEach((item, sheet) => {
      const part = this.#parts.push({ object: chunk.object, first: sheet, count: 1 }) - 1;
      places.push(part);
      const included = item.state === 'included';
      if (included) this.#parts.push({ ref: item.ref });
      this.#items.push(itemEntry(item, part, included));
    });
    for (const [id, page] of Object.entries(chunk.anchors)) {
      const part = places[page - 1];
      if (part !== undefined) this.#anchors[id] = { part, page: 0 };
    }
  }

  placed(): Pick<SetVolume, 'parts' | 'outline' | 'anchors'> {
    const outline = [...this.#before, ...evidenceEntry(this.#items), ...this.#after];
    return { parts: this.#parts, outline, anchors: this.#anchors };
  }
}
