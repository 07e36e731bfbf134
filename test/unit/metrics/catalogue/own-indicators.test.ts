import { describe, expect, it } from 'vitest';
import { withOwn } from '../../../../functions/metrics/catalogue/catalogue.ts';
import { likeCodes } from '../../../../functions/metrics/catalogue/like-codes.ts';
import { searchCatalogue } from '../../../../functions/metrics/catalogue/list-indicators.ts';
import {
  changesOfMeaning,
  ownIndicatorBody,
  problemsOf,
} from '../../../../functions/metrics/catalogue/own-indicator.ts';
import type { Indicator } from '../../../../functions/metrics/model.ts';
import { catalogue } from '../support.ts';

const visits: Indicator = ownIndicatorBody.parse({
  code: 'own.family-hub-visits',
  label: 'Visits to family hubs',
  subject: 'Visits',
  definition: 'Visits by families with a child under 5 in the year that ended on the date.',
  theme: 'Early help',
  period: 'financial-year',
  unit: 'count',
  noun: 'visits',
  polarity: 'higher-is-better',
  decimals: 0,
  source: 'Family hub register',
  disclosure: 'none',
});
const places = (one: Indicator, others: Indicator[] = []) => problemsOf(one, others).map(({ where }) => where);

describe('an indicator of the council’s own', () => {
  it('stands at the end of its theme, and leaves those that ship as they are', () => {
    const codes = withOwn([visits]).indicators.map(({ code }) => code);
    const at = codes.indexOf(visits.code);
    expect(codes[at - 1]).toMatch(/^early-help\./);
    expect(codes[at + 1]).toMatch(/^workforce\./);
    expect(codes.filter((code) => code !== visits.code)).toEqual(catalogue.indicators.map(({ code }) => code));
  });

  it('is held to the rules of the catalogue, field by field', () => {
    expect(places(visits)).toEqual([]);
    expect(places({ ...visits, noun: undefined })).toEqual(['noun']);
    expect(places({ ...visits, unit: 'percent', noun: undefined })).toEqual(['numerator']);
    expect(places({ ...visits, theme: 'Weather' })).toEqual(['theme']);
    expect(places({ ...visits, label: 'children LOOKED after' })).toEqual(['label']);
    expect(places({ ...visits, of: 'cpp.none', breakdown: ['A', 'B'] })).toEqual(['of']);
  });

  it('may count on another of the council’s own, which then stays a count', () => {
    const share: Indicator = {
      ...{ ...visits, noun: undefined },
      ...{ code: 'own.share', label: 'Families who came back', unit: 'percent', decimals: 1 },
      numerator: { says: 'visits by families who came back' },
      denominator: { says: 'visits', of: visits.code },
    };
    expect(places(share, [visits])).toEqual([]);
    expect(places(share)).toEqual(['denominator']);
    expect(places({ ...visits, unit: 'days' }, [share])).toEqual(['unit']);
  });

  it.each(['cpp.count', 'own', 'own.', 'own.Visits', 'own.a b', 'own.1', 'owned.visits'])(
    'can’t be called %s: codes of its own begin with own.',
    (code) => {
      expect(ownIndicatorBody.safeParse({ ...visits, code }).success).toBe(false);
    },
  );

  it('keeps its meaning once figures were imported, and may change its words', () => {
    const words = {
      ...visits,
      label: 'Visits',
      definition: 'Otherwise.',
      source: 'Register',
      polarity: 'none' as const,
    };
    expect(changesOfMeaning(visits, words)).toEqual([]);
    expect(changesOfMeaning(visits, { ...visits, period: 'month', unit: 'days' }).map(({ where }) => where)).toEqual([
      'unit',
      'period',
    ]);
  });
});

describe('a search of the catalogue', () => {
  const codes = (words: string) => searchCatalogue(catalogue, words).map(({ code }) => code);

  it('finds what has all the words, in any order, whatever the capitals and apostrophes', () => {
    expect(codes('Supported ACCOMMODATION')).toContain('placements.type');
    expect(codes('socialcare')).toEqual([]);
    expect(codes("children's social care referrals rate")).toEqual(['referrals.rate']);
    expect(codes('cpp.rate')).toEqual(['cpp.rate']);
  });

  it('finds all when nothing is asked, and nothing when nothing fits', () => {
    expect(codes(' ')).toHaveLength(catalogue.indicators.length);
    expect(codes('zebra')).toEqual([]);
  });
});

it('a code that isn’t known is answered with those that are most like it', () => {
  expect(likeCodes(catalogue, 'cpp.rates')[0]).toBe('cpp.rate');
  expect(likeCodes(catalogue, 'CLA.COUNT ')[0]).toBe('cla.count');
  expect(likeCodes(catalogue, '')).toHaveLength(5);
});
