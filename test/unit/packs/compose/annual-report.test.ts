import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Element, elementsOf, has, textOf, walk } from '../../../../functions/documents/tree/model.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';
import { typeset } from '../../../../functions/documents/typeset/typeset.ts';
import { type ReportView, reportViewSchema } from '../../../../functions/packs/compose/annual/report-view.ts';
import { composePack } from '../../../../functions/packs/compose/compose-pack.ts';

const file = join(import.meta.dirname, '../../../../examples/thornmere/annual-report.view.json');
const full = reportViewSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** The same report as a first draft with nothing behind it. */
const missing = { missing: 'something' };
const blank = <T extends { body: unknown }>(section: T) => ({ ...section, body: missing, figures: [] });
const empty: ReportView = reportViewSchema.parse({
  ...full,
  why: blank(full.why),
  front: full.front.map(blank),
  sections: full.sections.map(blank),
  figures: { benchmark: missing, categories: missing, trend: missing },
  scorecard: { missing: 'the figures of the scorecard' },
  plan: { missing: 'the delivery plan of 2025-26, because none was saved' },
  training: { figures: { missing: 'the figures of training offered and attended' } },
  evidence: [],
});

function pageOf(view: ReportView, edition: 'report' | 'bundle' = 'report'): Element[] {
  const tree = parseTree(composePack(view, edition).html);
  if (!tree.ok) throw new Error(`${tree.message} ${JSON.stringify(tree.details)}`);
  return tree.value;
}
const idOf = (section: Element): string => section.anchors[0] ?? '';
const words = (element: Element | undefined): string => (element ? textOf(element).replaceAll(/\s+/g, ' ') : '');
const byId = (page: Element[], id: string): Element | undefined => page.find((section) => idOf(section) === id);
const rowsOf = (section: Element | undefined): string[][] =>
  [...walk(section ? [section] : [])]
    .filter((element) => element.name === 'tr')
    .map((row) => elementsOf(row).map((cell) => textOf(cell).replaceAll(/\s+/g, ' ').trim()));

const ids = (page: Element[]) => page.map(idOf);
const order = [
  'cover',
  'control',
  'contents',
  'section-foreword',
  'section-scrutiny',
  'section-governance',
  'area-in-figures',
  'scorecard',
  'plan',
  'plan-actions',
  'training',
  'section-impact',
  'section-childrens-voice',
  'section-audits',
  'section-learning',
  'section-priorities',
  'signatures',
  'figure-sources',
  'evidence-index',
  'exceptions',
  'manifest',
];

describe('the annual report', () => {
  test('has its sections in their order, numbered without a gap, each in the contents', () => {
    const page = pageOf(full);
    expect(ids(page)).toEqual(order);
    const numbers = page.slice(3).map((section) => words(elementsOf(section)[0]).split(' ')[0]);
    expect(numbers).toEqual(order.slice(3).map((_, place) => String(place + 1)));
    const entries = [...walk([byId(page, 'contents') as Element])].filter((element) => has(element, 'data-contents'));
    const targets = entries.filter(({ name }) => name === 'a').map(({ attributes }) => attributes.href);
    expect(targets).toEqual(['control', ...order.slice(3)].map((id) => `#${id}`));
  });

  test('says on the scorecard which way each figure went, in words and with an arrow, and where it stands to its target', () => {
    const scorecard = byId(pageOf(full), 'scorecard');
    const rows = rowsOf(scorecard);
    expect(rows[2]).toEqual([
      '2',
      'Second or later child protection plans, % of plans that started in the year a',
      'Lower',
      '16.6',
      '21.5',
      '',
      '',
      'Fell by 4.9 percentage points: better',
      '17.0 by 31 Mar 2026 (C3)',
      'Met',
      '22.9',
      '24.9',
      'Lowest of 10; quartile A',
      'Revised, fewer neighbours',
    ]);
    expect(rows.slice(0, 8).map((row, place) => row[place === 0 ? 8 : 9])).toEqual([
      'Against target',
      'Nearer',
      'Met',
      'Further away',
      'No target',
      'No target',
      'Nearer',
      'Met',
    ]);
    const pictures = [...walk([scorecard as Element])].filter(({ name }) => name === 'svg');
    expect(pictures.slice(0, 2).map(({ attributes }) => attributes.alt)).toEqual([
      'From 70.0 in 2021 to 70.4 in 2026, lowest 70.0, highest 82.7.',
      'Arrow down',
    ]);
    expect(pictures).toHaveLength(14);
    expect(words(scorecard)).toContain('a Seven plans were counted as first plans by mistake.');
  });

  test('has the figures behind every chart in a table', () => {
    const page = pageOf(full);
    expect(rowsOf(byId(page, 'scorecard')).at(-6)).toEqual([
      '2',
      'Second or later child protection plans, % of plans that started in the year',
      '75 ÷ 452',
      ...['18.6', 'c', '21.1', '22.2', '21.5', '16.6'],
    ]);
    for (const id of ['area-in-figures', 'scorecard', 'training']) {
      const section = byId(page, id) as Element;
      const printed = new Set(
        rowsOf(section)
          .flat()
          .flatMap((cell) => cell.split(/[ %]/)),
      );
      for (const { name, attributes } of walk([section])) {
        if (name !== 'svg') continue;
        const chart = attributes.alt ?? '';
        expect(chart.split(/[.;:] /)[0]?.split(/\s+/).length, chart).toBeLessThanOrEqual(17);
        for (const [figure] of chart.matchAll(/(?<=\d{4} )\d[\d,]*\.\d/g)) expect(printed, chart).toContain(figure);
      }
    }
  });

  test('prints the plan by objective: status in words with its key, milestones, and the measure from baseline to target', () => {
    const page = pageOf(full);
    const key = rowsOf(byId(page, 'plan')).slice(1, 5);
    expect(key.map(([status, , count]) => `${status} ${count}`)).toEqual([
      'Complete 14',
      'On track 8',
      'At risk 3',
      'Overdue 3',
    ]);
    const actions = rowsOf(byId(page, 'plan-actions'));
    const c3 = actions.find(([ref]) => ref === 'C3');
    expect(c3?.slice(4)).toEqual([
      'Complete',
      '1 of 1',
      'Second or later child protection plans, % of plans that started in the year31 Mar 2025: 21.5; 31 Mar 2026: 16.6; target 17.0 by 31 Mar 2026Met',
    ]);
    expect(actions.find(([ref]) => ref === 'C5')?.[1]).toContain('Status set by Olu Adeyemi, 1 Sep 2026: The trainer');
    expect(words(byId(page, 'plan'))).toContain('Where little progress was made');
  });

  test('prints what was offered and who came, with the share', () => {
    expect(rowsOf(byId(pageOf(full), 'training')).at(-1)).toEqual(['Total', '612', '487', '79.6']);
  });

  test('is signed by three partners', () => {
    expect(rowsOf(byId(pageOf(full), 'signatures')).slice(1)).toHaveLength(3);
  });
});

describe('a report with nothing behind it', () => {
  test('says in print what is missing, section by section', () => {
    const page = pageOf(empty);
    expect(ids(page)).toEqual(order.filter((id) => id !== 'plan-actions' && id !== 'figure-sources'));
    for (const [id, said] of [
      ['section-foreword', 'Missing: something'],
      ['section-scrutiny', 'Missing: something'],
      ['scorecard', 'Missing: the figures of the scorecard'],
      ['plan', 'Missing: the delivery plan of 2025-26, because none was saved'],
      ['training', 'Missing: the figures of training offered and attended'],
      ['evidence-index', 'Missing: the evidence'],
    ] as const) {
      expect([id, words(byId(page, id))]).toEqual([id, expect.stringContaining(said)]);
    }
  });

  test('is set on paper all the same, and so is the full one, as a bundle', async () => {
    for (const [view, edition] of [
      [empty, 'report'],
      [full, 'bundle'],
    ] as const) {
      const made = await typeset(composePack(view, edition));
      expect(made.ok ? made.value.problems : made).toEqual([]);
    }
  }, 30_000);

  test('prints figures that are absent or symbols where numbers would stand', () => {
    const { scorecard, plan } = full;
    if ('missing' in scorecard || 'missing' in plan) throw new Error('the sample has both');
    const rows = scorecard.rows.map((row) => ({
      ...row,
      now: { symbol: 'c' },
      before: { missing: 'no figure for 31 March 2025' },
      direction: 'unknown' as const,
      better: undefined,
      state: 'unknown' as const,
    }));
    const view = reportViewSchema.parse(JSON.parse(JSON.stringify({ ...full, scorecard: { ...scorecard, rows } })));
    const page = byId(pageOf(view), 'scorecard');
    expect(rowsOf(page)[1]?.slice(3, 8)).toEqual(['c', 'Missinga', '', '', 'Cannot be compared']);
    expect(words(page)).toContain('a Missing: no figure for 31 March 2025.');
  });
});
