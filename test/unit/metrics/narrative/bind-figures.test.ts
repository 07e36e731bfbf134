import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindFigures } from '../../../../functions/metrics/narrative/bind-figures.ts';
import { figureLookup } from '../../../../functions/metrics/tables/look-up-figure.ts';
import { catalogue, later, neighbour, observe, rate } from '../support.ts';

const observations = [
  observe({ value: '1407' }),
  { ...rate('70.4'), numerator: '407', denominator: '57810' },
  rate('60.0', neighbour(1)),
  observe({ indicator: 'cpp.rate', place: neighbour(2), symbol: 'c' }),
  observe({ indicator: 'cpp.category', breakdown: 'Neglect', value: '196' }),
  observe({ indicator: 'cpp.neglect', value: '48.2', numerator: '196', denominator: '407' }),
];
const bind = (markdown: string) => bindFigures(markdown, figureLookup(observations, catalogue));

describe('a bound figure', () => {
  it.each([
    ['[[cpp.count | Thornmere | 2026-03-31]]', '1,407'],
    ['[[cpp.rate|x01|2026-03-31]]', '70.4'],
    ['[[cpp.neglect | thornmere | 2026-03-31]]', '48.2%'],
    ['[[cpp.category | Thornmere | 2026-03-31 | Neglect]]', '196'],
    ['[[cpp.rate | neighbours | 2026-03-31]]', '60.0'],
    ['[[cpp.rate | Neighbour 2 | 2026-03-31]]', 'c (confidential)'],
    ['| [[cpp.count \\| Thornmere \\| 2026-03-31]] |', '| 1,407 |'],
  ])('%s prints %s', (markdown, printed) => {
    expect(bind(markdown)).toMatchObject({ markdown: printed, problems: [] });
  });

  it('says where it comes from', () => {
    const { figures } = bind(
      'First line.\n\nAt [[cpp.rate | Thornmere | 2026-03-31]] and [[cpp.rate | neighbours | 2026-03-31]].',
    );
    expect(figures).toMatchObject([
      {
        where: 'line 3, column 4',
        says: 'Rate of children on a child protection plan: Thornmere, 31 March 2026',
        working: '407 ÷ 57,810 (mid-2025)',
        source: 'Test team (final)',
      },
      { working: 'mean of 1 of 2 statistical neighbours, model of 2025', source: 'Test team (final)' },
    ]);
  });

  it('names the release that it came from, not another', () => {
    const lookup = figureLookup(
      [observe(), { ...observe({ indicator: 'cla.count', value: '522' }), release: later }],
      catalogue,
    );
    const { figures } = bindFigures('[[cpp.count | X01 | 2026-03-31]] [[cla.count | X01 | 2026-03-31]]', lookup);
    expect(figures.map(({ source }) => source)).toEqual(['Test team (final)', 'Later team (revised)']);
    expect(figures.map(({ working }) => working)).toEqual([undefined, undefined]);
  });

  it.each([
    ['[[cpp.cuont | Thornmere | 2026-03-31]]', /no indicator called cpp.cuont/, /cpp\.count/],
    ['[[cpp.count | Thornmoor | 2026-03-31]]', /no place called Thornmoor/, /Thornmere/],
    ['[[cpp.count | Thornmere | 2025-03-31]]', /no figure cpp.count for Thornmere at 2025-03-31/, /2026-03-31/],
    ['[[cpp.category | Thornmere | 2026-03-31]]', /no figure cpp.category/, /Neglect/],
    ['[[cpp.count | neighbours | 2026-03-31]]', /no mean of neighbours/, /rate or percentage/],
    ['[[cpp.count | Thornmere]]', /names an indicator, a place and a date/, /cpp\.count/],
    ['[[a | b | c | d | e]]', /names an indicator, a place and a date/, /cpp\.count/],
    ['[[cpp.count | Thornmere', /not closed/, /cpp\.count/],
  ])('%s is a problem that says where', (reference, message, expected) => {
    const { markdown, figures, problems } = bind(`Text.\nSee ${reference}`);
    expect(markdown).toBe(`Text.\nSee ${reference}`);
    expect(figures).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      where: 'line 2, column 5',
      message: expect.stringMatching(message),
      expected: expect.stringMatching(expected),
    });
  });

  it('leaves an escaped bracket alone', () => {
    expect(bind('\\[[cpp.count | Thornmere | 2026-03-31]]')).toMatchObject({ figures: [], problems: [] });
  });

  it('never throws, and changes nothing but references', () => {
    const piece = fc.constantFrom(
      '[[',
      ']]',
      '|',
      '\n',
      '\\',
      '`',
      'cpp.count',
      'Thornmere',
      '2026-03-31',
      ' ',
      '$&',
      '[',
      'é',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 25 }), (pieces) => {
        const text = pieces.join('');
        const { markdown, figures, problems } = bind(text);
        if (figures.length === 0) expect(markdown).toBe(text);
        for (const problem of problems) expect(problem.where).toMatch(/^line \d+, column \d+$/);
      }),
    );
  });
});
