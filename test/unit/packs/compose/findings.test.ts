import { describe, expect, test } from 'vitest';
import { categoriesFinding, trendFinding } from '../../../../functions/packs/compose/area/findings.ts';
import type { Categories, Figure, Trend } from '../../../../functions/packs/compose/peer-review/view.ts';

const value = (number: number, decimals = 1): Figure => ({ value: number, decimals });

function trend(figures: [string, Figure][], overrides: Partial<Trend> = {}): Trend {
  return {
    label: 'Children on a plan',
    subject: 'Plans',
    unit: 'rate per 10,000 aged 0 to 17',
    series: [{ name: 'Thornmere', points: figures.map(([period, figure]) => ({ period, figure })) }],
    breaks: [],
    source: 'census',
    ...overrides,
  };
}

function categories(rows: [string, Figure][], total: Figure = value(398, 0)): Categories {
  return {
    label: 'Plans by category',
    asAt: '2026-03-31',
    earlier: [],
    rows: rows.map(([label, count]) => ({ label, count, percent: { symbol: 'x' } })),
    total,
    source: 'census',
    notes: [],
  };
}

describe('what a line chart finds', () => {
  test.each<[string, [string, Figure][], string]>([
    [
      'a fall',
      [
        ['2025', value(82.7)],
        ['2026', value(70.4)],
      ],
      'Plans fell from 82.7 to 70.4 per 10,000',
    ],
    [
      'a rise',
      [
        ['2025', value(70.4)],
        ['2026', value(82.7)],
      ],
      'Plans rose from 70.4 to 82.7 per 10,000',
    ],
    [
      'what prints the same',
      [
        ['2025', value(70.44)],
        ['2026', value(70.41)],
      ],
      'Plans stayed at 70.4 per 10,000',
    ],
    [
      'years apart',
      [
        ['2023', value(82.7)],
        ['2026', value(70.4)],
      ],
      'Plans fell from 82.7 to 70.4 per 10,000 since 2023',
    ],
    [
      'a suppressed year before',
      [
        ['2025', { symbol: 'c' }],
        ['2026', value(70.4)],
      ],
      'Plans at 70.4 per 10,000 in 2026',
    ],
    [
      'a suppressed year',
      [
        ['2025', value(82.7)],
        ['2026', { symbol: 'c' }],
      ],
      'Children on a plan, 2025 to 2026',
    ],
    ['one year', [['2026', value(70.4)]], 'Plans at 70.4 per 10,000 in 2026'],
  ])('%s', (_, figures, finding) => {
    expect(trendFinding(trend(figures))).toBe(finding);
  });

  test('a break in series stops the comparison', () => {
    const figures: [string, Figure][] = [
      ['2025', value(82.7)],
      ['2026', value(70.4)],
    ];
    const found = trendFinding(trend(figures, { breaks: [{ before: '2026', note: 'counted anew' }] }));
    expect(found).toBe('Plans at 70.4 per 10,000, after a break in series');
  });

  test('per cent stands at its number, and what someone wrote stands as written', () => {
    const figures: [string, Figure][] = [
      ['2025', value(21.9)],
      ['2026', value(24.1)],
    ];
    expect(trendFinding(trend(figures, { unit: '%' }))).toBe('Plans rose from 21.9 to 24.1%');
    expect(trendFinding(trend(figures, { finding: 'Ours' }))).toBe('Ours');
  });
});

describe('what a category chart finds', () => {
  test('the largest, of the total', () => {
    expect(
      categoriesFinding(
        categories([
          ['Neglect', value(225, 0)],
          ['Emotional abuse', value(133, 0)],
        ]),
      ),
    ).toBe('Neglect is the largest category: 225 of 398');
  });

  test('two that are equal are both named', () => {
    expect(
      categoriesFinding(
        categories([
          ['A', value(9, 0)],
          ['B', value(9, 0)],
        ]),
      ),
    ).toBe('A and B are the largest: 9 each of 398');
  });

  test('nothing but symbols finds nothing', () => {
    expect(categoriesFinding(categories([['A', { symbol: 'c' }]]))).toBe('Plans by category');
  });

  test('a hidden total is not printed', () => {
    expect(categoriesFinding(categories([['A', value(9, 0)]], { symbol: 'c' }))).toBe('A is the largest category: 9');
  });
});
