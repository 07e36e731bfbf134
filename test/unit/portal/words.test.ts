import { describe, expect, it } from 'vitest';
import { dateAt, endOfDay, startOfDay } from '../../../functions/portal/http/london.ts';
import { begins, byteSize, counted, day, days, ends, moment } from '../../../functions/portal/http/words.ts';

describe('words', () => {
  it('writes dates and times as people in England read them', () => {
    expect(day('2026-03-31')).toBe('31 March 2026');
    expect(days('2026-10-06', '2026-10-08')).toBe('6 to 8 October 2026');
    expect(days('2026-10-06', '2026-10-06')).toBe('6 October 2026');
    expect(days('2026-12-30', '2027-01-02')).toBe('30 December 2026 to 2 January 2027');
    expect(moment('2026-09-14T09:05:00Z')).toBe('14 September 2026 at 10:05am');
    expect(moment('2026-01-14T12:05:00Z')).toBe('14 January 2026 at 12:05pm');
    expect(day('soon')).toBe('soon');
  });

  it('says sizes and counts', () => {
    expect([byteSize(812), byteSize(34_200), byteSize(1_640_000)]).toEqual(['812 bytes', '34.2 KB', '1.6 MB']);
    expect([counted(1, 'version'), counted(1200, 'version'), counted(0, 'person', 'people')]).toEqual([
      '1 version',
      '1,200 versions',
      '0 people',
    ]);
  });

  it('says access in whole days when it is, and with times when it is not', () => {
    expect(begins('2026-09-13T23:00:00.000Z')).toBe('14 September 2026');
    expect(ends('2026-09-30T23:00:00.000Z')).toBe('the end of 30 September 2026');
    expect(ends('2026-12-31T00:00:00.000Z')).toBe('the end of 30 December 2026');
    expect(ends('2026-12-31T17:00:00.000Z')).toBe('31 December 2026 at 5:00pm');
  });
});

describe('days in London', () => {
  it('begin and end with the clocks there', () => {
    expect(startOfDay('2026-01-10')).toBe('2026-01-10T00:00:00.000Z');
    expect(startOfDay('2026-07-10')).toBe('2026-07-09T23:00:00.000Z');
    expect(dateAt(new Date('2026-07-09T23:30:00Z'))).toBe('2026-07-10');
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-02-28', 24],
  ])('%s has %i hours', (date, hours) => {
    expect((Date.parse(endOfDay(date)) - Date.parse(startOfDay(date))) / 3_600_000).toBe(hours);
  });
});
