import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Element, elementsOf, has, textOf, walk } from '../../../../functions/documents/tree/model.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';
import { composePack } from '../../../../functions/packs/compose/compose-pack.ts';
import { markFigure, unmarked } from '../../../../functions/packs/compose/pages/figure-marks.ts';
import { narrativeHtml } from '../../../../functions/packs/compose/pages/narrative.ts';
import { type PackView, packViewSchema } from '../../../../functions/packs/compose/peer-review/view.ts';
import { sampleOrigins } from '../../../builders/origins.ts';

const folder = join(import.meta.dirname, '../../../../examples/thornmere');
const sample: PackView = packViewSchema.parse(JSON.parse(readFileSync(join(folder, 'peer-review.view.json'), 'utf8')));
const view: PackView = {
  ...sample,
  why: { ...sample.why, body: `Of them ${markFigure('cpp.rate', '70.4')} and ${markFigure('cla.rate', '90')}.` },
  origins: sampleOrigins(),
};

function pageOf(of: PackView): Element[] {
  const tree = parseTree(composePack(of, 'report').html);
  if (!tree.ok) throw new Error(tree.message);
  return tree.value;
}

const page = pageOf(view);
const all = [...walk(page)];
const section = (id: string) => page.find(({ anchors }) => anchors.includes(id));
const words = (element: Element) => textOf(element).replaceAll(/\s+/g, ' ').trim();
const linksTo = (href: string, within: Element[] = page) =>
  [...walk(within)].filter(({ name, attributes }) => name === 'a' && attributes.href === href);
const origins = section('figure-sources') as Element;
const tables = [...walk([origins])].filter((element) => has(element, 'data-dense'));

describe('where each figure comes from', () => {
  test('has a table for each measure, with as many dates as fit: thirteen are five, four and four', () => {
    const heads = tables.map(
      (table) =>
        [...walk([table])].filter(({ name }) => name === 'th').filter(({ attributes }) => attributes.scope === 'col')
          .length - 1,
    );
    expect(heads).toEqual([5, 4, 4, 1]);
    expect(new Set(tables.slice(0, 3).map((table) => table.anchors.length))).toEqual(new Set([1, 0]));
    expect(words(origins)).toContain('c: confidential');
  });

  test('prints of each figure its value, its rows, and what it was worked out from', () => {
    const cells = [...walk(tables)].filter(({ name }) => name === 'td').map(words);
    expect(cells).toContain('60.4 B10 407 ÷ 57,810');
    expect(cells).toContain('58.1 9 of 10');
    expect(cells).toContain('54.2 B30 A3');
    expect(cells).toContain('c B40');
    expect(cells).toContain('196 B20 first published as 190, A20');
  });

  test('is led to from tables, charts and bound figures, and leads back', () => {
    const area = section('area-in-figures') as Element;
    expect(linksTo('#origin-cpp.rate', [area]).length).toBeGreaterThan(0);
    expect(linksTo('#figure-sources', [area]).length).toBeGreaterThan(0);
    expect(linksTo('#origin-cpp.rate', [section('section-why-this-theme') as Element]).map(words)).toEqual(['70.4']);
    expect(linksTo('#area-in-figures', [origins])).toHaveLength(2);
    expect(linksTo('#section-why-this-theme', [origins])).toHaveLength(1);
  });

  test('makes no link to what it has no table of', () => {
    expect(words(section('section-why-this-theme') as Element)).toContain('and 90.');
    expect(all.some(({ attributes }) => attributes.href === '#origin-cla.rate')).toBe(false);
    const bare = pageOf({ ...view, origins: undefined });
    expect([...walk(bare)].some(({ attributes }) => attributes.href?.startsWith('#origin'))).toBe(false);
  });

  test('heads every row and every column', () => {
    for (const table of tables) {
      const rows = [...walk([table])].filter(({ name }) => name === 'tr');
      expect(rows.every((row) => elementsOf(row)[0]?.name === 'th')).toBe(true);
    }
  });
});

describe('a figure that carries its mark through Markdown', () => {
  const links = new Map([['figure:cpp.rate', '#origin-cpp.rate']]);

  test('is a link in strong words and in a cell, and none within a link', () => {
    const figure = markFigure('cpp.rate', '70.4');
    expect(narrativeHtml(`**${figure}** now`, links)).toBe(
      '<p><strong><a href="#origin-cpp.rate" data-quiet="">70.4</a></strong> now</p>\n',
    );
    expect(narrativeHtml(`[so ${figure}](https://example.org)`, links)).toBe(
      '<p><a href="https://example.org">so 70.4</a></p>\n',
    );
    expect(narrativeHtml(`| a |\n|---|\n| ${figure} |`, links)).toContain('data-quiet');
  });

  test('is unmarked wherever only its words count', () => {
    expect(unmarked(`${markFigure('a', '1')} and ${markFigure('b', 'c (confidential)')}`)).toBe(
      '1 and c (confidential)',
    );
  });
});
