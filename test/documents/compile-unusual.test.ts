import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildPdf, type PdfObject, simplePdf, words } from '../builders/pdf.ts';
import { findActiveContent } from './active-content.ts';
import { bundled, compiled } from './linking.ts';
import { pictureOf } from './picturing.ts';
import { pageTexts } from './reading.ts';

const tree = '<</Type/Pages/Count 1/Kids[10 0 R]/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>>>';
const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';

/** One page whose content, resources and more are given; lengths, filters and arrays may be objects of their own. */
function page(entries: string, more: Readonly<Record<number, PdfObject>>): Uint8Array {
  return buildPdf({
    objects: {
      1: '<</Type/Catalog/Pages 2 0 R>>',
      2: tree,
      3: font,
      10: `<</Type/Page/Parent 2 0 R${entries}>>`,
      ...more,
    },
  });
}

/** The same bytes, the lengths of streams behind references to objects at the end. */
function indirectLengths(pdf: Uint8Array): Uint8Array {
  const objects: string[] = [];
  const text = Buffer.from(pdf)
    .toString('latin1')
    .replace(/\/Length (\d+)/g, (_, length: string) => {
      const number = 900 + objects.length;
      objects.push(`${number} 0 obj\n${length}\nendobj\n`);
      return `/Length ${number} 0 R`;
    });
  return new Uint8Array(Buffer.from(text.replace(/xref\n0 1/, `${objects.join('')}xref\n0 1`), 'latin1'));
}

const painted: Readonly<Record<string, () => Uint8Array>> = {
  'escaped names': () =>
    page('/Contents 50 0 R/Res#6furces<</F#6fnt<</F#201 3 0 R>>>>', {
      50: { dict: '', data: 'BT /F#201 40 Tf 72 700 Td (Words) Tj ET' },
    }),
  'a filter, its parameters and its array behind references': () =>
    page('/Contents 51 0 R', {
      51: '[52 0 R]',
      52: { dict: '/Filter 53 0 R/DecodeParms 55 0 R', data: deflateSync(Buffer.from(words('Words'))) },
      53: '[54 0 R]',
      54: '/FlateDecode',
      55: '[null]',
    }),
  'content that is empty, missing or no stream among content that is sound': () =>
    page('/Contents[51 0 R 77 0 R 3 0 R 50 0 R null]', {
      50: { dict: '', data: words('Words') },
      51: { dict: '', data: '' },
    }),
  'a font made of drawings': () =>
    page('/Contents 50 0 R/Resources<</Font<</T 60 0 R>>>>', {
      50: { dict: '', data: 'BT /T 40 Tf 72 700 Td (a) Tj ET' },
      60: '<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 97/LastChar 97/Widths[1000]/Encoding<</Differences[97/AA]>>/CharProcs<</AA 61 0 R>>/Resources<<>>>>',
      61: { dict: '', data: '1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f' },
    }),
  'a pattern with resources of its own': () =>
    page('/Contents 50 0 R/Resources<</Pattern<</P 60 0 R>>>>', {
      50: { dict: '', data: '/Pattern cs /P scn 72 600 200 200 re f' },
      60: {
        dict: '/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 20 20]/XStep 20/YStep 20/Resources<</XObject<</AA 61 0 R>>>>',
        data: '/AA Do',
      },
      61: { dict: '/Subtype/Form/BBox[0 0 20 20]', data: '1 0 0 rg 2 2 16 16 re f' },
    }),
  'a shading and a colour between two inks': () =>
    page(
      '/Contents 50 0 R/Resources<</Shading<</S 60 0 R>>/ColorSpace<</N[/DeviceN[/A/B]/DeviceRGB 62 0 R<</Colorants<</AA[/Separation/A/DeviceRGB 63 0 R]>>>>]>>>>',
      {
        50: { dict: '', data: 'q 72 600 200 100 re W n /S sh Q /N cs 1 0 scn 72 400 200 100 re f' },
        60: '<</ShadingType 2/ColorSpace/DeviceRGB/Coords[72 0 272 0]/Function 63 0 R/Extend[true true]>>',
        62: { dict: '/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]', data: '{pop dup 1 exch sub exch 0}' },
        63: '<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>',
      },
    ),
  'a soft mask and a group': () =>
    page('/Group<</S/Transparency/CS/DeviceRGB>>/Contents 50 0 R/Resources<</ExtGState<</AA 60 0 R>>>>', {
      50: { dict: '', data: '/AA gs 0 0 1 rg 72 400 300 300 re f' },
      60: '<</SMask<</S/Luminosity/G 61 0 R>>/ca 0.8/BM/Normal>>',
      61: {
        dict: '/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>',
        data: '1 g 72 400 150 300 re f',
      },
    }),
  'a picture with a mask': () =>
    page('/Contents 50 0 R/Resources<</XObject<</I 60 0 R>>>>', {
      50: { dict: '', data: 'q 200 0 0 200 72 500 cm /I Do Q' },
      60: {
        dict: '/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace[/Indexed/DeviceRGB 1<FF000000FF00>]/SMask 61 0 R',
        data: '\x00\x01',
      },
      61: { dict: '/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray', data: '\xff\x80' },
    }),
  'no page size, a turn of 450 degrees': () =>
    buildPdf({
      objects: {
        1: '<</Type/Catalog/Pages 2 0 R>>',
        2: '<</Type/Pages/Count 1/Kids[10 0 R]/Resources<</Font<</F1 3 0 R>>>>>>',
        3: font,
        10: '<</Type/Page/Parent 2 0 R/Contents 50 0 R/Rotate 450>>',
        50: { dict: '', data: words('Words') },
      },
    }),
  'a look on a page with a box below zero': () =>
    simplePdf({
      page: '/MediaBox[-300 -400 300 400]/Annots[<</Subtype/Square/IC[0 0 1]/Rect[-200 -200 -100 -100]/AP<</N 100 0 R>>>>]',
      pages: ['1 0 0 rg 0 0 100 100 re f'],
      more: {
        100: { dict: '/Subtype/Form/BBox[0 0 10 10]/Matrix[0 1 -1 0 0 0]', data: '0 0.5 0 rg 0 0 10 5 re f' },
      },
    }),
};

describe('what is unusual and sound looks as it did', () => {
  for (const [name, make] of Object.entries(painted)) {
    it(name, async () => {
      const pdf = make();
      const [before, after] = [await pictureOf(pdf), await pictureOf((await bundled(pdf, { stamp: false })).pdf)];
      expect([after.width, after.height]).toEqual([before.width, before.height]);
      expect(before.inked([0, 0, before.width, before.height])).toBeGreaterThan(0.0005);
      expect(after.differenceFrom(before)).toBeLessThan(0.0005);
    });
  }
});

it('lengths behind references are believed where they are right, and found where they are not', async () => {
  const text = words('a stream of words, endobj and all');
  const pdf = Buffer.from(indirectLengths(simplePdf({ pages: [text, words('Two')] })));
  expect(await pageTexts((await bundled(new Uint8Array(pdf))).pdf)).toEqual([
    'a stream of words, endobj and all',
    'Two',
  ]);
  const at = pdf.indexOf('900 0 obj\n') + '900 0 obj\n'.length;
  pdf.write('7'.padEnd(2), at, 'latin1');
  expect(await pageTexts((await bundled(new Uint8Array(pdf))).pdf)).toHaveLength(2);
});

it('what PDF 2.0 hangs on pages and pictures stays behind', async () => {
  const pdf = page('/Contents 50 0 R/AF[60 0 R]/DPart 61 0 R/Metadata 62 0 R', {
    50: { dict: '/AF[60 0 R]', data: words('Words') },
    60: '<</Type/Filespec/F(a.exe)/EF<</F 63 0 R>>/AFRelationship/Data>>',
    61: '<</Type/DPart/DPM<<>>>>',
    62: { dict: '/Type/Metadata/Subtype/XML', data: '<x/>' },
    63: { dict: '/Type/EmbeddedFile', data: 'MZ' },
  });
  const { pdf: bundle } = await bundled(pdf);
  expect(findActiveContent(bundle)).toEqual([]);
  expect(Buffer.from(bundle).includes('DPart')).toBe(false);
  expect(await pageTexts(bundle)).toEqual(['Words']);
});

it('many annotations, and long lists of them, end in time', async () => {
  const note = '<</Subtype/Square/C[1 0 0]/Rect[10 10 20 20]>>';
  const start = performance.now();
  const { warnings } = await compiled(simplePdf({ page: `/Annots[${note.repeat(32_768)}]` }));
  expect(warnings.map(({ message }) => message).join()).toContain('32768 notes and links; the first 3000');
  expect(performance.now() - start).toBeLessThan(10_000);
});
