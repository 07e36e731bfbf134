import { describe, expect, it } from 'vitest';
import {
  indicatorOf,
  parseCatalogue,
  themesOf,
  unitInWords,
} from '../../../../functions/metrics/catalogue/indicators.ts';
import { catalogue } from '../support.ts';

const count =
  'code: a.count, label: A, subject: A, definition: A, period: as-at, unit: count, noun: children, polarity: none, decimals: 0, source: S, disclosure: small-counts';
const rate =
  'code: b.rate, label: B, subject: B, definition: B, period: as-at, unit: percent, polarity: none, decimals: 1, source: S, disclosure: small-counts';
const sides = (of: string) => `numerator: { says: part, ${of} }, denominator: { says: whole }`;

/** A catalogue of one file, with these indicators. */
const parsed = (...indicators: string[]) =>
  parseCatalogue({
    catalogue: '{ version: "1", name: Test, files: [one] }',
    one: `theme: Test\nindicators:\n${indicators.map((one) => `  - { ${one} }`).join('\n')}`,
  });

describe('the catalogue of indicators', () => {
  it('has sixty measures or more, in every theme that a children’s service reports', () => {
    expect(catalogue.indicators.length).toBeGreaterThanOrEqual(60);
    expect(themesOf(catalogue)).toEqual([
      'Contacts and referrals',
      'Assessments',
      'Section 47 enquiries and conferences',
      'Children in need',
      'Child protection',
      'Children looked after',
      'Placements',
      'Adoption and permanence',
      'Care leavers',
      'Early help',
      'Workforce',
      'Training',
      'Practice audits',
      'Education',
      'Population and deprivation',
    ]);
  });

  it('keeps each theme together and each code once', () => {
    const themes = catalogue.indicators.map(({ theme }) => theme);
    expect(themes.filter((theme, at) => theme !== themes[at - 1])).toEqual(themesOf(catalogue));
    expect(new Set(catalogue.indicators.map(({ code }) => code)).size).toBe(catalogue.indicators.length);
  });

  it('has measures of every unit, with the unit in words', () => {
    const words = (code: string) => unitInWords(indicatorOf(catalogue, code));
    expect(words('cla.count')).toBe('children');
    expect(words('cpp.rate')).toBe('per 10,000 aged 0 to 17');
    expect(words('referrals.repeat')).toBe('% of referrals in the year');
    expect(words('adoption.a10')).toBe('days');
    expect(words('workforce.caseload')).toBe('cases a social worker');
    expect(words('deprivation.imd-rank')).toBe('rank among lower-tier authorities, 1 the most deprived');
  });

  it('divides every rate by the population of the middle of the year before', () => {
    const rates = catalogue.indicators.filter(({ unit }) => unit === 'rate-per-10000');
    expect(rates.length).toBeGreaterThan(10);
    for (const { denominator } of rates) {
      expect(denominator).toMatchObject({ of: 'population.0-17', at: 'mid-year-before' });
    }
  });

  it('says when each series breaks, and why in a sentence', () => {
    const broken = catalogue.indicators.filter(({ breaks }) => breaks.length > 0);
    expect(broken.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['cpp.category', 'cpp.neglect', 'cla.uasc', 'placements.type', 'deprivation.imd-rank']),
    );
    for (const { date, note } of broken.flatMap(({ breaks }) => breaks)) {
      expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(note).toMatch(/^[A-Z].{20,}\.$/);
    }
  });

  it('keeps the codes that figures files, narrative and frameworks already use', () => {
    expect(catalogue.indicators.filter(({ core }) => core).map(({ code }) => code)).toEqual([
      'referrals.count',
      'referrals.repeat',
      'assessments.neglect',
      'cin.rate',
      'cpp.count',
      'cpp.rate',
      'cpp.category',
      'cpp.neglect',
      'cpp.repeat',
      'cla.count',
      'cla.rate',
      'training.places',
      'training.attended',
      'training.places-by-agency',
      'training.attended-by-agency',
    ]);
  });
});

describe('a catalogue that contradicts itself is refused', () => {
  const other = count.replace('a.count', 'b.part');
  it.each([
    ['a code twice', [count, count], /a\.count, code: This code stands twice/],
    [
      'a total that is not there',
      [count, `${other}, breakdown: [X, Y], of: c.count`],
      /b\.part, of: It refers to c\.count/,
    ],
    ['a total without parts', [count, `${other}, of: a.count`], /Only the parts of a breakdown/],
    ['a rate without a denominator', [rate], /needs a numerator and a denominator/],
    ['a rate of a rate', [`${rate}, ${sides('of: b.rate')}`], /isn’t a count of the catalogue/],
    [
      'a part that is not there',
      [`${count}, breakdown: [X, Y]`, `${rate}, ${sides('of: a.count, part: Z')}`],
      /no part “Z”/,
    ],
    [
      'a split count without its part',
      [`${count}, breakdown: [X, Y]`, `${rate}, ${sides('of: a.count')}`],
      /must say which part/,
    ],
    ['a part of nothing', [count, `${rate}, ${sides('part: Z')}`], /say more of a count/],
    ['a count without a noun', [count.replace('noun: children, ', '')], /needs a noun/],
    ['a count of children with decimals', [count.replace('decimals: 0', 'decimals: 1')], /A count has no decimals/],
    ['a rank with decimals', [rank('decimals: 1, disclosure: none')], /A rank has no decimals/],
    [
      'a rank that hides small counts',
      [rank('decimals: 0, disclosure: small-counts')],
      /in counts, rates and percentages only/,
    ],
    ['a part twice', [`${count}, breakdown: [X, X]`], /The same part stands twice/],
    [
      'breaks out of order',
      [`${count}, breaks: [{ date: "2020-01-01", note: N }, { date: "2019-01-01", note: N }]`],
      /Breaks stand earliest first/,
    ],
    ['a break that is not dated', [`${count}, breaks: [{ date: "2020", note: N }]`], /Invalid ISO date/],
    ['a period that is not said', [count.replace('period: as-at, ', '')], /one\.yaml: .*period/s],
  ])('%s', (_name, indicators, message) => {
    expect(() => parsed(...indicators)).toThrow(message);
  });

  function rank(more: string) {
    return `code: r.rank, label: R, subject: R, definition: R, period: as-at, unit: rank, noun: places, polarity: none, source: S, ${more}`;
  }

  it('a file that it does not name, and a name without a file', () => {
    const index = '{ version: "1", name: Test, files: [one] }';
    const file = `theme: Test\nindicators: [{ ${count} }]`;
    expect(() => parseCatalogue({ catalogue: index, one: file, two: file })).toThrow(/doesn't name its file two/);
    expect(() => parseCatalogue({ catalogue: index })).toThrow(/names the file one, which isn't there/);
  });
});
