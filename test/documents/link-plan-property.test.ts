import fc from 'fast-check';
import { PDFArray, PDFDict, PDFDocument, type PDFHexString, PDFName, PDFNumber, type PDFRef } from 'pdf-lib';
import { expect, it } from 'vitest';
import { simplePdf, words } from '../builders/pdf.ts';
import { taggedPdf } from '../builders/pdf-tagged.ts';
import { compiled, linked, planOf } from './linking.ts';
import { withPdf } from './reading.ts';

const name = (text: string): PDFName => PDFName.of(text);
const kinds = { tagged: 2, plain: 3, long: 40, outlined: 2 } as const;
type Kind = keyof typeof kinds;
const front = 12;

async function objectsOf(): Promise<Record<string, Uint8Array>> {
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => words(`Page ${index + 1}`));
  const outlined = simplePdf({
    pages: numbered(2),
    catalog: '/Outlines 100 0 R',
    more: {
      100: '<</First 101 0 R/Last 102 0 R>>',
      101: '<</Title(First)/Dest[10 0 R/Fit]/Next 102 0 R/First 103 0 R/Last 103 0 R>>',
      102: '<</Title(Second)/Dest[11 0 R/Fit]/Prev 101 0 R>>',
      103: '<</Title(Below)/Dest[11 0 R/XYZ 0 9 0]/Parent 101 0 R>>',
    },
  });
  // Each page links to an item by its place, and to the page of an anchor.
  const links = Array.from({ length: front }, (_, at): [number, string] => [
    10 + at,
    `<</Type/Page/Parent 2 0 R/Contents ${50 + at} 0 R/Annots[${['E', '#a'].map((kind, row) => `<</Subtype/Link/Rect[0 ${row * 20} 9 ${row * 20 + 9}]/A<</S/URI/URI(pack:${kind}${at})>>>>`).join('')}]>>`,
  ]);
  const made: [string, Uint8Array, boolean][] = [
    ['tagged', taggedPdf(), false],
    ['plain', simplePdf({ pages: numbered(3) }), false],
    ['long', simplePdf({ pages: numbered(40), packed: true }), false],
    ['outlined', outlined, false],
    ['front', simplePdf({ pages: numbered(front), more: Object.fromEntries(links) }), true],
  ];
  const entries = made.map(
    async ([key, pdf, packLinks]) => [key, (await compiled(pdf, { packLinks })).object] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

const items = fc.array(
  fc.record({
    kind: fc.constantFrom(...(Object.keys(kinds) as Kind[])),
    stamp: fc.boolean(),
    own: fc.boolean(),
    page: fc.nat(1),
    front: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 70 },
);

it('any plan becomes a sound file: offsets, pages, labels, links, outline and tags', async () => {
  const objects = await objectsOf();
  await fc.assert(
    fc.asyncProperty(items, fc.integer({ min: 1, max: 4_000 }), async (chosen, firstPage) => {
      const parts: Parameters<typeof planOf>[0][number][] = [];
      const starts: number[] = [];
      let [placed, pages] = [0, 0];
      for (const [index, { kind, stamp, front: wanted }] of chosen.entries()) {
        const count = index === chosen.length - 1 ? front - placed : Math.min(wanted, front - placed);
        if (count > 0) parts.push({ kind: 'pages', object: 'front', first: placed, count });
        placed += count;
        pages += count;
        starts.push(pages);
        parts.push({ kind: 'evidence', object: kind, ref: `E${index}`, title: `${index}`, stamp });
        pages += kinds[kind];
      }
      const partOf = (index: number): number =>
        parts.findIndex((part) => part.kind === 'evidence' && part.ref === `E${index}`);
      const outline = chosen.map(({ page, own }, index) => ({ title: `${index}`, part: partOf(index), page, own }));
      const anchors = Object.fromEntries(chosen.map(({ page }, index) => [`a${index}`, { part: partOf(index), page }]));
      const result = await linked(planOf(parts, { outline, anchors, firstPage }), objects);

      expect(result.pages).toBe(pages);
      checkOffsets(result.pdf);
      await checkStructure(result.pdf, chosen);
      await withPdf(result.pdf, async (document) => {
        expect(document.numPages).toBe(pages);
        expect(await document.getPageLabels()).toEqual(
          Array.from({ length: pages }, (_, at) => String(firstPage + at)),
        );
        const found = await document.getOutline();
        const targets = found.map(({ dest }) =>
          document.getPageIndex((dest as { num: number; gen: number }[])[0] ?? { num: 0, gen: 0 }),
        );
        expect(await Promise.all(targets)).toEqual(chosen.map(({ page }, index) => (starts[index] ?? 0) + page));
        const below = chosen.map(({ kind, own }) => (own && kind === 'outlined' ? ['First', 'Second'] : []));
        expect(found.map((entry) => entry.items.map(({ title }) => title))).toEqual(below);
        await checkLinks(document, { chosen, starts, parts, partPages: result.partPages });
      });
    }),
    { numRuns: 12, seed: 6 },
  );
});

type Document = Parameters<Parameters<typeof withPdf>[1]>[0];

/** Links of the front's pages lead to the item and to the anchored page, or stay where they are. */
async function checkLinks(
  document: Document,
  at: {
    chosen: readonly { page: number }[];
    starts: readonly number[];
    parts: readonly Parameters<typeof planOf>[0][number][];
    partPages: readonly number[];
  },
): Promise<void> {
  for (const [index, part] of at.parts.entries()) {
    if (part.kind !== 'pages') continue;
    for (let offset = 0; offset < part.count; offset += 1) {
      const own = (at.partPages[index] ?? 0) + offset;
      const item = part.first + offset;
      const annotations = await (await document.getPage(own + 1)).getAnnotations();
      const targets = await Promise.all(annotations.map(({ dest }) => document.getPageIndex(dest[0])));
      const start = at.starts[item];
      expect(targets).toEqual(start === undefined ? [own, own] : [start, start + (at.chosen[item]?.page ?? 0)]);
    }
  }
}

/** Every entry of the cross-reference table points at the object that it says. */
function checkOffsets(pdf: Uint8Array): void {
  const text = Buffer.from(pdf).toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const [, , first, ...entries] = text.slice(start).split('trailer')[0]?.split('\n') ?? [];
  expect(first).toBe('0000000000 65535 f ');
  const wrong = entries
    .filter((entry) => entry !== '')
    .filter((entry, index) => !text.startsWith(`${index + 1} 0 obj\n`, Number(entry.slice(0, 10))));
  expect(wrong).toEqual([]);
}

/** Keys of the parent tree are 0, 1, 2, …; what a page's key names belongs to that page. */
async function checkStructure(pdf: Uint8Array, chosen: readonly { kind: Kind }[]): Promise<void> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const root = document.catalog.lookup(name('StructTreeRoot'), PDFDict);
  const keys = leaves(root.lookup(name('ParentTree'), PDFDict), 'Nums');
  expect(keys.map(([key]) => (key as PDFNumber).asNumber())).toEqual(keys.map((_, index) => index));
  expect(root.lookup(name('ParentTreeNextKey'), PDFNumber).asNumber()).toBe(keys.length);
  for (const page of document.getPages()) {
    const key = page.node.lookup(name('StructParents'));
    if (!(key instanceof PDFNumber)) continue;
    const elements = document.context.lookup(keys[key.asNumber()]?.[1] as PDFRef, PDFArray);
    for (let index = 0; index < elements.size(); index += 1) {
      const element = elements.lookup(index);
      if (element instanceof PDFDict && element.has(name('Pg'))) expect(element.get(name('Pg'))).toBe(page.ref);
    }
  }
  const tagged = chosen.filter(({ kind }) => kind === 'tagged').length;
  const ids = root.has(name('IDTree')) ? leaves(root.lookup(name('IDTree'), PDFDict), 'Names') : [];
  const texts = ids.map(([id]) => (id as PDFHexString).asString());
  expect(texts).toEqual([...new Set(texts)].sort());
  expect(texts).toHaveLength(2 * tagged);
}

/** Entries of a number or name tree, whose limits are those of what is in them. */
function leaves(node: PDFDict, kind: 'Nums' | 'Names'): [unknown, unknown][] {
  const kids = node.lookup(name('Kids'));
  const own = node.lookup(name(kind));
  const found: [unknown, unknown][] = [];
  if (kids instanceof PDFArray)
    for (let index = 0; index < kids.size(); index += 1) found.push(...leaves(kids.lookup(index, PDFDict), kind));
  if (own instanceof PDFArray)
    for (let index = 0; index < own.size(); index += 2) found.push([own.get(index), own.get(index + 1)]);
  const limits = node.lookup(name('Limits'));
  if (limits instanceof PDFArray)
    expect(limits.asArray().map(String)).toEqual([String(found[0]?.[0]), String(found.at(-1)?.[0])]);
  return found;
}
