import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Element, elementsOf, has, textOf, walk } from '../../../../functions/documents/tree/model.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';
import { typeset } from '../../../../functions/documents/typeset/typeset.ts';
import { composePack } from '../../../../functions/packs/compose/compose-pack.ts';
import { isMissing, type PackView, packViewSchema } from '../../../../functions/packs/compose/view.ts';

const folder = join(import.meta.dirname, '../../../../examples/thornmere');
const example = (name: string): PackView => packViewSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
const full = example('peer-review.view.json');
const empty = example('peer-review-empty.view.json');

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
    ).toEqual(['E05']);
    expect(words(sheets[4] as Element)).toContain('holds a web page (HTML)');
    expect(composePack(full, 'bundle').numbering).toEqual({ kind: 'bundle', itemPages: [12, 28, 9, 4, 0, 6, 18, 7] });
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

  test('the style carries the notice, the marking and a draft mark', () => {
    const { style } = composePack(full, 'report');
    expect(style).toMatchObject({
      notice: 'Sample: invented figures',
      marking: 'OFFICIAL-SENSITIVE',
      draft: true,
      versionLabel: 'Version 2 (draft)',
    });
    expect(composePack({ ...full, pack: { ...full.pack, state: 'released' } }, 'report').style).toMatchObject({
      draft: false,
      versionLabel: 'Version 2',
    });
  });
});

describe('the area in figures', () => {
  const area = byId(pageOf(full, 'report'), 'area-in-figures');

  test('benchmark: this year (last year) beside neighbours with how many were used, and England', () => {
    const rows = cells(tables(area).find((table) => words(table).includes('in brackets')));
    expect(rows[1]?.slice(1)).toEqual(['70.4 (82.7)', '61.2 (62.9)', '9 of 10', '41.8 (42.1)']);
    expect(rows[4]?.slice(1)).toEqual(['24.1 (21.9)', '24.8 (c)', '7 of 10', 'Missingb']);
    expect(words(area)).toContain('b Missing: the figure for England.');
    expect(words(area)).toContain('a England: 31 March 2025, with 31 March 2024 in brackets.');
    expect(words(area)).toContain('Statistical neighbours (model of 2025): Ashcombe');
  });

  test('categories: counts, shares, the total, and the note of their sum', () => {
    const rows = cells(tables(area).find((table) => words(table).includes('Share')));
    expect(rows).toContainEqual(['Neglect', '225', '56.5%']);
    expect(rows.at(-1)).toEqual(['Total', '398', '']);
    expect(words(area)).toContain('add up to 99.9; they are not adjusted.');
  });

  test('charts say their finding and their values', () => {
    const labels = [...walk([area])].filter((element) => element.name === 'svg').map((svg) => svg.attributes.alt);
    expect(labels[0]).toContain('Neglect is the largest category: 225 of 398');
    expect(labels[1]).toContain('Plans fell from 82.7 to 70.4 per 10,000 in a year');
    expect(labels[1]).toContain('2022 c (confidential)');
    expect(labels[1]).toContain('Break in series before 2021');
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
    expect(cells(tables(section)[0]).slice(1)).toEqual([
      ['398', 'Children on a child protection plan: Thornmere, 31 March 2026', 'as given', 'A', '1, 2'],
      [
        '70.4',
        'Rate of children on a child protection plan: Thornmere, 31 March 2026',
        '398 ÷ 56,530 (mid-2025)',
        'A',
        '2',
      ],
      [
        '82.7',
        'Rate of children on a child protection plan: Thornmere, 31 March 2025',
        '469 ÷ 56,710 (mid-2024)',
        'B',
        '2',
      ],
    ]);
  });

  test('names each source once, whole, and no table stands under the words themselves', () => {
    expect(words(section)).toContain('Source AThornmere data team, return of 20 July 2026 (revised)');
    expect(words(section)).toContain('Source BThornmere data team, return of 9 May 2025 (final)');
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
    expect(linksOf(byId(page, 'coversheet-E05'))).toEqual(['#evidence-index']);
    expect(linksOf(byId(page, 'section-why-this-theme'))).toContain('pack:E02');
  });

  test('in the report: the text leads to the row of the index', () => {
    expect(linksOf(byId(pageOf(full, 'report'), 'section-why-this-theme'))).toContain('#evidence-E02');
  });
});

test('an approval that waits says so, and the newest version comes first', () => {
  const [history, , approvals] = tables(byId(pageOf(full, 'report'), 'control'));
  expect(cells(history).map((row) => row[0])).toEqual(['Version', '2', '1']);
  expect(cells(approvals).at(-1)).toEqual([
    'Head of Safeguarding and Quality',
    'Not yet named',
    'Not yet decided',
    'Not yet',
  ]);
});

test('exceptions list what was refused, removed and noticed', () => {
  const rows = cells(tables(byId(pageOf(full, 'report'), 'exceptions'))[0]);
  expect(rows.slice(1).map((row) => row[0]?.slice(0, 3))).toEqual(['E03', 'E05', 'E07', 'All']);
  expect(rows[1]?.[1]).toBe('Removed before its pages were used: 2 scripts, 1 attachment.');
});

test('the manifest stands in print with its digests whole', () => {
  const printed = words(byId(pageOf(full, 'report'), 'manifest')).replaceAll(' ', '');
  for (const entry of full.manifest.entries) expect(printed).toContain(entry.digest);
});

describe('what is missing', () => {
  const labels = (value: unknown): string[] => {
    if (isMissing(value)) return [value.missing];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(labels) : [];
  };

  test('every label of a nearly empty view is printed', () => {
    const printed = pageOf(empty, 'bundle').map(words).join(' ');
    expect(labels(empty).length).toBeGreaterThan(12);
    for (const label of labels(empty)) expect(printed).toContain(label);
    expect(printed).toContain('Missing: the evidence');
    expect(printed).toContain('asks nobody to approve');
  });
});

describe('text that would be code', () => {
  const typed = '<i>&{{x}}#let y';
  const kept = new Set(['id', 'ref', 'state', 'decision', 'digest', 'sha256', 'created', 'indicator']);

  /** Every place of a text in the view, as a path. */
  const places = (value: unknown, path: (string | number)[] = []): (string | number)[][] => {
    if (typeof value === 'string') return [path];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'string' && (kept.has(key) || /^\d{4}-\d\d-\d\d/.test(inner))
        ? []
        : places(inner, [...path, key]),
    );
  };
  const withTextAt = (path: (string | number)[]): PackView => {
    const copy = structuredClone(full);
    const last = path.at(-1) as string;
    const holder = path
      .slice(0, -1)
      .reduce<Record<string, unknown>>(
        (at, key) => at[key] as Record<string, unknown>,
        copy as unknown as Record<string, unknown>,
      );
    holder[last] = typed;
    return packViewSchema.parse(copy);
  };

  test('prints as text, whichever field of the view it stands in', () => {
    const all = places(full);
    expect(all.length).toBeGreaterThan(250);
    const unprinted: string[] = [];
    for (const path of all) {
      const { html, style } = composePack(withTextAt(path), 'bundle');
      expect(html, path.join('.')).not.toContain('<i>');
      const printed = html.includes('&lt;i&gt;&amp;{{x}}#let y') || Object.values(style).includes(typed);
      if (!printed) unprinted.push(path.join('.'));
    }
    // An approval that is waiting has no name and no date yet: that is said in other words.
    expect(unprinted).toEqual(['control.approvals.1.name.missing', 'control.approvals.1.date.missing']);
  });
});

test('the longest texts still leave one page to each coversheet', async () => {
  const long = 'Considerations '.repeat(400);
  const item = full.evidence[2];
  const refused = full.evidence[4];
  if (!item || !refused) throw new Error('the example has eight items');
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
