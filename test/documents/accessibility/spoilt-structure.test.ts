import type { PDFDict, PDFDocument } from 'pdf-lib';
import { arrayAt, numberAt } from './read/objects.ts';
import * as spoil from './spoil.ts';
import {
  addAnnotation,
  annotation,
  artifact,
  attributes,
  content,
  element,
  elements,
  name,
  need,
  page,
  text,
} from './spoil.ts';
import { testSpoilt } from './test-spoilt.ts';

const call = (pdf: PDFDocument, type: string, as: string, index = 0) =>
  element(pdf, type, index).set(name('S'), name(as));
const tree = (pdf: PDFDocument) => need(pdf.catalog, 'StructTreeRoot');
const roles = (pdf: PDFDocument) => need(tree(pdf), 'RoleMap');
const firstMark = /\/MCID 0\s*>> BDC/;

function drawTwice(pdf: PDFDocument): void {
  const form = spoil.stream(pdf, '/Span <</MCID 0>> BDC 0 0 9 9 re f EMC', {
    Type: 'XObject',
    Subtype: 'Form',
    StructParents: 900,
  });
  const dict = pdf.context.lookup(form) as unknown as { dict: PDFDict };
  dict.dict.set(name('BBox'), pdf.context.obj([0, 0, 9, 9]));
  dict.dict.set(name('Resources'), pdf.context.obj({}));
  const parent = element(pdf, 'P');
  const kid = pdf.context.register(
    pdf.context.obj({
      S: 'Span',
      P: pdf.context.getObjectRef(parent) as never,
      K: { Type: 'MCR', MCID: 0, Stm: form as never } as never,
    }),
  );
  arrayAt(parent, 'K')?.push(kid);
  const numbers = arrayAt(need(tree(pdf), 'ParentTree'), 'Nums');
  numbers?.push(pdf.context.obj(900));
  numbers?.push(pdf.context.obj([kid]));
  spoil.resource(pdf, 'XObject', 'Fm', form);
  content(pdf, (before) => `${before}\n/Fm Do /Fm Do`);
}

testSpoilt([
  [
    'a line that is neither tagged nor an artifact',
    ['01-005'],
    (pdf) => content(pdf, (before) => `${before}\n0 0 m 9 9 l S`),
  ],
  [
    'text that is neither tagged nor an artifact',
    ['01-005'],
    (pdf) => content(pdf, (before) => `${before}\nBT /f0 9 Tf <0001> Tj ET`),
  ],
  [
    'an artifact inside tagged content',
    ['01-003'],
    (pdf) => content(pdf, (before) => before.replace(firstMark, '$& /Artifact BMC EMC')),
  ],
  ['tagged content inside an artifact', ['01-004'], (pdf) => content(pdf, (before) => `/Artifact BMC\n${before}\nEMC`)],
  [
    'the same marked content twice',
    ['UA-7.1'],
    (pdf) => content(pdf, (before) => before.replace(/\/MCID 1\b/, '/MCID 0')),
  ],
  [
    'marked content that no element refers to',
    ['01-005', 'UA-7.1'],
    (pdf) => content(pdf, (before) => before.replace(/\/MCID 1\b/, '/MCID 999')),
  ],
  ['MarkInfo without Marked', ['UA-6.2'], (pdf) => need(pdf.catalog, 'MarkInfo').delete(name('Marked'))],
  ['suspects', ['01-007'], (pdf) => need(pdf.catalog, 'MarkInfo').set(name('Suspects'), pdf.context.obj(true))],
  ['no structure', ['01-005', '28-011', 'UA-7.1'], (pdf) => pdf.catalog.delete(name('StructTreeRoot'))],
  ['a page without StructParents', ['UA-7.1'], (pdf) => page(pdf).delete(name('StructParents'))],
  [
    'a page with the StructParents of another',
    ['UA-7.1'],
    (pdf) => page(pdf).set(name('StructParents'), pdf.context.obj(numberAt(page(pdf, 0), 'StructParents') ?? 0)),
  ],
  ['an element without a parent', ['UA-7.1'], (pdf) => element(pdf, 'H2').delete(name('P'))],
  ['a form with content, drawn twice', ['30-002', 'UA-7.1'], drawTwice],
  [
    'a form that stands for another file',
    ['30-001', 'A2-6.2.9'],
    (pdf) => {
      const form = spoil.stream(pdf, '', {
        Subtype: 'Form',
        Ref: pdf.context.obj({ Page: 0 }),
        Resources: pdf.context.obj({}),
      });
      spoil.resource(pdf, 'XObject', 'Fm', form);
      artifact(pdf, '/Fm Do');
    },
  ],

  ['a type that means nothing', ['02-001'], (pdf) => roles(pdf).delete(name('Strong'))],
  [
    'roles in a circle',
    ['02-003'],
    (pdf) => {
      roles(pdf).set(name('A'), name('B'));
      roles(pdf).set(name('B'), name('A'));
    },
  ],
  ['a standard type that means another', ['02-004'], (pdf) => roles(pdf).set(name('P'), name('Span'))],
  ['a list item outside a list', ['09-005'], (pdf) => call(pdf, 'L', 'Div')],
  ['a paragraph in a list', ['09-005'], (pdf) => call(pdf, 'LBody', 'P', -1)],
  ['a row outside a table', ['09-004'], (pdf) => call(pdf, 'TBody', 'Div')],
  ['a paragraph among cells', ['09-004', 'UA-7.2'], (pdf) => call(pdf, 'TD', 'P')],
  ['two heads of a table', ['09-004'], (pdf) => call(pdf, 'TBody', 'THead')],
  ['contents without entries', ['09-005', '09-006'], (pdf) => call(pdf, 'L', 'TOC')],
  ['entries outside contents', ['09-006'], (pdf) => call(pdf, 'TOC', 'Div')],
  ['a paragraph among the entries of contents', ['09-006'], (pdf) => call(pdf, 'TOCI', 'P')],
  ['a list under an entry of contents', ['09-005', '09-006'], (pdf) => call(pdf, 'TOC', 'L', 1)],
  [
    'an entry of contents that is neither a reference nor a paragraph',
    ['09-006'],
    (pdf) => call(pdf, 'Reference', 'Span'),
  ],
  ['a note without an ID', ['19-003'], (pdf) => element(pdf, 'Note').delete(name('ID'))],
  ['two notes with one ID', ['19-004', 'UA-7.1'], (pdf) => element(pdf, 'Note', 1).set(name('ID'), text('Note 1'))],

  ['a document that begins with H2', ['14-002'], (pdf) => call(pdf, 'H1', 'H2')],
  ['a level that is skipped', ['14-003'], (pdf) => call(pdf, 'H2', 'H3')],
  ['H beside H1', ['14-007'], (pdf) => call(pdf, 'H2', 'H')],
  [
    'several H in one element',
    ['14-006'],
    (pdf) => {
      for (const type of ['H1', 'H2']) for (const { dict } of elements(pdf, type)) dict.set(name('S'), name('H'));
    },
  ],

  [
    'a header that nothing says the scope of',
    ['15-003', 'UA-7.5'],
    (pdf) => {
      for (const { dict } of [...elements(pdf, 'TH'), ...elements(pdf, 'TD')]) {
        attributes(dict, 'Table').delete(name('Scope'));
        attributes(dict, 'Table').delete(name('Headers'));
      }
    },
  ],
  [
    'a scope that is none',
    ['15-003'],
    (pdf) => attributes(element(pdf, 'TH'), 'Table').set(name('Scope'), name('Columns')),
  ],
  [
    'a cell that names no header of its table',
    ['UA-7.5'],
    (pdf) => attributes(element(pdf, 'TD'), 'Table').set(name('Headers'), pdf.context.obj([text('R1x0y0')])),
  ],
  [
    'a span beyond the last column',
    ['UA-7.2'],
    (pdf) => attributes(element(pdf, 'TD'), 'Table').set(name('ColSpan'), pdf.context.obj(3)),
  ],
  [
    'a span beyond its part of the table',
    ['UA-7.2'],
    (pdf) => attributes(element(pdf, 'TD'), 'Table').set(name('RowSpan'), pdf.context.obj(3)),
  ],
  [
    'cells that lie on each other',
    ['UA-7.2'],
    (pdf) => attributes(element(pdf, 'TD'), 'Table').set(name('RowSpan'), pdf.context.obj(2)),
  ],
  [
    'an ID tree out of order',
    ['UA-7.1'],
    (pdf) => {
      const names = arrayAt(need(tree(pdf), 'IDTree'), 'Names');
      const [id, target] = [names?.get(0), names?.get(1)];
      names?.remove(0);
      names?.remove(0);
      if (id && target) for (const part of [id, target]) names?.push(part);
    },
  ],
  ['no ID tree', ['UA-7.1'], (pdf) => tree(pdf).delete(name('IDTree'))],

  ['a figure without words', ['13-004'], (pdf) => element(pdf, 'Figure').delete(name('Alt'))],
  ['a figure with blank words', ['13-004'], (pdf) => element(pdf, 'Figure').set(name('Alt'), text(' '))],
  ['a figure without a box', ['UA-7.3'], (pdf) => attributes(element(pdf, 'Figure'), 'Layout').delete(name('BBox'))],
  [
    'a formula without words',
    ['17-002'],
    (pdf) => {
      call(pdf, 'Figure', 'Formula');
      element(pdf, 'Formula').delete(name('Alt'));
    },
  ],

  ['annotations and no tab order', ['28-008'], (pdf) => page(pdf).delete(name('Tabs'))],
  ['another tab order', ['28-009'], (pdf) => page(pdf).set(name('Tabs'), name('R'))],
  ['a link outside the structure', ['28-011'], (pdf) => addAnnotation(pdf, { Subtype: 'Link', Contents: text('x') })],
  ['a link without words', ['28-012'], (pdf) => annotation(pdf).delete(name('Contents'))],
  ['a link with no way back', ['UA-7.18.1'], (pdf) => annotation(pdf).delete(name('StructParent'))],
  ['a note outside the structure', ['28-002', '28-004', 'A2-6.3.3'], (pdf) => addAnnotation(pdf, { Subtype: 'Text' })],
  [
    'a form field outside the structure',
    ['28-005', '28-010', 'A2-6.3.3'],
    (pdf) => addAnnotation(pdf, { Subtype: 'Widget' }),
  ],
  [
    'a printer mark in the structure',
    ['28-017', 'A2-6.3.3'],
    (pdf) => annotation(pdf).set(name('Subtype'), name('PrinterMark')),
  ],
  ['a trap network', ['28-007', 'A2-6.3.3'], (pdf) => addAnnotation(pdf, { Subtype: 'TrapNet' })],
]);
