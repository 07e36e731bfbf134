import { type PDFDict, type PDFDocument, PDFHexString, PDFName, PDFNumber, type PDFRef, rgb } from 'pdf-lib';
import { readBlocks } from './blocks.ts';
import { type HeadingPlace, setBlocks } from './flow.ts';
import { a4, standardFaces, startDocument } from './start.ts';

/** As office programs write them: objects in compressed streams, a cross-reference stream, an outline of two levels. */
export async function makeTrainingReport(markdown: string): Promise<Uint8Array> {
  const document = await startDocument({
    title: 'Neglect training report 2025–26',
    author: 'Thornmere Safeguarding Children Partnership',
    producer: 'Office suite export',
    date: '2026-04-24',
  });
  const faces = await standardFaces(document, 'Times');
  const footer = 'Sample: invented · Neglect training report';
  const look = { ...faces, size: 13, page: a4, margin: 72, colour: rgb(0.35, 0.12, 0.3), footer };
  addOutline(document, setBlocks(document, readBlocks(markdown), look));
  return document.save({ useObjectStreams: true });
}

interface Entry {
  place: HeadingPlace;
  children: Entry[];
}

/** Level 2 under the root, level 3 under level 2. */
function addOutline(document: PDFDocument, places: readonly HeadingPlace[]) {
  const entries: Entry[] = [];
  for (const place of places) {
    if (place.level === 3) entries.at(-1)?.children.push({ place, children: [] });
    else if (place.level === 2) entries.push({ place, children: [] });
  }
  const root = document.context.obj({ Type: 'Outlines' });
  const rootRef = document.context.register(root);
  chain(document, root, rootRef, entries);
  document.catalog.set(PDFName.of('Outlines'), rootRef);
}

function chain(document: PDFDocument, parent: PDFDict, parentRef: PDFRef, entries: readonly Entry[]) {
  const { context } = document;
  const dicts = entries.map(({ place }) =>
    context.obj({
      Title: PDFHexString.fromText(place.text),
      Parent: parentRef,
      Dest: [place.page.ref, 'XYZ', 0, place.top, null],
    }),
  );
  const refs = dicts.map((dict) => context.register(dict));
  for (const [index, dict] of dicts.entries()) {
    const [before, after] = [refs[index - 1], refs[index + 1]];
    if (before) dict.set(PDFName.of('Prev'), before);
    if (after) dict.set(PDFName.of('Next'), after);
    const children = entries[index]?.children ?? [];
    const own = refs[index];
    if (own && children.length > 0) chain(document, dict, own, children);
  }
  const [first, last] = [refs[0], refs.at(-1)];
  if (!first || !last) return;
  parent.set(PDFName.of('First'), first);
  parent.set(PDFName.of('Last'), last);
  parent.set(PDFName.of('Count'), PDFNumber.of(entries.length));
}
