import { describe, expect, test } from 'vitest';
import {
  britishDate,
  britishInstant,
  britishRange,
  printFigure,
  printPair,
  printSize,
  shorten,
} from '../../../../functions/packs/compose/pages/format.ts';

describe('how a pack prints', () => {
  test('dates are British', () => {
    expect(britishDate('2026-03-31')).toBe('31 March 2026');
    expect(britishRange('2026-10-12', '2026-10-14')).toBe('12 to 14 October 2026');
    expect(britishRange('2026-09-30', '2026-10-02')).toBe('30 September to 2 October 2026');
    expect(britishRange('2026-12-30', '2027-01-02')).toBe('30 December 2026 to 2 January 2027');
    expect(britishRange('2026-10-12', '2026-10-12')).toBe('12 October 2026');
  });

  test('instants are the time on a clock in England, summer and winter', () => {
    expect(britishInstant('2026-09-14T09:00:00Z')).toBe('14 September 2026 at 10:00');
    expect(britishInstant('2026-12-31T23:30:00Z')).toBe('31 December 2026 at 23:30');
    expect(britishInstant('2026-06-30T23:30:00Z')).toBe('1 July 2026 at 00:30');
  });

  test('this year stands with last year in brackets', () => {
    const value = (number: number, decimals = 1) => ({ value: number, decimals });
    expect(printPair({ now: value(70.4), before: value(82.7) })).toBe('70.4 (82.7)');
    expect(printPair({ now: value(70), before: { symbol: 'c' } })).toBe('70.0 (c)');
    expect(printPair({ now: value(70, 0), before: { missing: 'the year before' } })).toBe('70 (missing)');
    expect(printFigure(value(1234, 0))).toBe('1,234');
    expect(printFigure({ missing: 'the figure' })).toBe('Missing: the figure');
  });

  test('sizes read as in a file manager', () => {
    expect([printSize(1), printSize(1023), printSize(1536), printSize(842311), printSize(150 * 1024 * 1024)]).toEqual([
      '1 byte',
      '1023 bytes',
      '1.5 KB',
      '823 KB',
      '150 MB',
    ]);
  });

  test('a text that is cut says so, between words and between whole characters', () => {
    expect(shorten('one two three', 13)).toBe('one two three');
    expect(shorten('one two three', 9)).toBe('one two…');
    expect(shorten('😀'.repeat(10), 5)).toBe('😀😀😀😀…');
  });
});
