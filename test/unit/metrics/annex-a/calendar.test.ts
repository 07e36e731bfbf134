import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needBand, planBand } from '../../../../functions/metrics/annex-a/calendar/bands.ts';
import { bankHolidays } from '../../../../functions/metrics/annex-a/calendar/bank-holidays.ts';
import { dateOfSerial, dateOfText } from '../../../../functions/metrics/annex-a/calendar/dates.ts';
import { ageAt, anniversary, monthsBefore } from '../../../../functions/metrics/annex-a/calendar/spans.ts';
import { isWithinWorkingDays, isWorkingDay } from '../../../../functions/metrics/annex-a/calendar/working-days.ts';

const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
const plus = (date: string, days: number) => iso(Date.parse(date) + days * 86_400_000);
const day = fc.integer({ min: 0, max: 5_400 }).map((after) => plus('2013-01-01', after));

describe('working days', () => {
  it('are as gov.uk has them, those moved and added too', () => {
    const off = [
      '2012-06-05',
      '2020-05-08',
      '2021-12-28',
      '2022-06-02',
      '2022-09-19',
      '2023-05-08',
      '2024-03-29',
      '2025-08-25',
      '2026-12-28',
    ];
    const on = ['2012-05-28', '2020-05-04', '2022-05-30', '2024-03-28', '2025-08-26', '2026-12-29'];
    expect(off.filter(isWorkingDay)).toEqual([]);
    expect(on.filter(isWorkingDay)).toEqual(on);
  });

  it('have eight bank holidays a year on weekdays, and more in four years', () => {
    for (const [year, days] of Object.entries(bankHolidays)) {
      const all = days.split(' ').map((one) => `${year}-${one}`);
      const extra = { 2012: 1, 2022: 2, 2023: 1 }[year] ?? 0;
      expect(new Set(all).size, year).toBe(8 + extra);
      for (const one of all) expect(new Date(one).getUTCDay() % 6, one).not.toBe(0);
      expect(all.toSorted(), year).toEqual(all);
    }
  });

  it('are counted one by one', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 60 }), (start, days, most) => {
        const after = Array.from({ length: days }, (_, at) => plus(start, at + 1)).filter(isWorkingDay);
        expect(isWithinWorkingDays(start, plus(start, days), most)).toBe(after.length <= most);
      }),
    );
  });

  it('aren’t guessed for a year that nobody has proclaimed', () => {
    expect(() => isWorkingDay('2031-01-02')).toThrow(/aren’t known/);
  });
});

describe('the months before a date', () => {
  it('are twelve that follow each other without a gap, and the first six are six months', () => {
    fc.assert(
      fc.property(day, (asAt) => {
        const { monthOf } = monthsBefore(asAt);
        const months = Array.from({ length: 400 }, (_, back) => monthOf(plus(asAt, -back)));
        expect(monthOf(plus(asAt, 1))).toBeUndefined();
        const known = months.filter((month) => month !== undefined);
        expect(known).toEqual(known.toSorted((a, b) => a - b));
        expect(new Set(known)).toEqual(new Set(Array.from({ length: 12 }, (_, at) => at)));
        expect([365, 366]).toContain(known.length);
        const six = known.filter((month) => month < 6).length;
        expect(six).toBeGreaterThanOrEqual(181);
        expect(six).toBeLessThanOrEqual(184);
      }),
    );
  });
});

describe('bands of duration', () => {
  const order = [
    '3 months or less',
    'More than 3 months to 6 months',
    'More than 6 months to less than 1 year',
    '1 year to less than 2 years',
    '2 years or more',
  ];
  const needOrder = [
    ...order.slice(0, 2),
    'More than 6 months to 1 year',
    'More than 1 year to 2 years',
    '2 years or more',
  ];

  it('never get shorter as days pass, and each plan is in one of them', () => {
    fc.assert(
      fc.property(day, fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 2, maxLength: 8 }), (start, days) => {
        const later = days.toSorted((a, b) => a - b).map((more) => plus(start, more));
        for (const [band, bands] of [
          [planBand, order],
          [needBand, needOrder],
        ] as const) {
          const places = later.map((asAt) => bands.indexOf(band(start, asAt)));
          expect(places).not.toContain(-1);
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it('change on the day that the months are full', () => {
    fc.assert(
      fc.property(day, (start) => {
        const at = (months: number, days: number) => planBand(start, plus(anniversary(start, months), days));
        expect([at(3, 0), at(3, 1), at(6, 0), at(6, 1)]).toEqual([order[0], order[1], order[1], order[2]]);
        expect([at(12, -1), at(12, 0), at(24, -1), at(24, 0)]).toEqual([order[2], order[3], order[3], order[4]]);
      }),
    );
    expect(planBand('2025-11-30', '2026-02-28')).toBe(order[0]);
    expect(planBand('2024-02-29', '2025-02-28')).toBe(order[3]);
  });
});

describe('dates', () => {
  it('go to Excel and back', () => {
    fc.assert(
      fc.property(day, fc.double({ min: 0, max: 0.999, noNaN: true }), (date, time) => {
        const serial = Math.round((Date.parse(date) - Date.parse('1899-12-30')) / 86_400_000);
        expect(dateOfSerial(serial + time)).toBe(date);
        expect(dateOfSerial(serial - 1_462, true)).toBe(date);
      }),
    );
    expect([1, 59, 60, 61, 0, -4, 3e6].map((serial) => dateOfSerial(serial))).toEqual([
      '1900-01-01',
      '1900-02-28',
      undefined,
      '1900-03-01',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are read as the British and as machines write them', () => {
    const same = [
      '2026-03-09',
      '09/03/2026',
      '9/3/2026',
      '9.3.2026',
      '09-03-2026',
      '2026-03-09T00:00:00Z',
      '09/03/2026 14:05',
      '2026-03-09 23:59:59',
      '2026/03/09',
    ];
    expect(new Set(same.map(dateOfText))).toEqual(new Set(['2026-03-09']));
    const none = [
      '30/02/2026',
      '29/02/2025',
      '31/04/2026',
      '13/13/2026',
      '9/3/26',
      '2026-3',
      'March 2026',
      '',
      '09/03/2026 and later',
    ];
    expect(none.map(dateOfText)).toEqual(none.map(() => undefined));
  });

  it('make ages, of those born on 29 February too', () => {
    expect([ageAt('2008-02-29', '2026-02-28'), ageAt('2008-02-29', '2026-03-01')]).toEqual([17, 18]);
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 30 }), (born, years) => {
        fc.pre(!born.endsWith('02-29'));
        expect(ageAt(born, anniversary(born, years * 12))).toBe(years);
        expect(ageAt(born, plus(anniversary(born, years * 12), -1))).toBe(years - 1);
      }),
    );
  });
});
