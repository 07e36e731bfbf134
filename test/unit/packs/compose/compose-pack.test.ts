import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Element, elementsOf, has, textOf, walk } from '../../../../functions/documents/tree/model.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';
import { typeset } from '../../../../functions/documents/typeset/typeset.ts';
import { composePack } from '../../../../functions/packs/compose/compose-pack.ts';
import { isMissing, type PackView, packViewSchema } from '../../../../functions/packs/compose/peer-review/view.ts';

const folder = join(import.meta.dirname, '../../../../examples/thornmere');
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const example = (name: string): PackView => packViewSchema.parse(read(name));
const full = example('peer-review.view.json');
const nearly = read('nearly-empty/peer-review.view.json');
const empty = packViewSchema.parse({ ...nearly, pack: { ...nearly.pack, created: '2026-09-14T09:00:00Z' } });

function pageOf(view: PackView, edition: 'report' | 'bundle'): Element[] {
  const tree = parseTree(composePack(view, edition).html);
  if (!tree.ok) throw new Error(tree.message);
  return tree.value;
}

const idOf = (section: Element): string => section.anchors[0] ?? '';
const byId = (page: Element[], id: string): Element => {
  const found = page.find((section) => idOf(section) === id);
  if (!found) throw new Error(`no section ${id}`);
  return found;
};
const words = (element: Element): string => textOf(element).replaceAll(/\s+/g, ' ');
const tables = (section: Element): Element[] => [...walk([section])].filter((element) => element.name === 'table');
const cells = (table: Element | undefined): string[][] =>
  [...walk(table ? [table] : [])]
    .filter((element) => element.name === 'tr')
    .map((row) => elementsOf(row).map((cell) => textOf(cell).trim()));

describe('the two editions', () => {
  test('both are pages that the tree takes, with the same sections', () => {
    for (const view of [full, empty]) {
      const [report, bundle] = [pageOf(view, 'report'), pageOf(view, 'bundle')];
      const authored = bundle.filter((section) => !has(section, 'data-coversheet'));
      expect(authored.map(idOf)).toEqual(report.map(idOf));
      expect(report.some((section) => has(section, 'data-coversheet'))).toBe(false);
    }
  });

  test('the bundle has one sheet for each item, in order, and slip sheets for what is refused', () => {
    const sheets = pageOf(full, 'bundle').filter((section) => has(section, 'data-coversheet'));
    expect(sheets.map((sheet) => idOf(sheet))).toEqual(full.evidence.map((item) => `coversheet-${item.ref}`));
    expect(
      sheets.filter((sheet) => has(sheet, 'data-slip-sheet')).map((sheet) => sheet.attributes['data-coversheet']),
    ).toEqual(['E09']);
    expect(words(sheets[8] as Element)).toContain('This file is a web page');
    expect(composePack(full, 'bundle').numbering).toEqual({ kind: 'bundle', itemPages: [3, 5, 3, 3, 3, 3, 2, 2, 0] });
    expect(composePack(full, 'report').numbering).toEqual({ kind: 'own' });
  });

  test('the contents name every section after them, with its number', () => {
    const page = pageOf(full, 'bundle');
    const entries = [...walk([byId(page, 'contents')])].filter(
      (element) => element.name === 'a' && has(element, 'data-contents'),
    );
    const targets = entries.map((entry) => entry.attributes.href?.slice(1));
    const expected = page.map(idOf).filter((id) => id !== 'cover' && id !== 'contents');
    expect(targets).toEqual(expected);
    for (const entry of entries.filter((one) => !one.attributes.href?.startsWith('#coversheet-'))) {
      const section = byId(page, entry.attributes.href?.slice(1) ?? '');
      expect(textOf(entry)).toBe(textOf(elementsOf(section)[0] as Element));
    }
  });

  test('the style carries the notice, the marking and a draft mark until the version is released', () => {
    expect(composePack(full, 'report').style).toMatchObject({
      notice: 'Sample: invented figures',
      marking: 'OFFICIAL-SENSITIVE',
      draft: false,
      versionLabel: 'Version 3',
    });
    expect(composePack({ ...full, pack: { ...full.pack, state: 'draft' } }, 'report').style).toMatchObject({
      draft: true,
      versionLabel: 'Version 3 (draft)',
    });
  });
});

/** The full sample with what sources do: symbols, figures that aren't there, a column of another year, a break in series. */
function awkward(): PackView {
  const { benchmark, trend } = full.figures;
  if (isMissing(benchmark) || isMissing(trend)) throw new Error('the sample has both');
  const [plans, lookedAfter, , , repeat] = benchmark.rows;
  const [own, ...others] = trend.series;
  if (!plans || !lookedAfter || !repeat || !own) throw new Error('the sample has these measures');
  if (isMissing(lookedAfter.england) || isMissing(repeat.neighbours)) throw new Error('the sample has these figures');
  const points = own.points.map((point) =>
    point.period === '2022' ? { ...point, figure: { symbol: 'c' as const } } : point,
  );
  const rows = [
    plans,
    { ...lookedAfter, england: { ...lookedAfter.england, period: '31 March 2025' } },
    {
      ...repeat,
      neighbours: { ...repeat.neighbours, before: { symbol: 'c' } },
      england: { missing: 'the figure for England' },
    },
  ];
  return packViewSchema.parse({
    ...full,
    figures: {
      ...full.figures,
      benchmark: { ...benchmark, rows },
      trend: {
        ...trend,
        series: [{ ...own, points }, ...others],
        breaks: [{ before: '2024', note: 'Counted otherwise since then.' }],
      },
    },
  });
}

describe('the area in figures', () => {
  const area = byId(pageOf(full, 'report'), 'area-in-figures');
  const odd = byId(pageOf(awkward(), 'report'), 'area-in-figures');

  test('benchmark: this year (last year) beside neighbours with how many were used, and England', () => {
    const rowsOf = (section: Element) =>
      cells(tables(section).find((table) => words(table).includes('in brackets'))).map((row) => row.slice(1));
    expect(rowsOf(area)[1]).toEqual(['70.4 (82.7)', '58.1 (59.3)', '10 of 10', '40.8 (41.0)']);
    expect(rowsOf(odd)[3]).toEqual(['16.6 (21.5)', '22.9 (c)', '9 of 10', 'Missingb']);
    expect(words(odd)).toContain('b Missing: the figure for England.');
    expect(words(odd)).toContain('a England: 31 March 2025.');
    expect(words(area)).toContain('Statistical neighbours (model of 2025): Aldermoor');
  });

  test('charts say their finding and their values', () => {
    const labels = (section: Element) =>
      [...walk([section])].filter(({ name }) => name === 'svg').map((svg) => svg.attributes.alt ?? '');
    expect(labels(area).some((label) => label.includes('Neglect is the largest category: 196 of 407'))).toBe(true);
    const line = labels(odd).find((label) => label.includes('Line chart'));
    expect(line).toContain('Plans fell from 82.7 to 70.4 per 10,000');
    expect(line).toContain('2022 c (confidential)');
    expect(line).toContain('Break in series before 2024');
  });

  test('every row of every table has its header', () => {
    for (const edition of ['report', 'bundle'] as const) {
      for (const table of pageOf(full, edition).flatMap(tables)) {
        for (const row of [...walk([table])].filter((element) => element.name === 'tr')) {
          const headers = elementsOf(row).filter((cell) => cell.name === 'th');
          expect(headers.length, words(row)).toBeGreaterThan(0);
          for (const header of headers) expect(['row', 'col']).toContain(header.attributes.scope);
        }
      }
    }
  });
});

describe('where the figures come from', () => {
  const section = byId(pageOf(full, 'report'), 'figure-sources');

  test('names each figure once, with its working, the letter of its source and the sections that it stands in', () => {
    const rows = cells(tables(section)[0]);
    expect(rows).toContainEqual([
      '407',
      'Children on a child protection plan: Thornmere, 31 March 2026',
      'as given',
      'A',
      '1, 2',
    ]);
    expect(rows).toContainEqual([
      '82.7',
      'Rate of children on a child protection plan: Thornmere, 31 March 2025',
      '478 ÷ 57,800 (mid-2024)',
      'A',
      '2',
    ]);
  });

  test('names each source once, whole, and no table stands under the words themselves', () => {
    expect(words(section)).toContain('Source AThornmere data team, return of 20 July 2026 (revised)');
    expect(tables(byId(pageOf(full, 'report'), 'section-why-this-theme'))).toEqual([]);
  });

  test('has no section where no figure is bound', () => {
    expect(pageOf(empty, 'report').map(idOf)).not.toContain('figure-sources');
  });
});

describe('references to evidence', () => {
  const linksOf = (element: Element): string[] =>
    [...walk([element])].filter((one) => one.name === 'a').map((one) => one.attributes.href ?? '');

  test('in the bundle: the index leads to coversheets and to documents, and each coversheet to its document and back', () => {
    const page = pageOf(full, 'bundle');
    const expected = full.evidence.flatMap(({ ref, state }) => [
      `#coversheet-${ref}`,
      state === 'included' ? `pack:${ref}` : `#coversheet-${ref}`,
    ]);
    expect(linksOf(byId(page, 'evidence-index'))).toEqual(expected);
    expect(linksOf(byId(page, 'coversheet-E01'))).toEqual(['pack:E01', '#evidence-index']);
    expect(linksOf(byId(page, 'coversheet-E09'))).toEqual(['#evidence-index']);
    expect(linksOf(byId(page, 'section-why-this-theme'))).toContain('pack:E05');
  });

  test('in the report: the text leads to the row of the index', () => {
    expect(linksOf(byId(pageOf(full, 'report'), 'section-why-this-theme'))).toContain('#evidence-E05');
  });
});

test('an approval that waits says so, and the newest version comes first', () => {
  const [history] = tables(byId(pageOf(full, 'report'), 'control'));
  expect(cells(history).map((row) => row[0])).toEqual(['Version', '3', '2', '1']);
  const waiting = { post: 'Head of Safeguarding and Quality' };
  const view = packViewSchema.parse({ ...full, control: { ...full.control, approvals: [waiting] } });
  expect(cells(tables(byId(pageOf(view, 'report'), 'control')).at(-1)).at(-1)).toEqual([
    'Head of Safeguarding and Quality',
    'Not yet named',
    'Not yet decided',
    'Not yet',
  ]);
});

test('exceptions list what was refused, removed and noticed', () => {
  const rows = cells(tables(byId(pageOf(full, 'report'), 'exceptions'))[0]);
  expect(rows.slice(1).map((row) => row[0]?.slice(0, 3))).toEqual(['E05', 'E07', 'E09']);
  expect(rows[1]?.[1]).toBe('Removed before its pages were used: 3 scripts, 1 attached file.');
});

test('the manifest stands in print with its digests whole', () => {
  const printed = words(byId(pageOf(full, 'report'), 'manifest')).replaceAll(' ', '');
  for (const entry of full.manifest.entries) expect(printed).toContain(entry.digest);
});

test('the longest texts still leave one page to each coversheet', async () => {
  const long = 'Considerations '.repeat(400);
  const item = full.evidence[2];
  const refused = full.evidence[8];
  if (!item || !refused) throw new Error('the example has nine items');
  const everything = {
    title: long,
    shows: long,
    source: long,
    agency: long,
    marking: 'OFFICIAL-SENSITIVE',
    handling: long,
    fileName: `${'n'.repeat(300)}.pdf`,
    scan: long,
  };
  const lists = { removed: Array.from({ length: 9 }, () => long), warnings: Array.from({ length: 9 }, () => long) };
  const view: PackView = {
    ...full,
    evidence: [
      { ...item, ...everything, ...lists },
      { ...refused, ...everything, state: 'original-only', refusal: { reason: long, mend: long } },
    ],
  };
  const made = await typeset(composePack(view, 'bundle'));
  expect(made.ok ? '' : made.message).toBe('');
});
