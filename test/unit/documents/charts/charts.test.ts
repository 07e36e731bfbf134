import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { barChart } from '../../../../functions/documents/charts/bar-chart.ts';
import { type LineChart, lineChart } from '../../../../functions/documents/charts/line-chart.ts';
import { GRID, PALETTE, type Value } from '../../../../functions/documents/charts/model.ts';
import { placeLabels } from '../../../../functions/documents/charts/place-labels.ts';
import { widthOf, wrap } from '../../../../functions/documents/charts/svg.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';

const value = (figure: number | string): Value => (typeof figure === 'number' ? { value: figure } : { symbol: figure });

function line(series: Record<string, (number | string)[]>, overrides: Partial<LineChart> = {}): LineChart {
  return {
    title: 'Plans fell',
    unit: 'Rate per 10,000',
    decimals: 1,
    breaks: [],
    series: Object.entries(series).map(([name, figures]) => ({
      name,
      points: figures.map((figure, place) => ({ period: String(2020 + place), value: value(figure) })),
    })),
    ...overrides,
  };
}

type Parsed = Record<string, unknown>[];
/** Elements of one name, with their attributes as `@name` and their text as `#text`. */
function elements(svg: string, name: string): Record<string, string>[] {
  const parsed = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseAttributeValue: false,
    parseTagValue: false,
    isArray: (_name, _path, _leaf, attribute) => !attribute,
  }).parse(svg) as {
    svg: Parsed;
  };
  return (parsed.svg[0]?.[name] ?? []) as Record<string, string>[];
}
const texts = (svg: string): string[] => elements(svg, 'text').map((element) => String(element['#text'] ?? ''));
const lines = (svg: string) =>
  elements(svg, 'path').filter((path) => path['@fill'] === 'none' && path['@stroke-width'] !== undefined);

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

  test('has at most ten light gridlines, and tells lines apart by more than colour', () => {
    const { svg } = lineChart(line({ A: [1, 2], B: [3, 4], C: [5, 99] }));
    expect(elements(svg, 'line').filter((one) => one['@stroke'] === GRID).length).toBeLessThanOrEqual(10);
    expect(new Set(lines(svg).map((one) => one['@stroke-dasharray'])).size).toBe(3);
    expect(new Set(lines(svg).map((one) => one['@stroke'])).size).toBe(3);
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

  test('a line of nothing but symbols, of noughts and of one point can be drawn', () => {
    for (const figures of [['c', 'x'], [0, 0], [7], ['c']])
      expect(lineChart(line({ A: figures })).svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('many years keep their labels apart, and the last is always shown', () => {
    const { svg } = lineChart(line({ A: Array.from({ length: 40 }, (_, index) => index) }));
    const years = texts(svg).filter((label) => /^20\d\d$/.test(label));
    expect(years.length).toBeLessThan(20);
    expect(years.at(-1)).toBe('2059');
  });

  test('more lines than colours and negative values are mistakes of the caller', () => {
    const seven = Object.fromEntries(Array.from({ length: PALETTE.length + 1 }, (_, index) => [`L${index}`, [1]]));
    expect(() => lineChart(line(seven))).toThrow(RangeError);
    expect(() => lineChart(line({ A: [-1] }))).toThrow(RangeError);
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
    const [first, second, ...others] = elements(chart.svg, 'rect').map((rect) => Number(rect['@width']));
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

  test('nothing runs off the page, however long the words', () => {
    const long = barChart({
      title: 'T',
      unit: 'u',
      decimals: 0,
      bars: [
        { label: 'Unspeakably'.repeat(30), value: value(1234567), note: '100.0%' },
        { label: 'b', value: value('Missing: '.repeat(40)) },
      ],
    });
    for (const element of elements(long.svg, 'text')) {
      const width = widthOf(String(element['#text']));
      const [left, right] =
        element['@text-anchor'] === 'end'
          ? [Number(element['@x']) - width, Number(element['@x'])]
          : [Number(element['@x']), Number(element['@x']) + width];
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(640);
    }
  });
});

test('text of figures is text: the page takes the chart, and it holds no element of its own', () => {
  const typed = '</text><script>alert(1)</script>"\'&';
  const charts = [
    lineChart(line({ [typed]: [1, 2] }, { title: typed, unit: typed, breaks: [{ before: '2021', note: typed }] })),
    barChart({ title: typed, unit: typed, decimals: 0, bars: [{ label: typed, value: value(typed), note: typed }] }),
  ];
  for (const { svg } of charts) {
    expect(svg).not.toContain('<script');
    const tree = parseTree(`<section><h1>T</h1><figure><figcaption>c</figcaption>${svg}</figure></section>`);
    expect(tree.ok ? '' : tree.message).toBe('');
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
