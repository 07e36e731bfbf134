import { PDFName } from 'pdf-lib';
import { at, dictAt } from './read/objects.ts';
import * as spoil from './spoil.ts';
import { artifact, element, font, name, text } from './spoil.ts';
import { type Spoilt, testSpoilt } from './test-spoilt.ts';

testSpoilt([
  ['no language', ['11-001', '11-002', '11-003', '11-004', '11-006'], (pdf) => pdf.catalog.delete(name('Lang'))],
  ['a language that is none', ['UA-7.2'], (pdf) => pdf.catalog.set(name('Lang'), text('English (UK)'))],
  ['a language of an element that is none', ['UA-7.2'], (pdf) => element(pdf, 'P').set(name('Lang'), text('en_GB'))],

  ['a font without a map to Unicode', ['31-027'], (pdf) => font(pdf).font.delete(name('ToUnicode'))],
  ['a code that means nothing', ['10-001'], (pdf) => font(pdf).font.set(name('ToUnicode'), spoil.stream(pdf, ''))],
  ['a code that means U+0000', ['31-028'], (pdf) => spoil.unicode(pdf, '0000')],
  ['a code that means U+FEFF', ['31-029'], (pdf) => spoil.unicode(pdf, 'FEFF')],
  ['a code that means a private character', ['A2-6.2.11.7.3'], (pdf) => spoil.unicode(pdf, 'E000')],
  ['a font that is not embedded', ['31-009'], (pdf) => font(pdf).descriptor.delete(name('FontFile2'))],
  [
    'a font whose program is damaged',
    ['unread'],
    (pdf) => font(pdf).descriptor.set(name('FontFile2'), spoil.stream(pdf, 'none')),
  ],
  ['widths that are not the glyphs’', ['31-016'], (pdf) => font(pdf).cid.delete(name('W'))],
  ['no map from codes to glyphs', ['31-005'], (pdf) => font(pdf).cid.delete(name('CIDToGIDMap'))],
  ['another map from codes to glyphs', ['31-004'], (pdf) => font(pdf).cid.set(name('CIDToGIDMap'), name('Same'))],
  [
    'codes that lead to .notdef',
    ['31-016', '31-030'],
    (pdf) => font(pdf).cid.set(name('CIDToGIDMap'), spoil.stream(pdf, new Uint8Array(999))),
  ],
  [
    'codes that lead to no glyph',
    ['31-011'],
    (pdf) => font(pdf).cid.set(name('CIDToGIDMap'), spoil.stream(pdf, new Uint8Array(999).fill(255))),
  ],
  [
    'a CIDSet that leaves out glyphs',
    ['31-014'],
    (pdf) => font(pdf).descriptor.set(name('CIDSet'), spoil.stream(pdf, Uint8Array.of(128))),
  ],
  [
    'a CIDSet that lists too many',
    ['31-015'],
    (pdf) => font(pdf).descriptor.set(name('CIDSet'), spoil.stream(pdf, new Uint8Array(99).fill(255))),
  ],
  ['a CMap of a name that nobody knows', ['31-006'], (pdf) => font(pdf).font.set(name('Encoding'), name('Mine-H'))],
  ['a CMap that is embedded', ['unread'], (pdf) => font(pdf).font.set(name('Encoding'), spoil.stream(pdf, ''))],
  [
    'a standard font that is not embedded',
    ['31-009', 'A2-6.2.11.2'],
    (pdf) => {
      spoil.resource(
        pdf,
        'Font',
        'F9',
        pdf.context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica', Encoding: 'WinAnsiEncoding' }),
      );
      artifact(pdf, 'BT /F9 9 Tf (a) Tj ET');
    },
  ],
  ...(
    [
      [4, ['31-023', '31-024']],
      [32, ['31-017']],
    ] as const
  ).map(
    ([flags, checkpoints]): Spoilt => [
      `a simple TrueType font without a character map (flags ${flags})`,
      [...checkpoints],
      (pdf) => {
        const descriptor = pdf.context.obj({ Type: 'FontDescriptor', Flags: flags });
        descriptor.set(name('FontFile2'), at(font(pdf).descriptor, 'FontFile2') as never);
        const simple = pdf.context.obj({
          Type: 'Font',
          Subtype: 'TrueType',
          BaseFont: 'Mine',
          Encoding: 'WinAnsiEncoding',
          FirstChar: 97,
          LastChar: 97,
          Widths: [500],
        });
        simple.set(name('FontDescriptor'), descriptor);
        spoil.resource(pdf, 'Font', 'F9', simple);
        artifact(pdf, 'BT /F9 9 Tf (a) Tj ET');
      },
    ],
  ),

  ['no XMP packet', ['06-001'], (pdf) => pdf.catalog.delete(name('Metadata'))],
  [
    'no word of PDF/UA',
    ['06-002'],
    (pdf) => spoil.xmp(pdf, (packet) => packet.replace('<pdfuaid:part>1</pdfuaid:part>', '')),
  ],
  [
    'another part of PDF/UA',
    ['06-002'],
    (pdf) => spoil.xmp(pdf, (packet) => packet.replace('<pdfuaid:part>1<', '<pdfuaid:part>2<')),
  ],
  [
    'no title',
    ['06-003', 'A2-6.6.3'],
    (pdf) => spoil.xmp(pdf, (packet) => packet.replace(/<dc:title>.*<\/dc:title>/, '')),
  ],
  ['no wish to show the title', ['07-001'], (pdf) => pdf.catalog.delete(PDFName.of('ViewerPreferences'))],
  [
    'a wish not to show the title',
    ['07-002'],
    (pdf) => dictAt(pdf.catalog, 'ViewerPreferences')?.set(name('DisplayDocTitle'), pdf.context.obj(false)),
  ],
]);
