import { describe, expect, it } from 'vitest';
import { simplePdf, words } from '../builders/pdf.ts';
import { compiled, linked, planOf } from './linking.ts';
import { pageTexts, withPdf } from './reading.ts';

const link = (target: string, at: number): string =>
  `<</Subtype/Link/Rect[0 ${at} 50 ${at + 10}]/A<</S/URI/URI(pack:${target})>>>>`;

/** Two typeset objects, as chunks are, and an item: a page of links first, then what they lead to. */
async function volume() {
  const links = ['#there', 'E01', '#second', 'E99', '#gone'].map((target, index) => link(target, index * 20));
  const objects = {
    front: (
      await compiled(
        simplePdf({
          pages: [words('Opener'), words('List')],
          more: { 11: `<</Type/Page/Parent 2 0 R/Contents 51 0 R/Annots[${links.join('')}]>>` },
        }),
        { packLinks: true },
      )
    ).object,
    tail: (
      await compiled(simplePdf({ pages: ['One', 'Two', 'Three'].map((text) => words(text)) }), { packLinks: true })
    ).object,
    item: (await compiled(simplePdf({ pages: [words('A'), words('B')] }))).object,
  };
  const plan = planOf(
    [
      { kind: 'pages', object: 'front', first: 0, count: 2 },
      { kind: 'evidence', object: 'item', ref: 'E01', title: 'Item', stamp: true },
      { kind: 'pages', object: 'tail', first: 0, count: 1 },
      { kind: 'pages', object: 'tail', first: 1, count: 2 },
    ],
    {
      firstPage: 1501,
      anchors: { there: { part: 3, page: 1 }, second: { part: 1, page: 1 } },
    },
  );
  return linked(plan, objects);
}

async function targets(pdf: Uint8Array): Promise<number[]> {
  return withPdf(pdf, async (document) => {
    const annotations = await (await document.getPage(2)).getAnnotations();
    return Promise.all(annotations.map(({ dest }) => document.getPageIndex(dest[0])));
  });
}

describe('a volume that is not the first', () => {
  it('goes on with the printed numbers: in its labels and on its stamps', async () => {
    const { pdf, partPages } = await volume();
    await withPdf(pdf, async (document) => {
      expect(await document.getPageLabels()).toEqual(['1501', '1502', '1503', '1504', '1505', '1506', '1507']);
    });
    const texts = await pageTexts(pdf, { artifacts: true });
    expect(texts[3]).toContain('E01 · 2 of 2 · pack page 1504');
    expect(partPages).toEqual([0, 2, 4, 5]);
  });

  it('leads links to pages of other typeset objects and to any page of an item', async () => {
    const { pdf, problems } = await volume();
    // What leads nowhere stays on its own page, and is told.
    expect(await targets(pdf)).toEqual([6, 2, 3, 1, 1]);
    expect(problems).toEqual(
      ['E99', '#gone'].map((name) => ({
        where: `link to ${name}`,
        message: `Nothing in this bundle is named ${name}, so a link to it stays on its own page.`,
      })),
    );
  });

  it('refuses an anchor to a page that is not there', async () => {
    const item = (await compiled(simplePdf())).object;
    const plan = planOf([{ kind: 'evidence', object: 'a', ref: 'E01', title: 'A', stamp: false }], {
      anchors: { x: { part: 0, page: 1 } },
    });
    await expect(linked(plan, { a: item })).rejects.toThrow('an anchor names page 2 of part 0, which has 1');
  });
});
