import { PDFArray, PDFDict, type PDFDocument, PDFHexString } from 'pdf-lib';
import { expect, test } from 'vitest';
import { open, read } from './document.ts';
import { dictAt } from './read/objects.ts';
import * as spoil from './spoil.ts';
import { addAnnotation, annotation, artifact, content, name, need, page, resource, text } from './spoil.ts';
import { checkpointsOf, testSpoilt } from './test-spoilt.ts';

const intent = (pdf: PDFDocument) => pdf.catalog.lookup(name('OutputIntents'), PDFArray).lookup(0, PDFDict);
const object = (pdf: PDFDocument, entries: Record<string, unknown>) =>
  pdf.context.obj(entries as never) as unknown as PDFDict;
const state = (pdf: PDFDocument, entries: Record<string, unknown>) => {
  resource(pdf, 'ExtGState', 'Mine', object(pdf, entries));
  artifact(pdf, '/Mine gs');
};
const catalog = (key: string, entries: Record<string, unknown>) => (pdf: PDFDocument) =>
  pdf.catalog.set(name(key), object(pdf, entries));
const packet = (from: string | RegExp, to: string) => (pdf: PDFDocument) =>
  spoil.xmp(pdf, (before) => before.replace(from, to));
const paint = (operations: string) => (pdf: PDFDocument) => artifact(pdf, operations);
const extra = (pdf: PDFDocument, value: unknown) => pdf.context.register(pdf.context.obj([value] as never));

const { good } = testSpoilt([
  ['no output intent', ['A2-6.2.10', 'A2-6.2.3'], (pdf) => pdf.catalog.delete(name('OutputIntents'))],
  ['two output intents', ['A2-6.2.3'], (pdf) => pdf.catalog.lookup(name('OutputIntents'), PDFArray).push(intent(pdf))],
  ['an output intent without a name', ['A2-6.2.3'], (pdf) => intent(pdf).delete(name('OutputConditionIdentifier'))],
  [
    'a profile for more channels than it has',
    ['A2-6.2.3', 'A2-6.2.4.2'],
    (pdf) => need(intent(pdf), 'DestOutputProfile').set(name('N'), pdf.context.obj(4)),
  ],
  [
    'a profile that is none',
    ['A2-6.2.10', 'A2-6.2.3'],
    (pdf) => intent(pdf).set(name('DestOutputProfile'), spoil.stream(pdf, 'x'.repeat(200), { N: 3 })),
  ],
  ['DeviceCMYK', ['A2-6.2.4.3'], paint('0 0 0 1 k 0 0 9 9 re f')],
  [
    'DeviceRGB without an output intent',
    ['A2-6.2.10', 'A2-6.2.3', 'A2-6.2.4.3'],
    (pdf) => {
      pdf.catalog.delete(name('OutputIntents'));
      artifact(pdf, '1 0 0 rg 0 0 9 9 re f');
    },
  ],
  ['a transfer function', ['A2-6.2.5'], (pdf) => state(pdf, { TR: 'Identity' })],
  ['a transfer function of the second kind', ['A2-6.2.5'], (pdf) => state(pdf, { TR2: 'Identity' })],
  ['a halftone phase', ['A2-6.2.5'], (pdf) => state(pdf, { HTP: [0, 0] })],
  ['a halftone of type 6', ['A2-6.2.5'], (pdf) => state(pdf, { HT: { HalftoneType: 6 } })],
  ['a blend mode that is none', ['A2-6.2.10'], (pdf) => state(pdf, { BM: 'Glow' })],
  ['a rendering intent that is none', ['A2-6.2.6'], paint('/Best ri')],
  ['a rendering intent of a state that is none', ['A2-6.2.6'], (pdf) => state(pdf, { RI: 'Best' })],
  ['an operator that is none', ['A2-6.2.2'], paint('1 2 glow')],
  ['a resource that is not there', ['A2-6.2.2'], paint('/Nobody gs')],
  ['Q without q', ['A2-6.2.2'], (pdf) => content(pdf, (before) => `${before}\nQ`)],
  ['marked content that is not closed', ['A2-6.2.2'], (pdf) => content(pdf, (before) => `${before}\n/Artifact BMC`)],
  ['twenty-nine q in each other', ['A2-6.1.13'], paint(`${'q '.repeat(28)}${'Q '.repeat(28)}`)],
  ['a number too near to nought', ['A2-6.1.13'], paint(`0.${'0'.repeat(40)}1 w`)],
  ['an interpolated image', ['A2-6.2.8'], (pdf) => drawImage(pdf, { Interpolate: true })],
  ['an image with alternatives', ['A2-6.2.8'], (pdf) => drawImage(pdf, { Alternates: [] })],
  ['a PostScript object', ['A2-6.2.9'], (pdf) => drawImage(pdf, { Subtype: 'PS' })],
  ['LZW', ['A2-6.1.7'], (pdf) => extraStream(pdf, { Filter: 'LZWDecode' })],
  ['a stream in another file', ['A2-6.1.7'], (pdf) => extraStream(pdf, { F: text('elsewhere') })],
  ['too long a name', ['A2-6.1.13'], (pdf) => extra(pdf, 'n'.repeat(128))],
  ['too long a string', ['A2-6.1.13'], (pdf) => extra(pdf, text('s'.repeat(32_768)))],
  ['too large a number', ['A2-6.1.13'], (pdf) => extra(pdf, 2_147_483_648)],
  ['half a hexadecimal digit', ['A2-6.1.6'], (pdf) => extra(pdf, PDFHexString.of('ABC'))],
  ['too small a page', ['A2-6.1.13'], (pdf) => page(pdf).set(name('TrimBox'), pdf.context.obj([0, 0, 2, 500]))],
  [
    'an encrypted file',
    ['A2-6.1.3'],
    (pdf) => {
      pdf.context.trailerInfo.Encrypt = pdf.context.obj({});
    },
  ],
  [
    'a file without an ID',
    ['A2-6.1.3'],
    (pdf) => {
      pdf.context.trailerInfo.ID = undefined as never;
    },
  ],

  ['a film', ['28-002', '28-004', 'A2-6.3.1', 'A2-6.3.3'], (pdf) => addAnnotation(pdf, { Subtype: 'Movie' })],
  ['a link without flags', ['A2-6.3.2'], (pdf) => annotation(pdf).delete(name('F'))],
  ['a link that is not printed', ['A2-6.3.2'], (pdf) => annotation(pdf).set(name('F'), pdf.context.obj(0))],
  ['a hidden link', ['A2-6.3.2'], (pdf) => annotation(pdf).set(name('F'), pdf.context.obj(6))],
  [
    'a link with the look of a pressed button',
    ['A2-6.3.3'],
    (pdf) => annotation(pdf).set(name('AP'), object(pdf, { N: {}, D: {} })),
  ],
  ['a script', ['A2-6.5.1'], catalog('OpenAction', { S: 'JavaScript', JS: text('x') })],
  [
    'a programme that is started',
    ['A2-6.5.1'],
    (pdf) => annotation(pdf).set(name('A'), object(pdf, { S: 'Launch', F: text('x') })),
  ],
  [
    'an action of a name that is not allowed',
    ['A2-6.5.1'],
    (pdf) => annotation(pdf).set(name('A'), object(pdf, { S: 'Named', N: 'Print' })),
  ],
  ['named scripts', ['A2-6.5.1'], catalog('Names', { JavaScript: {} })],
  ['additional actions', ['A2-6.5.2'], (pdf) => page(pdf).set(name('AA'), object(pdf, { O: {} }))],
  ['a form whose looks are made by the reader', ['A2-6.4.1'], catalog('AcroForm', { NeedAppearances: true })],
  ['an XFA form', ['25-001', 'A2-6.4.2'], catalog('AcroForm', { XFA: [] })],
  [
    'pages that are made by the reader',
    ['A2-6.4.2'],
    (pdf) => pdf.catalog.set(name('NeedsRendering'), pdf.context.obj(true)),
  ],
  ['an embedded file', ['21-001', 'A2-6.8'], catalog('Names', { EmbeddedFiles: { Names: [text('x'), { EF: {} }] } })],
  ['a layer configuration without a name', ['20-001', 'A2-6.9'], catalog('OCProperties', { OCGs: [], D: {} })],
  [
    'a layer configuration with AS',
    ['20-003', 'A2-6.9'],
    catalog('OCProperties', { OCGs: [], D: { Name: text('x'), AS: [] } }),
  ],
  [
    'a layer order that leaves one out',
    ['A2-6.9'],
    catalog('OCProperties', { OCGs: [{}, {}], D: { Name: text('x'), Order: [{}] } }),
  ],
  ['steps of a presentation', ['A2-6.10'], (pdf) => page(pdf).set(name('PresSteps'), object(pdf, {}))],
  ['requirements', ['A2-6.11'], catalog('Requirements', {})],
  ['permissions of another kind', ['A2-6.1.12'], catalog('Perms', { Mine: {} })],

  ['no word of PDF/A', ['A2-6.6.4'], packet('<pdfaid:part>2</pdfaid:part>', '')],
  ['level B', ['A2-6.6.4'], packet('<pdfaid:conformance>A<', '<pdfaid:conformance>B<')],
  [
    'a compressed packet',
    ['A2-6.6.2.1'],
    (pdf) => need(pdf.catalog, 'Metadata').set(name('Filter'), pdf.context.obj([])),
  ],
  ['a packet that says its encoding', ['A2-6.6.2.1'], packet('<?xpacket begin=', '<?xpacket encoding="x" begin=')],
  ['a packet that is not XML', ['06-002', '06-003', 'A2-6.6.2.1', 'A2-6.6.3', 'A2-6.6.4'], packet('</x:xmpmeta>', '')],
  ['a property that nobody knows', ['A2-6.6.2.3'], packet('<dc:title>', '<dc:mood>x</dc:mood><dc:title>')],
  ['a property twice', ['A2-6.6.2.1'], packet('<dc:title>', '<dc:format>x</dc:format><dc:title>')],
  [
    'a property of another type',
    ['A2-6.6.2.3'],
    packet(/<dc:language>.*<\/dc:language>/, '<dc:language>en-GB</dc:language>'),
  ],
  [
    'words of PDF/UA that are not declared',
    ['A2-6.6.2.3'],
    packet(/<pdfaExtension:schemas>.*<\/pdfaExtension:schemas>/, ''),
  ],
  [
    'a declaration without a description',
    ['A2-6.6.2.3'],
    packet(/<pdfaProperty:description>.*<\/pdfaProperty:description>/, ''),
  ],
  ['another title outside the packet', ['A2-6.6.3'], (pdf) => pdf.setTitle('Another')],
  ['another date outside the packet', ['A2-6.6.3'], (pdf) => pdf.setModificationDate(new Date(0))],
]);

test.each<[what: string, checkpoints: string[], from: string | RegExp, to: string]>([
  ['another version', ['A2-6.1.2'], '%PDF-1.7', '%PDF-2.0'],
  ['no sign of binary bytes', ['A2-6.1.2'], /^(%PDF-1.7\n)%..../s, '$1%abcd'],
  ['bytes after the end', ['A2-6.1.3', 'unread'], /$/, '\nmore'],
  ['a cross-reference without its line', ['A2-6.1.4'], /\nxref\n/, '\nxref '],
  ['an entry of nineteen bytes', ['A2-6.1.4'], / 65535 f \n/, ' 65535 f\n'],
  ['an object that begins on the line of its number', ['A2-6.1.9'], /\n9 0 obj\n/, '\n9 0 obj '],
  ['a stream that is longer than it says', ['A2-6.1.7'], /\nendstream/, ' endstream'],
])('in its bytes, %s: %j', async (_what, checkpoints, from, to) => {
  const before = Buffer.from(good()).toString('latin1');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  const { pdf } = await open(good());
  expect(checkpointsOf(read(Buffer.from(after, 'latin1'), pdf))).toEqual(checkpoints);
});

function extraStream(pdf: PDFDocument, entries: Record<string, unknown>): void {
  const ref = spoil.stream(pdf, '');
  const dict = dictAt(pdf.context.obj({ It: ref }), 'It');
  for (const [key, value] of Object.entries(entries)) dict?.set(name(key), pdf.context.obj(value as never));
}

function drawImage(pdf: PDFDocument, entries: Record<string, unknown>): void {
  const ref = spoil.stream(pdf, 'x', {
    Subtype: 'Image',
    Width: 1,
    Height: 1,
    BitsPerComponent: 8,
    ColorSpace: 'DeviceGray',
  });
  const dict = dictAt(pdf.context.obj({ It: ref }), 'It');
  for (const [key, value] of Object.entries(entries)) dict?.set(name(key), pdf.context.obj(value as never));
  resource(pdf, 'XObject', 'Im', ref);
  artifact(pdf, '/Im Do');
}
