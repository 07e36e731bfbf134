import { describe, expect, test } from 'vitest';
import { barChart } from '../../../../functions/documents/charts/bar-chart.ts';
import { type LineChart, lineChart } from '../../../../functions/documents/charts/line-chart.ts';
import { widthOf, wrap } from '../../../../functions/documents/charts/measure.ts';
import { GRID, PALETTE } from '../../../../functions/documents/charts/model.ts';
import { placeLabels } from '../../../../functions/documents/charts/place-labels.ts';
import { inTenWords } from '../../../../functions/documents/charts/title.ts';
import { asFigure, elements, lines, series, texts, value } from './reading.ts';

const line = (all: Record<string, (number | string)[]>, overrides: Partial<LineChart> = {}): LineChart => ({
  title: 'Plans fell',
  unit: 'Rate per 10,000',
  decimals: 1,
  breaks: [],
  series: Object.entries(all).map(([name, figures]) => series(name, figures)),
  ...overrides,
});

describe('a line chart', () => {
  test('names each line at its end, with its last value, and states every value in words', () => {
    const { svg, alternative } = lineChart(line({ Thornmere: [82.7, 70.4], England: [42.1, 41.8] }));
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['Thornmere 70.4', 'England 41.8', '2020', '2021', 'Rate per 10,000']),
    );
    expect(alternative).toBe(
      'Plans fell. Line chart, Rate per 10,000. Thornmere: 2020 82.7, 2021 70.4. England: 2020 42.1, 2021 41.8.',
    );
    expect(svg).toContain(`aria-label="${alternative}"`);
  });

  test('never cuts a value off a long name', () => {
    const { svg } = lineChart(line({ ['Ashcombe and its many neighbours '.repeat(9)]: [82.7, 70.4] }));
    expect(texts(svg).some((words) => words.endsWith('… 70.4'))).toBe(true);
  });

  test('has at most ten light gridlines, and tells lines apart by more than colour', () => {
    const { svg } = lineChart(line({ A: [1, 2], B: [3, 4], C: [5, 99] }));
    expect(elements(svg, 'line').filter((one) => one.stroke === GRID).length).toBeLessThanOrEqual(10);
    expect(new Set(lines(svg).map((one) => one['stroke-dasharray'])).size).toBe(3);
    expect(new Set(lines(svg).map((one) => one.stroke)).size).toBe(3);
  });

  test('a suppressed point is a gap with its symbol', () => {
    const { svg, alternative } = lineChart(line({ A: [5, 6, 'c', 7, 8] }));
    expect(lines(svg)).toHaveLength(2);
    expect(texts(svg)).toContain('c');
    expect(alternative).toContain('2022 c (confidential)');
  });

  test('no line crosses a break, and the break is drawn', () => {
    const { svg, alternative } = lineChart(
      line({ A: [5, 6, 7, 8] }, { breaks: [{ before: '2022', note: 'Counted anew.' }] }),
    );
    expect(lines(svg)).toHaveLength(2);
    expect(texts(svg)).toContain('Break in series');
    expect(alternative).toContain('Break in series before 2022: Counted anew.');
  });

  test('a year that only a shorter series has stands where it belongs', () => {
    const late = { name: 'B', points: series('B', [1, 2, 3], 2021).points };
    const { svg } = lineChart(line({}, { series: [series('A', [4, 5, 6, 7, 8]), series('C', [1], 2019), late] }));
    expect(texts(svg).filter((words) => /^20\d\d$/.test(words))).toEqual([
      '2019',
      '2020',
      '2021',
      '2022',
      '2023',
      '2024',
    ]);
  });

  test('differences may be below nought, which is drawn as the line to read from', () => {
    const { svg, alternative } = lineChart(line({ A: [-5, 3.5] }));
    expect(texts(svg)).toEqual(expect.arrayContaining(['−4', '0', '4']));
    expect(alternative).toContain('A: 2020 −5.0, 2021 3.5.');
  });

  test('many years keep their labels apart, and the last is always shown', () => {
    const { svg } = lineChart(line({ A: Array.from({ length: 40 }, (_, index) => index) }));
    const years = texts(svg).filter((label) => /^20\d\d$/.test(label));
    expect(years.length).toBeLessThan(20);
    expect(years.at(-1)).toBe('2059');
  });

  test('more lines than colours are a mistake of the caller', () => {
    const seven = Object.fromEntries(Array.from({ length: PALETTE.length + 1 }, (_, index) => [`L${index}`, [1]]));
    expect(() => lineChart(line(seven))).toThrow(RangeError);
  });
});

describe('a bar chart', () => {
  const bars = [
    { label: 'Neglect', value: value(225), note: '56.5%' },
    { label: 'Emotional abuse', value: value(133) },
    { label: 'Sexual abuse', value: value('c') },
    { label: 'Multiple', value: value(0) },
  ];
  const chart = barChart({ title: 'Neglect is the largest', unit: 'children', decimals: 0, bars });

  test('bars are as long as their values; a symbol and a nought have none', () => {
    const [first, second, ...others] = elements(chart.svg, 'rect').map((rect) => Number(rect.width));
    expect(others).toEqual([]);
    expect((second ?? 0) / (first ?? 1)).toBeCloseTo(133 / 225, 2);
  });

  test('every bar has its label and value beside it', () => {
    expect(texts(chart.svg)).toEqual([
      'Neglect',
      '225 (56.5%)',
      'Emotional abuse',
      '133',
      'Sexual abuse',
      'c (confidential)',
      'Multiple',
      '0',
    ]);
    expect(chart.alternative).toContain(
      'Neglect: 225 (56.5%); Emotional abuse: 133; Sexual abuse: c (confidential); Multiple: 0.',
    );
  });

  test('negative values are a mistake of the caller', () => {
    const bar = { label: 'A', value: value(-1) };
    expect(() => barChart({ title: 'T', unit: 'u', decimals: 0, bars: [bar] })).toThrow(RangeError);
  });
});

describe('a title', () => {
  test('of more than ten words, or of none, is a mistake of the caller', () => {
    expect(() =>
      lineChart(line({ A: [1] }, { title: 'one two three four five six seven eight nine ten' })),
    ).not.toThrow();
    for (const title of ['one two three four five six seven eight nine ten eleven', ' '])
      expect(() => lineChart(line({ A: [1] }, { title }))).toThrow(/one to ten words/);
  });

  test('is the fullest wording of ten words, else the last one cut', () => {
    expect(inTenWords('a b c d e f g h i j k', 'a b c', 'a')).toBe('a b c');
    expect(inTenWords('a b c d e f g h i j k')).toBe('a b c d e f g h i j…');
  });
});

test('text of figures is text: the page takes the chart, and it holds no element of its own', () => {
  const typed = '</text><script>alert(1)</script>"\'&';
  const charts = [
    lineChart(line({ [typed]: [1, 2] }, { title: typed, unit: typed, breaks: [{ before: '2021', note: typed }] })),
    barChart({ title: typed, unit: typed, decimals: 0, bars: [{ label: typed, value: value(typed), note: typed }] }),
  ];
  for (const { svg, alternative } of charts) {
    expect(svg).not.toContain('<script');
    expect(asFigure(svg)).toEqual({ refused: '', alt: alternative });
  }
});

test('labels move apart and keep their order', () => {
  const places = placeLabels(
    [
      { centre: 50, height: 20 },
      { centre: 52, height: 20 },
      { centre: 200, height: 20 },
    ],
    0,
    210,
  );
  expect((places[1] ?? 0) - (places[0] ?? 0)).toBeGreaterThanOrEqual(20);
  expect(places[2]).toBe(200);
  expect(
    placeLabels(
      [
        { centre: 205, height: 20 },
        { centre: 206, height: 20 },
      ],
      0,
      210,
    ),
  ).toEqual([180, 200]);
});

test('words wrap, and what does not fit is marked', () => {
  expect(wrap('one two three', widthOf('one two '), 3)).toEqual(['one two', 'three']);
  expect(wrap('a '.repeat(200), 60, 2)).toHaveLength(2);
  expect(wrap('a '.repeat(200), 60, 2).at(-1)).toMatch(/…$/);
});
