import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../functions/metrics/model.ts';
import { benchmarkTable } from '../../../../functions/metrics/tables/benchmark-table.ts';
import { categoryTable } from '../../../../functions/metrics/tables/category-table.ts';
import { figuresThatDiffer } from '../../../../functions/metrics/tables/figures-that-differ.ts';
import { figureLookup } from '../../../../functions/metrics/tables/look-up-figure.ts';
import { profileTable } from '../../../../functions/metrics/tables/profile-table.ts';
import {
  catalogue,
  council,
  csv,
  england,
  neighbour,
  observe,
  paper,
  parse,
  rate,
  refusal,
  release,
} from '../support.ts';

const published = { basis: 'as-published' } as const;
const layer = (said: typeof paper, ...observations: Observation[]) => ({ release: said, observations });
const printedRate = (value: string, over: Partial<Observation> = {}) => ({
  ...observe({ indicator: 'cpp.rate', value }),
  ...over,
});

describe('a row of published figures', () => {
  it('keeps a rate as it was printed, without its sides and its population', () => {
    const text = csv({ indicator: 'cla.rate', value: '96.2' });
    expect(parse(text, published)).toMatchObject({ ok: true, value: { observations: [{ value: '96.2' }] } });
    const messages = refusal(text).problems.map((problem) => problem.message);
    expect(messages).toContainEqual(expect.stringContaining('are calculated, not typed'));
  });

  it('keeps whichever side is given beside a percentage', () => {
    const rows = csv(
      { indicator: 'cin.neglect-referred', value: '34', numerator: '463' },
      { indicator: 'assessments.neglect-referred', value: '43', denominator: '2,916' },
    );
    const outcome = parse(rows, published);
    if (!outcome.ok) throw new Error(outcome.message);
    const [part, whole] = outcome.value.observations;
    expect(part).toMatchObject({ value: '34', numerator: '463' });
    expect(part).not.toHaveProperty('denominator');
    expect(whole).toMatchObject({ value: '43', denominator: '2916' });
  });

  it('keeps the population where the paper states it, and the symbol where it prints one', () => {
    const stated = csv({ indicator: 'cpp.rate', value: '70.4', population_vintage: 'mid-2020' });
    expect(parse(stated, published)).toMatchObject({ value: { observations: [{ populationVintage: 'mid-2020' }] } });
    const symbol = csv({ indicator: 'cpp.neglect', value: 'c' });
    expect(parse(symbol, published)).toMatchObject({ value: { observations: [{ symbol: 'c' }] } });
  });

  it.each([
    ['a percent sign on a rate', { indicator: 'cpp.rate', value: '70.4%' }, 'column value'],
    ['nothing', { indicator: 'cpp.neglect' }, 'column value'],
    [
      'a population of a percentage',
      { indicator: 'cpp.neglect', value: '34', population_vintage: 'mid-2020' },
      'column population_vintage',
    ],
    [
      'a population that is no year',
      { indicator: 'cpp.rate', value: '70.4', population_vintage: '2020' },
      'column population_vintage',
    ],
    ['a side that is no number', { indicator: 'cpp.neglect', value: '34', numerator: 'many' }, 'column numerator'],
    ['a whole of nought', { indicator: 'cpp.neglect', value: '34', denominator: '0' }, 'column denominator'],
    ['a count with a point', { value: '398.5' }, 'column value'],
  ])('is refused with %s', (_name, row, where) => {
    expect(refusal(csv(row), published).problems.map((problem) => problem.where)).toContainEqual(
      expect.stringContaining(where),
    );
  });
});

describe('figures of one measure', () => {
  const differ = (...layers: ReturnType<typeof layer>[]) => figuresThatDiffer(layers, catalogue);
  const count = (value: string, note?: string) => observe({ value, ...(note ? { note } : {}) });

  it('stand side by side where their releases differ, each with its place in its source', () => {
    const [found, ...others] = differ(layer(paper, count('398', 'paragraph 4')), layer(release, count('395')));
    expect(others).toEqual([]);
    expect(found).toEqual({
      label: 'Children on a child protection plan',
      place: 'Thornmere',
      date: '2026-03-31',
      statements: [
        {
          printed: '398',
          working: 'as published, not calculated here',
          source: 'Paper of 22 January 2024, paragraph 4',
        },
        { printed: '395', working: 'as given', source: 'Test team' },
      ],
    });
  });

  it('do not differ when the finer rounds to the coarser', () => {
    expect(differ(layer(paper, printedRate('70')), layer(release, rate('70.4')))).toEqual([]);
    expect(differ(layer(paper, printedRate('96.2')), layer(release, rate('95')))).toHaveLength(1);
  });

  it('do not differ of another place, date or part, nor where one is a symbol', () => {
    const others = [
      observe({ value: '1', place: england }),
      observe({ value: '2', date: '2025-03-31' }),
      observe({ indicator: 'cpp.category', breakdown: 'Neglect', value: '3' }),
    ];
    expect(differ(layer(paper, count('398')), layer(release, ...others))).toEqual([]);
    expect(differ(layer(paper, count('398')), layer(release, observe({ symbol: 'c' })))).toEqual([]);
  });

  it('differ where the parts add up to something else than the total', () => {
    const parts = ['Emotional abuse', 'Neglect', 'Physical abuse', 'Sexual abuse', 'Multiple'].map((breakdown, place) =>
      observe({ indicator: 'cpp.category', breakdown, value: ['210', '141', '25', '18', '2'][place] ?? '' }),
    );
    const [found] = differ(layer(paper, count('398'), ...parts));
    expect(found?.statements.map((one) => [one.printed, one.working])).toEqual([
      ['398', 'as published, not calculated here'],
      ['396', 'sum of the 5 parts'],
    ]);
    expect(differ(layer(paper, count('398'), ...parts.slice(1)))).toEqual([]);
  });

  it('hold a printed mean of neighbours against the mean of the ten, and two models against nothing', () => {
    const own = [rate('60.0', neighbour(1)), rate('50.0', neighbour(2))];
    const mean = printedRate('59.2', { place: { code: 'neighbours', name: 'Neighbours', kind: 'neighbours' } });
    const [found] = differ(layer(paper, mean), layer(release, ...own));
    expect(found?.statements[1]).toMatchObject({
      printed: '55.0',
      working: 'mean of 2 of 2 neighbours, model of 2025',
    });
    const older = { ...release, neighbourModelYear: '2021' };
    expect(differ(layer(older, own[0] as Observation), layer(release, own[1] as Observation))).toEqual([]);
  });
});

describe('the profile of a paper', () => {
  const share = (over: Partial<Observation>) => ({
    ...observe({ indicator: 'cin.neglect-referred', value: '34' }),
    ...over,
  });

  it('gives each share the side that was left out, and takes nothing that was calculated', () => {
    const rows = profileTable(
      [layer(paper, share({ numerator: '463' })), layer(release, share({ numerator: '463' }))],
      catalogue,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ count: '463', percent: '34%', other: 'about 1,362', range: '1,343 to 1,382' });
    expect(rows[0]).toMatchObject({ otherSays: 'children in need' });
  });

  it('says when no whole number fits, when nothing bounds it, and when both sides disagree', () => {
    const other = (over: Partial<Observation>) => profileTable([layer(paper, share(over))], catalogue)[0];
    expect(other({ numerator: '1', value: '99' })).toMatchObject({ other: 'no whole number fits' });
    expect(other({ numerator: '3', value: '0' })).toMatchObject({ other: 'not bounded', range: 'at least 601' });
    expect(other({ numerator: '1', denominator: '4' })).toMatchObject({
      count: '1 of 4',
      other: '25% by these counts',
    });
    expect(other({ numerator: '34', denominator: '100' })).toMatchObject({ other: 'agrees' });
    expect(other({})).toBeUndefined();
  });
});

describe('tables of published figures', () => {
  const options = { catalogue, authority: 'X01', asAt: '2026-03-31' };
  const mean = { code: 'neighbours', name: 'Statistical neighbours', kind: 'neighbours' } as const;
  const said = (one: Observation) => ({ ...one, release: paper });

  it('take the mean that was printed, and say what the count and the rate imply', () => {
    const figures = [
      said(observe({ value: '398' })),
      said(printedRate('70.4')),
      said(printedRate('59.2', { place: mean })),
    ];
    const table = benchmarkTable(figures, { ...options, indicators: ['cpp.rate'] });
    expect(table?.rows[0]?.neighbours).toMatchObject({ now: { value: 59.2, decimals: 1 }, asPublished: true });
    expect(table?.notes).toEqual([
      'Rate of children on a child protection plan, 31 March 2026: 398 children at 70.4 per 10,000 imply a population of about 56,534 (56,494 to 56,574, since the rate is rounded).',
    ]);
    expect(table?.source).toContain('population not stated');
    expect(table?.source).toContain('(as published, not calculated here)');
  });

  it('imply nothing where the paper states its population', () => {
    const stated = said(printedRate('70.4', { populationVintage: 'mid-2020' }));
    const table = benchmarkTable([said(observe({ value: '398' })), stated], {
      ...options,
      indicators: ['cpp.rate'],
    });
    expect(table?.notes).toEqual([]);
    expect(table?.source).not.toContain('not stated');
  });

  it('say which printed counts our own rule would hide', () => {
    const parts = [said(observe({ indicator: 'cpp.category', breakdown: 'Multiple', value: '2' }))];
    const notes = (figures: typeof parts) => categoryTable(figures, { ...options, indicator: 'cpp.category' })?.notes;
    expect(notes(parts)).toContain(
      'Already published: 2 (Multiple). A count of children from 1 to 5 would today be printed as c.',
    );
    expect(notes(parts.map((one) => ({ ...one, release })))).toEqual([]);
  });

  it('are bound in words with what they are', () => {
    const lookup = figureLookup([said(printedRate('70.4')), said(printedRate('59.2', { place: mean }))], catalogue);
    const ask = (place: string) => lookup({ indicator: 'cpp.rate', place, date: '2026-03-31' });
    expect(ask(council.name)).toMatchObject({
      value: { printed: '70.4', working: 'as published, not calculated here; population not stated' },
    });
    expect(ask('neighbours')).toMatchObject({ value: { printed: '59.2' } });
  });
});
