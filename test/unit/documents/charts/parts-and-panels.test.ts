import { describe, expect, test } from 'vitest';
import { PALETTE } from '../../../../functions/documents/charts/model.ts';
import { type Panel, smallMultiples } from '../../../../functions/documents/charts/small-multiples.ts';
import { sparkline } from '../../../../functions/documents/charts/sparkline.ts';
import { stackedBar } from '../../../../functions/documents/charts/stacked-bar.ts';
import { elements, lines, series, texts, value } from './reading.ts';

const parts = ['Emotional abuse', 'Neglect', 'Physical abuse', 'Sexual abuse', 'Multiple'];
const bar = (label: string, figures: (number | string)[], total?: number) => ({
  label,
  values: figures.map(value),
  ...(total === undefined ? {} : { total: value(total) }),
});

describe('a stacked bar', () => {
  const years = [bar('2025', [200, 214, 30, 20, 14], 478), bar('2026', [168, 196, 22, 'c', 0], 407)];
  const { svg, alternative } = stackedBar({
    title: 'Neglect is largest',
    unit: 'children',
    decimals: 0,
    parts,
    bars: years,
  });

  test('names each part in itself where its name fits, else under its bar, and prints the total as given', () => {
    const words = texts(svg);
    expect(words).toEqual(
      expect.arrayContaining(['Emotional abuse', '200', 'Neglect', '214', 'Physical abuse 30', '478']),
    );
    expect(words).toEqual(expect.arrayContaining(['c', 'Sexual abuse c (confidential)', 'Multiple 0', '407']));
  });

  test('parts are as long as their values, and a hidden one is always as wide, whatever it may be', () => {
    const drawn = elements(svg, 'rect').filter(({ height }) => height === '36');
    const lengths = drawn.map(({ width }) => Number(width) + 2);
    expect((lengths[1] ?? 0) / (lengths[0] ?? 1)).toBeCloseTo(214 / 200, 2);
    const hidden = elements(svg, 'rect').filter((rect) => rect['stroke-dasharray'] !== undefined);
    expect(hidden.map(({ width }) => width)).toEqual(['25', '11']);
  });

  test('states every value in words', () => {
    expect(alternative).toBe(
      'Neglect is largest. Stacked bar chart, children. 2025: Emotional abuse 200, Neglect 214, Physical abuse 30, Sexual abuse 20, Multiple 14; total 478. ' +
        '2026: Emotional abuse 168, Neglect 196, Physical abuse 22, Sexual abuse c (confidential), Multiple 0; total 407.',
    );
  });

  test('more than three bars have their parts named once, in a key', () => {
    const bars = ['A', 'B', 'C', 'D'].map((label) => bar(label, [60, 40]));
    const shares = stackedBar({
      title: 'T',
      unit: '% of places',
      decimals: 0,
      parts: ['Taken', 'Not taken'],
      bars,
      whole: 100,
    });
    expect(texts(shares.svg).filter((words) => words === 'Taken')).toHaveLength(1);
    expect(texts(shares.svg).filter((words) => words === '60')).toHaveLength(4);
  });

  test('refuses what it cannot draw', () => {
    const base = { title: 'T', unit: 'u', decimals: 0 };
    const seven = Array.from({ length: PALETTE.length + 1 }, (_, place) => `P${place}`);
    expect(() => stackedBar({ ...base, parts: seven, bars: [] })).toThrow(/at most 6/);
    expect(() => stackedBar({ ...base, parts, bars: [bar('A', [1])] })).toThrow(/one value for each part/);
    expect(() => stackedBar({ ...base, parts: ['P'], bars: [bar('A', [-1])] })).toThrow(/negative/);
  });
});

describe('small multiples', () => {
  const panel = (title: string, figures: (number | string)[], rest: Partial<Panel> = {}): Panel => ({
    title,
    breaks: [],
    series: [series('Thornmere', figures), series('England', [40, 41, 42])],
    ...rest,
  });
  const chart = (scale: 'same' | 'own', panels: Panel[]) =>
    smallMultiples({ title: 'Two rates', unit: 'Per 10,000', decimals: 1, scale, panels });
  const panels = [panel('Plans', [70, 80, 75], { highlighted: true }), panel('Care', [9, 'c', 10])];

  test('say whether the panels share a scale, and share it', () => {
    const [same, own] = [
      chart('same', panels).svg,
      chart('own', [panels[0], { ...panels[1], series: [series('Thornmere', [9, 'c', 10])] }] as Panel[]).svg,
    ];
    expect(texts(same)[0]).toBe('Per 10,000. All panels have the same scale.');
    expect(texts(same).filter((words) => words === '60')).toHaveLength(2);
    expect(texts(own)[0]).toBe('Per 10,000. Each panel has its own scale.');
    expect(texts(own)).toContain('10');
    expect(texts(own).filter((words) => words === '60')).toHaveLength(1);
  });

  test('draw gaps and breaks as a line chart does, and one panel on a ground', () => {
    const { svg, alternative } = chart('same', [
      ...panels,
      panel('Need', [5, 6, 7], { breaks: [{ before: '2021', note: 'Counted anew.' }] }),
    ]);
    expect(texts(svg)).toContain('c');
    // Plans: two lines; care: England alone; need: the break leaves a line each.
    expect(lines(svg)).toHaveLength(5);
    expect(elements(svg, 'rect').filter(({ fill }) => fill === '#EEF3F7')).toHaveLength(1);
    expect(alternative).toContain('Care: Thornmere: 2020 9.0, 2021 c (confidential), 2022 10.0. England: 2020 40.0');
    expect(alternative).toContain('Break in series before 2021: Counted anew.');
  });

  test('a name has the same line in every panel', () => {
    const { svg } = chart('same', [
      panels[0] as Panel,
      { title: 'Alone', breaks: [], series: [series('England', [1, 2])] },
    ]);
    const colours = lines(svg).map(({ stroke }) => stroke);
    expect(colours).toEqual([PALETTE[1], PALETTE[0], PALETTE[1]]);
  });

  test('have at most twelve panels', () => {
    expect(() =>
      chart(
        'own',
        Array.from({ length: 13 }, () => panels[0] as Panel),
      ),
    ).toThrow(/at most 12/);
  });
});

describe('a sparkline', () => {
  test('is a word large, marks its last number, and says its ends, its range and what is hidden', () => {
    const { svg, alternative } = sparkline({
      points: series('', [61, 'c', 58.9, 70.4]).points,
      breaks: [],
      decimals: 1,
    });
    expect(svg).toContain('viewBox="0 0 90 22"');
    expect(lines(svg)).toHaveLength(1);
    expect(elements(svg, 'circle').at(-1)?.cx).toBe('86');
    expect(alternative).toBe('From 61.0 in 2020 to 70.4 in 2023, lowest 58.9, highest 70.4; 2021 c (confidential).');
  });

  test('has a dashed line where the series breaks', () => {
    const { svg, alternative } = sparkline({
      points: series('', [61, 58.9, 70.4]).points,
      breaks: [{ before: '2021', note: 'n' }],
      decimals: 1,
    });
    expect(elements(svg, 'line').map((one) => one['stroke-dasharray'])).toEqual(['3 3']);
    expect(alternative).toContain('break in series before 2021.');
  });
});
