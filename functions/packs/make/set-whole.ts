import type { AnyView } from '../compose/compose-pack.ts';
import { sheetId } from '../compose/pages/evidence-pages.ts';
import type { Chunk, SetOutline, SetPack, SetPart } from './model.ts';

/** A bundle of one volume that was set in one run: its pages up to the first coversheet, the items, and the pages after the last. */
export function placeWhole({ evidence }: AnyView, chunk: Chunk): SetPack {
  const parts: SetPart[] = [];
  const items: SetOutline[] = [];
  let next = 0;
  let pages = chunk.pages;
  const chunkUpTo = (page: number) => {
    if (page > next) parts.push({ object: chunk.object, first: next, count: page - next });
    next = Math.max(next, page);
  };
  for (const item of evidence) {
    const sheet = chunk.anchors[sheetId(item.ref)];
    if (sheet === undefined) throw new Error(`The pages have no coversheet for ${item.ref}`);
    chunkUpTo(sheet - 1);
    const place = parts.push({ object: chunk.object, first: sheet - 1, count: 1 }) - 1;
    next = sheet;
    const included = item.state === 'included';
    if (included) {
      parts.push({ ref: item.ref });
      pages += item.pages;
    }
    items.push(itemEntry(item, place, included));
  }
  chunkUpTo(chunk.pages);
  const outline = [{ ownOutlineOf: chunk.object }, ...evidenceEntry(items)];
  const volume = { number: 1, firstPage: 1, pages, parts, outline, anchors: {} };
  return { chunks: [chunk], volumes: [volume], pages, problems: chunk.problems };
}

/** @param place of its coversheet among the parts; the document is the part after it */
export function itemEntry(item: { ref: string; title: string }, place: number, included: boolean): SetOutline {
  const title = `${item.ref} ${item.title}`;
  if (!included) return { title, part: place, page: 0 };
  return { title, part: place, page: 0, children: [{ title: 'The document', part: place + 1, page: 0, own: true }] };
}

/** All items under one entry, which leads to the first coversheet. */
export function evidenceEntry(items: readonly SetOutline[]): SetOutline[] {
  const first = items[0];
  return first && 'part' in first ? [{ title: 'Evidence', part: first.part, page: first.page, children: items }] : [];
}
