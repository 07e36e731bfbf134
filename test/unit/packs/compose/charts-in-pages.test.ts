import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ReportView, reportViewSchema } from '../../../../functions/packs/compose/annual/report-view.ts';
import { trainingModel } from '../../../../functions/packs/compose/annual/training-page.ts';
import { areaModel } from '../../../../functions/packs/compose/area/area.ts';
import { joinSources } from '../../../../functions/packs/compose/area/join-sources.ts';
import { scorecardModel } from '../../../../functions/packs/compose/scorecard/scorecard-page.ts';

const file = join(import.meta.dirname, '../../../../examples/thornmere/annual-report.view.json');
const full = reportViewSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const said = (svg: string): string => /aria-label="([^"]*)"/.exec(svg)?.[1] ?? '';

describe('categories', () => {
  const { categories } = full.figures;
  if ('missing' in categories) throw new Error('the sample has categories');
  const model = (changes: Partial<typeof categories>) => {
    const made = areaModel({
      ...full,
      figures: { ...full.figures, categories: { ...categories, ...changes } },
    }).categories;
    if (made.absent) throw new Error('the model has categories');
    return made;
  };

  test('of several years are stacked bars, and a column of the table each', () => {
    const made = model({});
    expect(said(made.chart)).toMatch(/^Neglect is the largest category: 196 of 407\. Stacked bar chart/);
    expect(said(made.chart)).toContain('31 Mar 2025: Emotional abuse 215, Neglect 214');
    expect(made.columns).toEqual(['31 Mar 2025', '31 Mar 2026']);
    expect(made.rows[1]).toEqual({ label: 'Neglect', counts: ['214', '196'], percent: '48.2%' });
    expect(made.totals).toEqual(['478', '407']);
  });

  test('of one year, or of more parts than can be told apart, are plain bars', () => {
    expect(said(model({ earlier: [] }).chart)).toContain('Bar chart, ');
    const rows = [...categories.rows, ...categories.rows];
    expect(said(model({ rows }).chart)).toContain('. Bar chart, ');
  });
});

describe('measures side by side', () => {
  const { panels } = full.figures;
  const model = (list: typeof panels) => areaModel({ ...full, figures: { ...full.figures, panels: list } }).panels;

  test('say what they find, and have all their figures in a table', () => {
    const made = model(panels);
    expect(made?.finding).toBe('Thornmere is above England in 3 of 6 measures');
    expect(made?.measures.map(({ height }) => height)).toEqual(['3', '3', '3', '3', '3', '3']);
    expect(made?.measures[3]?.rows[0]).toMatchObject({
      name: 'Thornmere',
      cells: ['18.6', 'c', '21.1', '22.2', '21.5', '16.6'],
    });
  });

  test('share a scale when they have one unit and are alike in size', () => {
    const percents = panels.filter(({ unit }) => unit.startsWith('%')).map((panel) => ({ ...panel, unit: '%' }));
    expect(said(model(percents)?.chart ?? '')).toContain('All panels have the same scale.');
    expect(said(model(panels.slice(0, 2))?.chart ?? '')).toContain('Each panel has its own scale.');
  });

  test('of one measure are none', () => {
    expect(model(panels.slice(0, 1))).toBeUndefined();
  });

  test('with more names than six are drawn as far as that, and the others are named', () => {
    const renamed = panels.map((panel, place) => ({
      ...panel,
      series: panel.series.map((series) => ({ ...series, name: `${series.name} ${place}` })),
    }));
    const made = model(renamed);
    expect(said(made?.chart ?? '')).not.toContain('Repeat referrals');
    expect(made?.notes).toContain('Repeat referrals: not drawn, because a chart tells no more than six lines apart.');
    expect(made?.measures).toHaveLength(6);
  });
});

describe('training', () => {
  const model = (rows: { places: object; attended: object }[]) => {
    const { figures } = full.training;
    const filled = rows.map((row, place) => ({ agency: `Agency ${place}`, taken: { symbol: 'x' }, ...row }));
    const view = { ...full, training: { figures: { ...figures, rows: filled } } } as ReportView;
    const made = trainingModel(view);
    if (made.absent) throw new Error('the model has figures');
    return said(made.chart);
  };
  const count = (value: number) => ({ value, decimals: 0 });

  test('is a bar of places, taken and not taken', () => {
    expect(model([{ places: count(10), attended: count(7) }])).toContain('Agency 0: Taken 7, Not taken 3; total 10.');
  });

  test('shows people beyond the places as a part of their own', () => {
    const words = model([
      { places: count(10), attended: count(12) },
      { places: count(5), attended: count(5) },
    ]);
    expect(words).toContain('Agency 0: Taken 10, Not taken 0, People beyond the places 2; total 10.');
    expect(words).toContain('Agency 1: Taken 5, Not taken 0, People beyond the places 0; total 5.');
  });

  test('never says what a symbol hides', () => {
    const words = model([{ places: count(10), attended: { symbol: 'c' } }]);
    expect(words).toContain('Agency 0: Taken c (confidential), Not taken c (confidential); total 10.');
  });
});

describe('the scorecard', () => {
  const { scorecard } = full;
  if ('missing' in scorecard) throw new Error('the sample has a scorecard');
  const model = (changes: object) => {
    const rows = scorecard.rows.slice(0, 1).map((row) => ({ ...row, ...changes }));
    const made = scorecardModel({ ...full, scorecard: { ...scorecard, rows, notes: [] } } as ReportView);
    if (made.absent) throw new Error('the model has rows');
    return made;
  };

  test('says why a comparator is missing, once, and of what date one is', () => {
    const gone = { missing: 'no figure for England' };
    const made = model({
      neighbours: gone,
      england: gone,
      region: { value: 5, decimals: 1 },
      dates: { region: '31 March 2025' },
    });
    expect(made.rows[0]).toMatchObject({
      neighbours: { absent: true, text: 'Missing', mark: 'a' },
      england: { mark: 'a' },
      region: { text: '5.0', mark: 'b' },
    });
    expect(made.notes).toEqual([
      { mark: 'a', text: 'Missing: no figure for England.' },
      { mark: 'b', text: 'Figure of 31 March 2025.' },
    ]);
  });

  test('has no column of the region when no row has one', () => {
    expect(model({}).hasRegion).toBe(false);
    expect(model({}).rows[0]?.region).toBeUndefined();
  });

  test.each([
    [{ rank: 1, joint: false, of: 11, from: 'lowest' }, 'Lowest of\u00A011'],
    [{ rank: 2, joint: true, of: 11, from: 'highest' }, 'Joint 2nd highest of\u00A011'],
    [{ rank: 11, joint: false, of: 11, from: 'highest' }, '11th highest of\u00A011'],
  ])('writes a rank in words: %j', (standing, text) => {
    expect(model({ standing, quartile: undefined }).rows[0]?.standing.text).toBe(text);
  });

  test.each([
    [{ quarter: 2, from: 'highest', of: 11 }, 'none', 'Lowest of\u00A011; 2nd quarter', ''],
    [{ quarter: 4, from: 'lowest', of: 11 }, 'lower-is-better', 'Lowest of\u00A011; quartile D', ''],
    [{ missing: 'no quartile: 4 figures' }, 'none', 'Lowest of\u00A011', 'a'],
  ])('says the quarter with the rank: %j of %s', (quartile, polarity, text, mark) => {
    const standing = { rank: 1, joint: false, of: 11, from: 'lowest' };
    const cell = model({ standing, quartile, polarity, remarks: [] }).rows[0]?.standing;
    expect(cell).toEqual({ absent: false, text, mark });
  });

  test('takes rows that say no more than they used to', () => {
    const { label, unit, now, before, direction, neighbours, england, target, state } = scorecard.rows[0] ?? {};
    const row = { label, unit, now, before, direction, neighbours, england, target, state };
    const view = reportViewSchema.parse({ ...full, scorecard: { ...scorecard, rows: [row] } });
    expect(scorecardModel(view)).toMatchObject({ lines: [], rows: [{ better: 'Not stated', line: '' }] });
  });
});

test('sources are joined without saying anything twice', () => {
  expect(joinSources(['A; B. Figures: one', 'B; C. Figures: one; two', 'D'])).toBe('A; B; C; D. Figures: one; two');
});
