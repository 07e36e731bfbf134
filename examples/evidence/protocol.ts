import { type PDFDocument, PDFHexString, PDFName, type PDFObject, type PDFPage, PDFString, rgb } from 'pdf-lib';
import { readBlocks } from './blocks.ts';
import { type HeadingPlace, setBlocks } from './flow.ts';
import { a4, standardFaces, startDocument } from './start.ts';

/**
 * A document that was made to be clicked: a contents page whose links go to named destinations, links to the web, and what a pack may
 * not carry: scripts that run when it is opened, an attached file, a button's worth of automatic action on a page.
 */
export async function makeProtocol(markdown: string): Promise<Uint8Array> {
  const document = await startDocument({
    title: 'Multi-agency neglect protocol',
    author: 'Thornmere Safeguarding Children Partnership',
    producer: 'Layout program',
    date: '2025-09-01',
  });
  const faces = await standardFaces(document, 'Helvetica');
  const contents = document.addPage([...a4]);
  const colour = rgb(0.0, 0.35, 0.3);
  const look = { ...faces, size: 11, page: a4, margin: 68, colour, footer: 'Sample: invented · Neglect protocol' };
  const places = setBlocks(document, readBlocks(markdown), look).filter((place) => place.level === 2);

  contents.drawText('Contents', { x: 68, y: 740, size: 20, font: faces.bold, color: colour });
  for (const [index, place] of places.entries()) {
    const y = 700 - index * 24;
    contents.drawText(place.text, { x: 68, y, size: 12, font: faces.regular });
    link(document, contents, [64, y - 6, 420, y + 16], { Dest: PDFString.of(nameOf(index)) });
  }
  const site = 'https://safeguarding.thornmere.example/neglect';
  contents.drawText('The newest edition stands at', { x: 68, y: 420, size: 12, font: faces.regular });
  contents.drawText(site, { x: 68, y: 402, size: 12, font: faces.regular, color: colour });
  link(document, contents, [64, 396, 380, 418], {
    A: document.context.obj({ Type: 'Action', S: 'URI', URI: PDFString.of(site) }),
  });

  nameDestinations(document, places);
  document.addJavaScript('greeting', "app.alert('Have you read section 5?');");
  document.catalog.set(
    PDFName.of('OpenAction'),
    document.context.obj({ Type: 'Action', S: 'JavaScript', JS: PDFString.of('this.zoom = 120;') }),
  );
  contents.node.set(
    PDFName.of('AA'),
    document.context.obj({ O: { Type: 'Action', S: 'JavaScript', JS: PDFString.of("console.println('opened');") } }),
  );
  const made = new Date('2025-08-20T09:00:00Z');
  await document.attach(
    new TextEncoder().encode('part,score\nphysical care,\nsafety,\nlove,\nesteem,\n'),
    'score-sheet.csv',
    {
      mimeType: 'text/csv',
      description: 'Score sheet of the assessment tool',
      creationDate: made,
      modificationDate: made,
    },
  );
  return document.save({ useObjectStreams: false });
}

const nameOf = (index: number) => `section-${String(index + 1).padStart(2, '0')}`;

function link(
  document: PDFDocument,
  page: PDFPage,
  rectangle: [number, number, number, number],
  target: Record<string, PDFObject>,
) {
  const annotation = document.context.obj({
    Type: 'Annot',
    Subtype: 'Link',
    Rect: rectangle,
    Border: [0, 0, 0],
    ...target,
  });
  page.node.addAnnot(document.context.register(annotation));
}

/** In the name tree of the catalogue, which `addJavaScript` and `attach` then share. */
function nameDestinations(document: PDFDocument, places: readonly HeadingPlace[]) {
  const { context } = document;
  const names = context.obj([]);
  for (const [index, place] of places.entries()) {
    names.push(PDFHexString.fromText(nameOf(index)));
    names.push(context.obj({ D: [place.page.ref, 'XYZ', 0, place.top + 12, null] }));
  }
  document.catalog.set(PDFName.of('Names'), context.obj({ Dests: context.obj({ Names: names }) }));
}
