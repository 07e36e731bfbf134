import { expect, test } from 'vitest';
import { createIds, repeatableIds } from '../../../functions/platform/ids.ts';

const at = (text: string) => () => new Date(text);

test('ids are 26 lower-case characters and sort by time', () => {
  const early = createIds(at('2026-01-01T00:00:00Z'))();
  const late = createIds(at('2026-01-01T00:00:00.001Z'))();
  expect(early).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
  expect(early < late).toBe(true);
});

test('within one millisecond, and when the clock steps back, ids still go up', () => {
  const times = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2025-12-31T23:50:00Z', '2026-01-01T00:00:01Z'];
  const clock = () => new Date(times.shift() ?? 0);
  const ids = createIds(clock, (length) => new Uint8Array(length).fill(255));
  const made = [ids(), ids(), ids(), ids()];
  expect(made).toEqual([...made].sort());
  expect(new Set(made).size).toBe(4);
});

test('ten thousand ids are all different', () => {
  const ids = createIds(at('2026-01-01T00:00:00Z'));
  expect(new Set(Array.from({ length: 10_000 }, ids)).size).toBe(10_000);
});

test('the same seed and clock repeat the same ids', () => {
  const make = (seed: string) => {
    const ids = repeatableIds(at('2026-09-14T09:00:00Z'), seed);
    return [ids(), ids(), ids()];
  };
  expect(make('a')).toEqual(make('a'));
  expect(make('a')).not.toEqual(make('b'));
});
