import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersIn } from '../../../../functions/metrics/narrative/numbers-in.ts';

const found = (text: string) => numbersIn(text).map((one) => one.text);

describe('the numbers of a narrative that could be figures', () => {
  it.each([
    ['398 children had a plan.', ['398']],
    ['Of 1,362 referrals, 34% (463) came back.', ['1,362', '34%', '463']],
    ['A rate of 70.4 per 10,000.', ['70.4']],
    ['We rank 44th.', ['44th']],
    ['It rose from 395 to 398, then to 412.', ['395', '398', '412']],
    ['(398)', ['398']],
    ['**398** children', ['398']],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected));

  it.each([
    ['a bound figure', 'Of [[cpp.count | Thornmere | 2026-03-31]] children'],
    ['a date', 'On 31 March 2023, 1st June 2024, 31/03/2023 and 2023-03-31, March 2024, 3 to 5 May'],
    ['a year', 'In 2023, 2023/24, 2019–20'],
    ['a time', 'At 9:30 and 10.15am'],
    ['evidence', 'See E07 and E112.'],
    ['a list or heading', '1. First\n2) Second\n## 3.1 Third\n### 4 Fourth'],
    ['money', 'It cost £12,500 and £1.2m.'],
    ['an age', 'Those aged 16 to 17, age 5'],
    ['a link', '[the report](https://example.org/2/398) and https://example.org/398'],
    ['code', '`398`'],
    ['a version, a telephone number, an address', 'v1.2.3, 01709-382121, 12/14'],
  ])('leaves %s alone', (_name, text) => expect(found(text)).toEqual([]));

  it('says what a number stands with, and where', () => {
    const [first, second, third, fourth] = numbersIn(
      'Of all:\n\nWe had 34 per cent, 70.4 per 10,000.\nThe 44th of 398',
    );
    expect(first).toMatchObject({ value: '34', unit: 'percent', where: 'line 3, column 8' });
    expect(second).toMatchObject({ value: '70.4', unit: 'rate-per-10000' });
    expect(third).toMatchObject({ value: '44', unit: 'rank', where: 'line 4, column 5' });
    expect(fourth).toMatchObject({ value: '398', unit: 'any' });
    expect(first?.sentence).toBe('We had 34 per cent, 70.4 per 10,000');
  });

  it('stands where it says, in any text', () => {
    const pieces = fc.constantFrom(
      '398',
      '1,362',
      '34%',
      '44th',
      ' ',
      '\n',
      '. ',
      'plans',
      '[[',
      ']]',
      '`',
      '2023',
      '(',
      '-',
      'E07',
      '31 March ',
    );
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        for (const one of numbersIn(typed)) {
          expect(typed.slice(one.offset, one.offset + one.text.length)).toBe(one.text);
          expect(one.sentence).toContain(one.text);
        }
      }),
    );
  });
});
