import { type PDFDocument, PDFHexString, type PDFPage, PDFString, rgb } from 'pdf-lib';
import { readBlocks } from './blocks.ts';
import { setBlocks } from './flow.ts';
import { a4, standardFaces, startDocument } from './start.ts';

const formHeight = 190;

/** A filled form (text, choice, tick) with a reader's marks on it: a highlight, a comment that is shown and a note that pops up. */
export async function makeSelfAssessment(markdown: string): Promise<Uint8Array> {
  const document = await startDocument({
    title: 'Self-assessment 2026, section on neglect',
    author: 'Children’s Services Leadership Team, Thornmere Council',
    producer: 'Form designer',
    date: '2026-04-30',
  });
  const faces = await standardFaces(document, 'Helvetica');
  const colour = rgb(0.16, 0.2, 0.5);
  const form = {
    height: formHeight,
    draw: (page: PDFPage, x: number, top: number, width: number) => fill(document, page, x, top, width),
  };
  const footer = 'Sample: invented · Self-assessment 2026, section 4';
  const look = { ...faces, size: 12, page: a4, margin: 64, colour, footer };
  const places = setBlocks(document, readBlocks(markdown), look, { drawings: { form } });
  for (const name of ['agreed-by', 'comment']) document.getForm().getTextField(name).setFontSize(10);
  document.getForm().getDropdown('judgement').setFontSize(10);
  document.getForm().updateFieldAppearances(faces.regular);
  const worry = places.find((place) => place.text.startsWith('4.4'));
  if (worry) comment(document, worry.page, worry.top);
  return document.save({ useObjectStreams: false });
}

function fill(document: PDFDocument, page: PDFPage, x: number, top: number, width: number) {
  const form = document.getForm();
  const border = { borderColor: rgb(0.5, 0.5, 0.6), borderWidth: 1, backgroundColor: rgb(0.96, 0.97, 1) };
  const label = (text: string, y: number) => page.drawText(text, { x, y, size: 10 });

  label('Judgement', top - 18);
  const judgement = form.createDropdown('judgement');
  judgement.addOptions(['Outstanding', 'Good', 'Requires improvement to be good', 'Inadequate']);
  judgement.select('Requires improvement to be good');
  judgement.addToPage(page, { x: x + 130, y: top - 24, width: width - 130, height: 20, ...border });

  label('Agreed by', top - 48);
  const agreed = form.createTextField('agreed-by');
  agreed.setText('Director of Children’s Services, 30 April 2026');
  agreed.addToPage(page, { x: x + 130, y: top - 54, width: width - 130, height: 20, ...border });

  label('Comment', top - 78);
  const comments = form.createTextField('comment');
  comments.enableMultiline();
  comments.setText(
    'Better than last year and not good yet. I want the peer team to test whether plans ended too soon, and to tell us plainly if they did.',
  );
  comments.addToPage(page, { x: x + 130, y: top - 140, width: width - 130, height: 76, ...border });

  const shared = form.createCheckBox('shared');
  shared.addToPage(page, { x: x + 130, y: top - 172, width: 14, height: 14, ...border });
  shared.check();
  page.drawText('Shared with the partnership’s executive', { x: x + 152, y: top - 169, size: 10 });
}

function comment(document: PDFDocument, page: PDFPage, top: number) {
  const { context } = document;
  const rectangle = [62, top - 20, 200, top] as const;
  const [left, bottom, right, upper] = rectangle;
  const highlight = context.flateStream(
    `/Multiply gs 1 0.92 0.3 rg ${left} ${bottom} ${right - left} ${upper - bottom} re f`,
    {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [...rectangle],
      Resources: { ExtGState: { Multiply: { Type: 'ExtGState', BM: 'Multiply' } } },
      Group: { S: 'Transparency' },
    },
  );
  const by = PDFHexString.fromText('Head of Quality');
  const mark = context.obj({
    Type: 'Annot',
    Subtype: 'Highlight',
    Rect: [...rectangle],
    QuadPoints: [left, upper, right, upper, left, bottom, right, bottom],
    C: [1, 0.92, 0.3],
    CA: 0.4,
    F: 4,
    T: by,
    Contents: PDFHexString.fromText('Ask the peer team about this first.'),
    AP: { N: context.register(highlight) },
  });
  const boxed = [330, top - 26, 530, top + 2];
  const shown = context.obj({
    Type: 'Annot',
    Subtype: 'FreeText',
    Rect: boxed,
    DA: PDFString.of('/Helv 9 Tf 0.6 0 0 rg'),
    F: 4,
    T: by,
    Contents: PDFHexString.fromText('Checked against the March report'),
    AP: { N: context.register(freeText(document)) },
  });
  const note = context.obj({
    Type: 'Annot',
    Subtype: 'Text',
    Name: 'Comment',
    Rect: [40, top - 20, 58, top - 2],
    F: 28,
    T: by,
    Contents: PDFHexString.fromText('Paragraph agreed at the leadership team on 23 April.'),
  });
  for (const one of [mark, shown, note]) page.node.addAnnot(context.register(one));
}

function freeText(document: PDFDocument) {
  const font = document.context.obj({
    Type: 'Font',
    Subtype: 'Type1',
    BaseFont: 'Helvetica',
    Encoding: 'WinAnsiEncoding',
  });
  return document.context.flateStream(
    '0.8 0 0 RG 0.5 0.5 199 27 re S BT /Helv 9 Tf 0.6 0 0 rg 8 10 Td (Checked against the March report) Tj ET',
    {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, 200, 28],
      Resources: { Font: { Helv: document.context.register(font) } },
    },
  );
}
