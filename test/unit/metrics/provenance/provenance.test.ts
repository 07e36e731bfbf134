import { describe, expect, it } from 'vitest';
import { workOut } from '../../../../functions/metrics/arithmetic/work-out.ts';
import { indicatorOf } from '../../../../functions/metrics/catalogue/indicators.ts';
import type { ReleasedObservation } from '../../../../functions/metrics/model.ts';
import { figuresFile } from '../../../../functions/metrics/provenance/figures-file.ts';
import { figureQuery, findProvenance } from '../../../../functions/metrics/provenance/find-provenance.ts';
import { answersOf, fileAndRow, rowsInShort } from '../../../../functions/metrics/provenance/in-words.ts';
import { provenanceOf, signedChange } from '../../../../functions/metrics/provenance/provenance-of.ts';
import { layOver } from '../../../../functions/metrics/releases/lay-over.ts';
import { catalogue, council, england, later, neighbour, observe, paper, rate, release } from '../support.ts';

const cppRate = indicatorOf(catalogue, 'cpp.rate');
const cppCount = indicatorOf(catalogue, 'cpp.count');

const said = (one: Parameters<typeof answersOf>[0]) =>
  Object.fromEntries(answersOf(one).map(({ term, text }) => [term, text]));
const ask = (query: object) => figureQuery.parse({ place: council.code, date: '2026-03-31', ...query });
const filed = { ...release, releaseId: 'r1', fileName: 'figures.csv', importedAt: '2026-05-06T09:00:00.000Z' };

describe('a figure that a file gives', () => {
  it('names its release, its file and its row, and isn’t rounded', () => {
    const one = provenanceOf(observe({ release: filed, row: 12, note: 'Table 3' }), cppCount);
    expect(one).toMatchObject({ printed: '407', making: { how: 'given' }, rounding: { rule: 'none' } });
    expect(one.stood).toEqual([{ release: filed, row: 12, note: 'Table 3' }]);
    expect(one.stood.map(fileAndRow)).toEqual(['figures.csv, row 12']);
    expect(said(one)).toMatchObject({
      'How it came about': 'As the file gives it',
      Rounding: 'A whole number, not rounded here',
    });
  });

  it('names the sheet of a workbook, and says when no reader kept the row', () => {
    const [sheeted, bare] = [observe({ release: filed, sheet: 'List 8', row: 4 }), observe({ release: filed })].map(
      (one) => provenanceOf(one, cppCount),
    );
    expect(sheeted?.stood.map(fileAndRow)).toEqual(['figures.csv, sheet “List 8”, row 4']);
    expect(bare?.stood.map(fileAndRow)).toEqual(['figures.csv, its row was not kept']);
  });

  it('gives a symbol its meaning', () => {
    expect(said(provenanceOf(observe({ symbol: 'c' }), cppCount)).Symbol).toContain('c means “confidential”');
  });
});

describe('a rate', () => {
  it('of one row names both sides, the population and the rounding', () => {
    const one = provenanceOf({ ...rate('70.4'), numerator: '407', denominator: '57810', row: 20 }, cppRate);
    expect(one.making).toMatchObject({
      how: 'calculated',
      times: 10_000,
      parts: [
        { side: 'numerator', printed: '407' },
        { side: 'denominator', printed: '57,810' },
      ],
    });
    expect(said(one)).toMatchObject({
      'How it came about': '407 ÷ 57,810 × 10,000: calculated here',
      Population: 'Mid-2025 estimate of children aged 0 to 17',
      Rounding: 'One decimal; a 5 rounds away from nought, once, at the end',
    });
  });

  it('that is worked out from two rows of two releases names both', () => {
    const sides = [
      observe({ release: filed, row: 3 }),
      observe({
        indicator: 'population.0-17',
        date: '2025-06-30',
        value: '57810',
        release: { ...later, fileName: 'ons.csv' },
        row: 9,
      }),
    ];
    const made = workOut(sides, catalogue).find(({ indicator }) => indicator === 'cpp.rate');
    const one = provenanceOf(made as ReleasedObservation, cppRate);
    expect(one.stood.map(fileAndRow)).toEqual(['figures.csv, row 3', 'ons.csv, row 9']);
    expect(one).toMatchObject({ printed: '70.4', population: 'mid-2025', rounding: { decimals: 1, rule: 'half-up' } });
  });

  it('that a paper printed says so, and that its population isn’t stated', () => {
    const one = provenanceOf(
      observe({ indicator: 'cpp.rate', value: '70.4', release: paper, denominator: '56555' }),
      cppRate,
    );
    expect(one.making).toMatchObject({ how: 'as-published', parts: [{ side: 'denominator' }] });
    expect(said(one)).toMatchObject({
      'How it came about': 'As published, not calculated here',
      Denominator: expect.stringContaining('56,555'),
      Population: 'Not stated by its source',
      Rounding: 'One decimal, as its source rounded it',
    });
  });
});

describe('a mean', () => {
  const ten = Array.from({ length: 10 }, (_, place) => ({
    ...rate(`${50 + place}.0`, neighbour(place + 1)),
    row: 30 + place,
  }));
  const withSymbol = ten.map((one, place) =>
    place === 3 ? { ...one, value: undefined, symbol: 'c' as const } : one,
  ) as ReleasedObservation[];

  it('names each of the ten with its value or symbol, how many were used and by which model', () => {
    const one = findProvenance([rate('70.4'), ...withSymbol], cppRate, ask({ place: 'neighbours' }));
    expect(one?.making).toMatchObject({ how: 'mean', used: 9, of: 10, model: '2025' });
    const parts = one?.making.how === 'mean' ? one.making.parts : [];
    expect(parts).toHaveLength(10);
    expect(parts[3]).toMatchObject({
      says: 'Neighbour 4',
      printed: 'c (confidential)',
      leftOut: true,
      stood: [{ row: 33 }],
    });
    expect(one?.printed).toBe('54.7');
    expect(rowsInShort(one?.stood.flatMap(({ row }) => row ?? []) ?? [])).toBe('30 to 39');
  });

  it('of another model is of its own neighbours; of none there is nothing', () => {
    const both = ten.map((one, place) => ({
      ...one,
      place: { ...one.place, models: place < 4 ? ['2021', '2025'] : ['2025'] },
    }));
    const one = findProvenance(both, cppRate, ask({ place: 'neighbours', model: '2021' }));
    expect(one?.making).toMatchObject({ used: 4, of: 4, model: '2021' });
    expect(findProvenance([rate('70.4')], cppRate, ask({ place: 'neighbours' }))).toBeUndefined();
  });
});

describe('a change, and a share', () => {
  it('of a percentage is in percentage points, of the figures as printed', () => {
    const repeat = indicatorOf(catalogue, 'cpp.repeat');
    const [now, before] = [
      { ...rate('16.6'), indicator: 'cpp.repeat' },
      { ...rate('21.5', council, '2025-03-31'), indicator: 'cpp.repeat' },
    ];
    const one = findProvenance([now, before], repeat, ask({ as: 'change' }));
    expect(one).toMatchObject({ printed: '−4.9 percentage points', making: { how: 'difference' } });
    expect(said(one as NonNullable<typeof one>)['How it came about']).toBe(
      '16.6% − 21.5%, as printed: calculated here',
    );
    expect(signedChange('407', '407', cppCount)).toMatch(/^0/);
  });

  it('is of the total that is stated, else of the sum of all parts', () => {
    const category = indicatorOf(catalogue, 'cpp.category');
    const parts = (category.breakdown ?? []).map((breakdown, place) =>
      observe({ indicator: 'cpp.category', breakdown, value: String(10 * (place + 1)), row: place + 2 }),
    );
    const part = category.breakdown?.[0];
    const added = findProvenance(parts, category, ask({ part, as: 'share' }));
    expect(added).toMatchObject({
      printed: '6.7%',
      making: { how: 'share', parts: [{ printed: '10' }, { printed: '150' }] },
    });
    expect(findProvenance([...parts, observe({ value: '200' })], category, ask({ part, as: 'share' }))?.printed).toBe(
      '5.0%',
    );
    expect(
      findProvenance(parts.slice(1), category, ask({ part: category.breakdown?.[1], as: 'share' })),
    ).toBeUndefined();
  });
});

describe('a figure that was revised', () => {
  const plain = (value: string, row: number) => ({
    ...{ indicator: 'cpp.count', place: council, date: '2026-03-31' },
    ...{ value, row },
  });
  const layers = [
    { release: filed, observations: [plain('403', 5)] },
    { release: { ...later, fileName: 'revised.csv' }, observations: [plain('407', 6)] },
  ];

  it('says what was first published and where; as first published, what it was revised to', () => {
    const latest = findProvenance(layOver(layers), cppCount, ask({}));
    expect(said(latest as NonNullable<typeof latest>)['First published']).toBe(
      '403, in figures.csv, row 5; revised since',
    );
    const first = findProvenance(layOver(layers), cppCount, ask({ series: 'first-published' }));
    expect(first).toMatchObject({ printed: '403', revised: { printed: '407' } });
    expect(said(first as NonNullable<typeof first>)['Revised to']).toBe('407, in revised.csv, row 6');
  });
});

it('the download of an indicator gives each figure its file, its row and how it was made', () => {
  const made = { ...rate('70.4'), numerator: '407', denominator: '57810', release: filed, row: 20 };
  const file = figuresFile({ indicator: cppRate, observations: [made, observe()] });
  const [header, row, ...more] = file.replace('\uFEFF', '').trim().split('\r\n');
  expect(more).toEqual([]);
  expect(header).toMatch(/^indicator,label,unit,place_code,.*,source,status,file,row,imported_at,note$/);
  expect(row).toContain('70.4,,407,57810,mid-2025,,calculated here,Test team,final,figures.csv,row 20,2026-05-06');
});

it('there is nothing to say of a figure that isn’t there', () => {
  expect(findProvenance([observe()], cppCount, ask({ date: '1999-03-31' }))).toBeUndefined();
  expect(findProvenance([observe()], cppCount, ask({ place: england.code }))).toBeUndefined();
});

it.each([
  [[12], '12'],
  [[12, 13], '12 and 13'],
  [[3, 1, 2, 9], '1 to 3 and 9'],
  [[1, 3, 5], '1, 3 and 5'],
])('rows %j are “%s”', (rows, words) => {
  expect(rowsInShort(rows)).toBe(words);
});
