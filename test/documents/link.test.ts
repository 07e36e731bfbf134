import { createHash } from 'node:crypto';
import { PDFDocument, PDFName, StandardFonts } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { simplePdf, words } from '../builders/pdf.ts';
import { taggedPdf } from '../builders/pdf-tagged.ts';
import { bundled, compiled, linked, planOf } from './linking.ts';
import { pageTexts, withPdf } from './reading.ts';

/** Front matter as the typesetter makes it: two pages, coversheets of E01 and E02, an exceptions page; links to the items. */
async function front(): Promise<Uint8Array> {
  const pages = ['Cover', 'Contents', 'Coversheet E01', 'Coversheet E02', 'Exceptions'].map((text) => words(text));
  const links =
    '/Annots[<</Subtype/Link/Rect[0 0 50 10]/A<</S/URI/URI(pack:E02)>>>><</Subtype/Link/Rect[0 20 50 30]/A<</S/URI/URI(pack:E01)>>>><</Subtype/Link/Rect[0 40 50 50]/Dest[12 0 R/Fit]>>]';
  const pdf = simplePdf({
    pages,
    page: links,
    catalog: '/Outlines 100 0 R',
    more: { 100: '<</First 101 0 R/Last 101 0 R>>', 101: '<</Title(Own)/Dest[14 0 R/Fit]>>' },
  });
  return (await compiled(pdf, { packLinks: true })).object;
}

async function bundle() {
  const objects = {
    front: await front(),
    a: (await compiled(taggedPdf())).object,
    b: (await compiled(simplePdf({ pages: Array.from({ length: 40 }, (_, index) => words(`B${index + 1}`)) }))).object,
  };
  const plan = planOf(
    [
      { kind: 'pages', object: 'front', first: 0, count: 3 },
      { kind: 'evidence', object: 'a', ref: 'E01', title: 'Tagged plan', stamp: true },
      { kind: 'pages', object: 'front', first: 3, count: 1 },
      { kind: 'evidence', object: 'b', ref: 'E02', title: 'Forty pages', stamp: false },
      { kind: 'pages', object: 'front', first: 4, count: 1 },
    ],
    {
      outline: [
        { title: 'Cover', part: 0, page: 0 },
        {
          title: 'Evidence',
          part: 0,
          page: 2,
          children: [
            { title: 'E01 Tagged plan', part: 1, page: 0, own: true },
            { title: 'E02 – „Forty“', part: 3, page: 39 },
          ],
        },
        { ownOutlineOf: 'front' },
      ],
    },
  );
  return { plan, objects, result: await linked(plan, objects) };
}

describe('a bundle', () => {
  it('has its pages in the order of the plan, and says what was written', async () => {
    const { result } = await bundle();
    const texts = await pageTexts(result.pdf);
    expect(texts.slice(0, 6)).toEqual([
      'Cover',
      'Contents',
      'Coversheet E01',
      'First Cellfield',
      'Second Cell',
      'Coversheet E02',
    ]);
    expect(texts.at(-1)).toBe('Exceptions');
    expect(result).toMatchObject({
      pages: 47,
      volumes: 1,
      partPages: [0, 3, 5, 6, 46],
      problems: [],
      bytes: result.pdf.length,
    });
    expect(result.sha256).toBe(createHash('sha256').update(result.pdf).digest('hex'));
  });

  it('is the same for the same plan and objects', async () => {
    const [one, two] = [await bundle(), await bundle()];
    expect(one.result.sha256).toBe(two.result.sha256);
    expect((await linked(one.plan, one.objects)).sha256).toBe(one.result.sha256);
  });

  it('leads from links and outline to the right pages', async () => {
    const { result } = await bundle();
    await withPdf(result.pdf, async (document) => {
      const annotations = await (await document.getPage(2)).getAnnotations();
      const targets = await Promise.all(annotations.map(({ dest }) => document.getPageIndex(dest[0])));
      expect(targets).toEqual([6, 3, 2]);
      const outline = await document.getOutline();
      const at = async (item: (typeof outline)[number] | undefined): Promise<[string | undefined, number]> => [
        item?.title,
        await document.getPageIndex(
          (item?.dest as { num: number; gen: number }[] | undefined)?.[0] ?? { num: 0, gen: 0 },
        ),
      ];
      expect(await Promise.all(outline.map(at))).toEqual([
        ['Cover', 0],
        ['Evidence', 2],
        ['Own', 46],
      ]);
      expect(await Promise.all((outline[1]?.items ?? []).map(at))).toEqual([
        ['E01 Tagged plan', 3],
        ['E02 – „Forty“', 45],
      ]);
    });
  });

  it('stamps the items that want it, with printed numbers that are the page labels', async () => {
    const { result } = await bundle();
    const texts = await pageTexts(result.pdf, { artifacts: true });
    expect(texts[4]).toContain('E01 · 2 of 2 · pack page 5');
    expect(texts.filter((text) => text.includes('pack page'))).toHaveLength(2);
    await withPdf(result.pdf, async (document) => {
      expect((await document.getPageLabels())?.slice(3, 6)).toEqual(['4', '5', '6']);
    });
  });

  it('carries title, author, dates, language and identity of the plan', async () => {
    const { result } = await bundle();
    await withPdf(result.pdf, async (document) => {
      const { info, metadata } = await document.getMetadata();
      expect(info).toMatchObject({
        Title: 'Neglect review',
        Author: 'Thornmere',
        CreationDate: 'D:20260914090000Z',
        Language: 'en-GB',
      });
      expect(metadata?.get('dc:title')).toBe('Neglect review');
      expect(document.fingerprints[0]).toBe('0123456789abcdef0123456789abcdef');
      const catalogue = Buffer.from(result.pdf).toString('latin1');
      expect(catalogue).toContain('/MarkInfo<</Marked true>>');
      expect(catalogue).toContain('/ViewerPreferences<</DisplayDocTitle true>>');
    });
  });

  it('says of a link to an item that is not there', async () => {
    const result = await linked(planOf([{ kind: 'pages', object: 'front', first: 0, count: 5 }]), {
      front: await front(),
    });
    expect(result.problems.map(({ where }) => where)).toContain('link to E01');
  });

  it('refuses a plan that loses a page', async () => {
    const objects = { front: await front() };
    await expect(linked(planOf([{ kind: 'pages', object: 'front', first: 0, count: 4 }]), objects)).rejects.toThrow(
      'in no part',
    );
    await expect(linked(planOf([{ kind: 'pages', object: 'front', first: 0, count: 6 }]), objects)).rejects.toThrow(
      "doesn't have",
    );
  });

  it('stamps no page that is too small, and says so', async () => {
    const { problems, pdf } = await bundled(
      simplePdf({ page: '/MediaBox[0 0 199 300]', pages: [words('small', 9, 9)] }),
    );
    expect(problems).toMatchObject([{ where: 'E01, page 1' }]);
    expect(await pageTexts(pdf, { artifacts: true })).toEqual(['small']);
  });
});

describe('tags', () => {
  it('of an item hang under a part with its title, in standard types, ids apart', async () => {
    const { result } = await bundle();
    const document = await PDFDocument.load(result.pdf, { updateMetadata: false });
    const tree = JSON.stringify(describeTree(document));
    expect(tree).toBe(
      JSON.stringify([
        'Document',
        [
          'Part:E01 Tagged plan',
          ['Part', ['H1:Heading'], ['Table', ['TR', ['TH'], ['TD']]]],
          ['NonStruct', ['Form'], ['Span']],
        ],
        ['Part:E02 Forty pages'],
      ]),
    );
    expect(Buffer.from(result.pdf).toString('latin1')).toContain(`<${Buffer.from('0001h1').toString('hex')}>`);
    await withPdf(result.pdf, async (reading) => {
      const first = JSON.stringify(await (await reading.getPage(4)).getStructTree());
      expect(first).toContain('"role":"H1"');
      const { items } = await (await reading.getPage(4)).getTextContent({ includeMarkedContent: true });
      expect(items.filter((item) => 'id' in item && item.id).length).toBe(3);
    });
  });

  it('that two items number alike stay apart', async () => {
    const { object } = await compiled(taggedPdf());
    const item = (ref: string) => ({ kind: 'evidence' as const, object: 'a', ref, title: ref, stamp: true });
    const { pdf } = await linked(planOf([item('E01'), item('E02')]), { a: object });
    const text = Buffer.from(pdf).toString('latin1');
    for (const part of ['0000', '0001']) expect(text).toContain(Buffer.from(`${part}h1`).toString('hex'));
    await withPdf(pdf, async (document) => {
      for (const number of [1, 2, 3, 4]) {
        expect(JSON.stringify(await (await document.getPage(number)).getStructTree())).toContain(
          number % 2 === 1 ? 'H1' : 'TD',
        );
      }
    });
  });
});

/** Types and titles of the structure tree, nested. */
function describeTree(document: PDFDocument): unknown {
  const { context } = document;
  const dict = (value: unknown) =>
    context.lookup(value as never) as unknown as Map<string, unknown> & { get(key: PDFName): unknown };
  const visit = (value: unknown): unknown => {
    const element = dict(value);
    const title = element.get(PDFName.of('T')) as { decodeText(): string } | undefined;
    const kids = context.lookup(element.get(PDFName.of('K')) as never) as unknown as
      | { asArray(): unknown[] }
      | undefined;
    const inner = (kids?.asArray() ?? []).filter((kid) => String(kid).endsWith(' R')).map(visit);
    return [`${String(element.get(PDFName.of('S'))).slice(1)}${title ? `:${title.decodeText()}` : ''}`, ...inner];
  };
  const root = dict(document.catalog.get(PDFName.of('StructTreeRoot')));
  return visit(
    (context.lookup(root.get(PDFName.of('K')) as never) as unknown as { get(index: number): unknown }).get(0),
  );
}

it('equal large streams are kept once', async () => {
  const make = async (text: string): Promise<Uint8Array> => {
    const document = await PDFDocument.create();
    const font = await document.embedFont(StandardFonts.Helvetica);
    const noise = new Uint8Array(60_000).map((_, index) => (index * index * 31 + (index >> 3)) & 255);
    const image = document.context.register(
      document.context.stream(noise, {
        Type: 'XObject',
        Subtype: 'Image',
        Width: 200,
        Height: 100,
        BitsPerComponent: 8,
        ColorSpace: 'DeviceRGB',
      }),
    );
    const page = document.addPage();
    page.drawText(text, { font });
    page.node.setXObject(PDFName.of('Im0'), image);
    return (await compiled(await document.save())).object;
  };
  const objects = { a: await make('One'), b: await make('Two') };
  const item = (object: string) => ({ kind: 'evidence' as const, object, ref: object, title: object, stamp: false });
  const { pdf } = await linked(planOf([item('a'), item('b')]), objects);
  expect(pdf.length).toBeLessThan(100_000);
  expect(await pageTexts(pdf)).toEqual(['One', 'Two']);
});
