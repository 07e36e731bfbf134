import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compilePdf } from '../../functions/documents/compile/compile.ts';
import { buildPdf, simplePdf, words } from '../builders/pdf.ts';
import { activePdfs } from '../builders/pdf-active.ts';
import { findActiveContent } from './active-content.ts';
import { bundled, compiled } from './linking.ts';
import { pageTexts, withPdf } from './reading.ts';

async function refusal(pdf: Uint8Array): Promise<string> {
  const outcome = await compilePdf(pdf);
  if (outcome.ok) throw new Error('it was compiled');
  expect(outcome.message).toMatch(/\. .+\.$/);
  return outcome.code;
}

describe('what cannot travel is refused with a code and a sentence', () => {
  it('a page tree that leads back to itself', async () => {
    expect(
      await refusal(
        buildPdf({ objects: { 1: '<</Type/Catalog/Pages 2 0 R>>', 2: '<</Type/Pages/Count 1000000/Kids[2 0 R]>>' } }),
      ),
    ).toBe('damaged');
  });

  it('a page tree as deep as it is long', async () => {
    const objects: Record<number, string> = { 1: '<</Type/Catalog/Pages 2 0 R>>' };
    for (let number = 2; number < 2_000; number += 1)
      objects[number] = `<</Type/Pages/Count 1/Kids[${number + 1} 0 R]>>`;
    expect(await refusal(buildPdf({ objects }))).toBe('damaged');
  });

  it('no pages, whatever the count says', async () => {
    expect(
      await refusal(
        buildPdf({ objects: { 1: '<</Type/Catalog/Pages 2 0 R>>', 2: '<</Type/Pages/Count 1000000/Kids[]>>' } }),
      ),
    ).toBe('no-pages');
  });

  it('no catalogue', async () => {
    expect(await refusal(buildPdf({ objects: { 1: '<</Type/Nothing>>' }, root: 9 }))).toBe('damaged');
    expect(await refusal(new TextEncoder().encode('%PDF-1.7\nrubbish'))).toBe('damaged');
    expect(await refusal(simplePdf().slice(0, 60))).toBe('damaged');
  });

  it('a portfolio', async () => {
    expect(await refusal(simplePdf({ catalog: '/Collection<</View/D>>' }))).toBe('portfolio');
  });

  it('a form that only its maker can draw', async () => {
    expect(await refusal(simplePdf({ catalog: '/NeedsRendering true' }))).toBe('interactive-form');
  });

  it('a stream that is kept in another file', async () => {
    const pdf = simplePdf({
      page: '/Resources<</XObject<</X 100 0 R>>>>',
      more: { 100: { dict: '/Subtype/Image/Width 1/Height 1/F(\\\\\\\\server\\\\x)', data: '' } },
    });
    expect(await refusal(pdf)).toBe('external-stream');
  });

  it('content, an object stream and a cross-reference stream that unpack without end, in time and memory', async () => {
    const bomb = deflateSync(Buffer.alloc(200_000_000, 0x20), { level: 9 });
    const start = performance.now();
    const page = simplePdf({
      more: { 50: { dict: '/Filter/FlateDecode', data: bomb } },
      pages: [],
      tree: '/Kids[10 0 R]',
    });
    const content = buildPdf({
      objects: {
        1: '<</Type/Catalog/Pages 2 0 R>>',
        2: '<</Type/Pages/Count 1/Kids[10 0 R]>>',
        10: '<</Type/Page/Parent 2 0 R/Contents 50 0 R>>',
        50: { dict: '/Filter/FlateDecode', data: bomb },
      },
    });
    const nested = buildPdf({
      objects: {
        1: '<</Type/Catalog>>',
        9: { dict: '/Type/Obj#53tm/N 1/First 4/Filter[/FlateDecode/FlateDecode]', data: deflateSync(bomb) },
      },
    });
    const table = buildPdf({
      objects: { 1: '<</Type/Catalog>>', 9: { dict: '/Type/XRef/Size 2000000000/W[1 4 2]', data: '' } },
    });
    expect(page.length).toBeLessThan(1_000_000);
    expect(await refusal(content)).toBe('too-large');
    expect(await refusal(nested)).toBe('too-large');
    expect(await refusal(table)).toBe('damaged');
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  it('rubbish without end, at once', async () => {
    const start = performance.now();
    for (const rubbish of ['abc 12 ', '1 0 obj<<', '/ObjStm stream ']) {
      expect(
        await refusal(new Uint8Array(Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5_000_000, rubbish)]))),
      ).toBe('damaged');
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('more pages than the limit', async () => {
    const outcome = await compilePdf(simplePdf({ pages: ['', '', ''] }), { limits: { pages: 2 } });
    expect(outcome).toMatchObject({ ok: false, code: 'too-large' });
  });
});

describe('nothing active travels, and its removal is told', () => {
  for (const [name, { pdf, reported }] of Object.entries(activePdfs)) {
    it(name, async () => {
      expect(findActiveContent(pdf())).not.toEqual([]);
      const { removed } = await compiled(pdf());
      expect(removed.map(({ words: said }) => said).join(', ')).toMatch(reported);
      expect(findActiveContent((await bundled(pdf())).pdf)).toEqual([]);
    });
  }

  it('but links to web pages, mail and pages stay', async () => {
    const links = [
      '/A<</S/URI/URI(https://example.org/a)>>',
      '/A<</S/URI/URI(mailto:a@example.org)>>',
      '/Dest[11 0 R/XYZ 0 500 0]',
      '/A<</S/GoTo/D(there)>>',
      '/Dest/old',
    ];
    const pdf = simplePdf({
      pages: [words('One'), words('Two')],
      page: `/Annots[${links.map((link, index) => `<</Subtype/Link/Rect[0 ${index * 10} 9 ${index * 10 + 9}]${link}>>`).join('')}]`,
      catalog: '/Names<</Dests<</Kids[100 0 R]>>>>/Dests<</old[10 0 R/Fit]>>',
      more: { 100: '<</Limits[(there)(there)]/Names[(there) 101 0 R]>>', 101: '<</D[11 0 R/FitH 300]>>' },
    });
    await withPdf((await bundled(pdf)).pdf, async (document) => {
      const annotations = await (await document.getPage(1)).getAnnotations();
      expect(annotations.map(({ url }) => url)).toEqual([
        'https://example.org/a',
        'mailto:a@example.org',
        undefined,
        undefined,
        undefined,
      ]);
      const pages = await Promise.all(annotations.slice(2).map(({ dest }) => document.getPageIndex(dest[0])));
      expect(pages).toEqual([1, 1, 0]);
    });
  });
});

describe('annotations', () => {
  const look = {
    101: {
      dict: '/Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F1 3 0 R>>>>',
      data: words('typed words', 0, 2),
    },
  };
  const field = (more: string): string =>
    `/Annots[<</Subtype/Widget/FT/Tx/T(name)/V(typed words)/Rect[100 100 200 120]${more}>>]`;

  it('a field is painted where its look says', async () => {
    const { pdf } = await bundled(simplePdf({ page: field('/AP<</N 101 0 R>>'), more: look }));
    expect(await pageTexts(pdf)).toEqual(['Hellotyped words']);
  });

  it('a hidden field stays hidden', async () => {
    for (const flags of [2, 32, 34]) {
      const { pdf } = await bundled(simplePdf({ page: field(`/F ${flags}/AP<</N 101 0 R>>`), more: look }));
      expect(await pageTexts(pdf)).toEqual(['Hello']);
      expect(Buffer.from(pdf).includes('typed words')).toBe(false);
    }
  });

  it('a note that only a viewer can draw is reported', async () => {
    const note = '/Annots[<</Subtype/Text/T(A. Officer)/Contents(see here)/Rect[100 100 120 120]>>]';
    const { warnings } = await compiled(simplePdf({ page: note }));
    expect(warnings).toMatchObject([{ where: 'page 1', found: 'sticky note "A. Officer"' }]);
  });

  it('a tick box shows the state that it is in', async () => {
    const states = {
      102: { dict: '/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 3 0 R>>>>', data: words('TICK', 0, 0) },
      103: { dict: '/Subtype/Form/BBox[0 0 9 9]', data: '' },
    };
    const box = (state: string): Uint8Array =>
      simplePdf({
        page: `/Annots[<</Subtype/Widget/FT/Btn/Rect[9 9 99 99]/AS/${state}/AP<</N<</Yes 102 0 R/Off 103 0 R>>>>>>]`,
        more: states,
      });
    expect(await pageTexts((await bundled(box('Yes'))).pdf)).toEqual(['HelloTICK']);
    expect(await pageTexts((await bundled(box('Off'))).pdf)).toEqual(['Hello']);
  });
});

describe('layers', () => {
  it('that are off stay off and are told of', async () => {
    const pdf = simplePdf({
      pages: [`/OC /L0 BDC ${words('secret')} EMC`],
      tree: '',
      page: '/Resources<</Font<</F1 3 0 R>>/Properties<</L0 100 0 R>>>>',
      catalog: '/OCProperties<</OCGs[100 0 R]/D<</OFF[100 0 R]>>>>',
      more: { 100: '<</Type/OCG/Name(Draft)/Usage<</Print<</PrintState/ON>>>>>>' },
    });
    expect((await compiled(pdf)).warnings).toMatchObject([{ message: expect.stringContaining('1 layers are hidden') }]);
    await withPdf((await bundled(pdf)).pdf, async (document) => {
      const config = await document.getOptionalContentConfig();
      expect([...config].map(([, group]) => group.visible)).toEqual([false]);
    });
  });
});

it('the same bytes compile to the same object', async () => {
  const pdf = simplePdf({ pages: [words('One'), words('Two')] });
  expect(Buffer.compare((await compiled(pdf)).object, (await compiled(pdf)).object)).toBe(0);
});
