import { deflateSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { buildPdf, simplePdf, words } from '../builders/pdf.ts';
import { bundled, compiled } from './linking.ts';
import { pageTexts, withPdf } from './reading.ts';

/** Awkward but sound: what a reader sees must be what it was. */
const shapes: Readonly<Record<string, () => Uint8Array>> = {
  'object streams': () => simplePdf({ pages: [words('One'), words('Two')], packed: true }),
  'an incremental update': () => simplePdf({ update: { 50: { dict: '', data: words('Mended') } } }),
  'attributes inherited over three levels': () =>
    buildPdf({
      objects: {
        1: '<</Type/Catalog/Pages 2 0 R>>',
        2: '<</Type/Pages/Count 1/Kids[4 0 R]/Resources<</Font<</F1 3 0 R>>>>/Rotate 90>>',
        3: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
        4: '<</Type/Pages/Count 1/Kids[5 0 R]/Parent 2 0 R/MediaBox[0 0 595 842]>>',
        5: '<</Type/Pages/Count 1/Kids[6 0 R]/Parent 4 0 R/CropBox[50 50 500 800]>>',
        6: '<</Type/Page/Parent 5 0 R/Contents[7 0 R 8 0 R]>>',
        7: { dict: '', data: 'BT /F1 12 Tf 72 700 Td (split' },
        8: { dict: '', data: ' word) Tj ET' },
      },
    }),
  'states left open': () =>
    simplePdf({ pages: ['q q 0.5 0 0 0.5 0 0 cm /P <<>> BDC BT /F1 12 Tf 72 700 Td (open) Tj'] }),
  'states restored too often': () => simplePdf({ pages: [`Q Q ${words('stray')} Q q Q Q`] }),
  'a font called AA': () =>
    simplePdf({ pages: ['BT /AA 12 Tf 72 700 Td (named) Tj ET'], page: '/Resources<</Font<</AA 3 0 R>>>>' }),
  'a string that never ends': () => simplePdf({ pages: [`${words('Hello')} BT (open`] }),
  'an inline picture whose data look like operators': () =>
    simplePdf({ pages: [`q BI /W 4 /H 4 /BPC 8 /CS /G ID Q EI\x01q BT(x\x02\x03\x04\x05 EI Q ${words('after')}`] }),
  'an inline picture whose data hold a whole line of operators': () =>
    simplePdf({ pages: [`q BI /W 4 /H 4 /BPC 8 /CS /G ID Q EI Q q BT Q(x\x01 EI Q Q ${words('after')}`] }),
  'a compressed stream cut short': () =>
    buildPdf({
      objects: {
        1: '<</Type/Catalog/Pages 2 0 R>>',
        2: '<</Type/Pages/Count 1/Kids[10 0 R]/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>>>',
        3: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
        10: '<</Type/Page/Parent 2 0 R/Contents 50 0 R>>',
        50: { dict: '/Filter/FlateDecode', data: deflateSync(Buffer.from(words('Hello'))).subarray(0, -4) },
      },
    }),
  'a page listed twice': () =>
    buildPdf({
      objects: {
        1: '<</Type/Catalog/Pages 2 0 R>>',
        2: '<</Type/Pages/Count 2/Kids[10 0 R 10 0 R]/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>>>',
        3: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
        10: '<</Type/Page/Parent 2 0 R/Contents 50 0 R>>',
        50: { dict: '', data: words('Twice') },
      },
    }),
  'no version worth the name': () => simplePdf({ version: '1.3' }),
  'a page without content': () => simplePdf({ pages: ['', words('Two')] }),
  'text around the stamp name': () =>
    simplePdf({
      page: '/Resources<</Font<</F1 3 0 R>>/XObject<</RvStamp 100 0 R>>>>',
      pages: [`${words('own')} /RvStamp Do`],
      more: {
        100: {
          dict: '/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>',
          data: words('stamp of its own', 72, 600),
        },
      },
    }),
};

describe('text and number of pages survive', () => {
  for (const [name, make] of Object.entries(shapes)) {
    it(name, async () => {
      const pdf = make();
      const { pdf: bundle, pages } = await bundled(pdf);
      const before = await pageTexts(pdf);
      expect(await pageTexts(bundle)).toEqual(before);
      expect(pages).toBe(before.length);
      const stamps = await pageTexts(bundle, { artifacts: true });
      for (const [index, text] of stamps.entries())
        expect(text).toContain(`E01 · ${index + 1} of ${pages} · pack page ${index + 1}`);
    });
  }
});

it('boxes, rotation and user unit survive', async () => {
  const pdf = simplePdf({
    page: '/MediaBox[600 800 0 0]/CropBox[10 20 500 700]/TrimBox[5 5 500 700]/Rotate -90/UserUnit 2',
  });
  await withPdf((await bundled(pdf)).pdf, async (document) => {
    const page = await document.getPage(1);
    expect([page.view, page.rotate, page.userUnit]).toEqual([[10, 20, 500, 700], 270, 2]);
  });
});

it('a file locked with an empty password opens, its strings whole', async () => {
  const made = await PDFDocument.create();
  made.setTitle('Plan (draft) \\ 1');
  made.addPage().drawText('readable');
  made.encrypt({ userPassword: '', ownerPassword: 'owner', permissions: { printing: false } });
  const pdf = await made.save();
  const { title, warnings } = await compiled(pdf);
  expect(title).toBe('Plan (draft) \\ 1');
  expect(warnings).toMatchObject([{ message: expect.stringContaining('restricted') }]);
  expect(await pageTexts((await bundled(pdf)).pdf)).toEqual(['readable']);
});

it('outlines are read with their destinations, loops end', async () => {
  const pdf = simplePdf({
    pages: [words('One'), words('Two')],
    catalog: '/Outlines 100 0 R/Dests<</here[11 0 R/XYZ null 500 null]>>',
    more: {
      100: '<</First 101 0 R/Last 102 0 R>>',
      101: '<</Title(A)/Dest/here/Next 102 0 R/First 103 0 R/Last 103 0 R>>',
      102: '<</Title<feff00c9>/A<</S/GoTo/D[10 0 R/Fit]>>/Next 101 0 R>>',
      103: '<</Title(A1)/A<</S/Launch/F(x)>>/Next 103 0 R>>',
    },
  });
  expect((await compiled(pdf)).outline).toEqual([
    { title: 'A', page: 1, top: 500, children: [{ title: 'A1', page: -1, children: [] }] },
    { title: 'É', page: 0, children: [] },
  ]);
});
