import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../functions/metrics/model.ts';
import { layOver } from '../../../../functions/metrics/releases/lay-over.ts';
import { council, later, release } from '../support.ts';

const count = (date: string, value: string): Observation => ({ indicator: 'cpp.count', place: council, date, value });

describe('releases laid over each other', () => {
  it('give the newest value of each figure, with the release that it came from', () => {
    const first = { release, observations: [count('2025-03-31', '478'), count('2026-03-31', '402')] };
    const second = { release: later, observations: [count('2026-03-31', '407')] };
    expect(layOver([first, second])).toEqual([
      { ...count('2025-03-31', '478'), release },
      { ...count('2026-03-31', '407'), release: later },
    ]);
  });

  it('keep figures apart that differ in place, date or part', () => {
    const other = {
      ...count('2026-03-31', '61'),
      place: { code: 'X02', name: 'Aldermoor', kind: 'neighbour' as const },
    };
    const part = { ...count('2026-03-31', '196'), breakdown: 'Neglect' };
    const layer = { release, observations: [count('2026-03-31', '407'), other, part, count('2025-03-31', '478')] };
    expect(layOver([layer, { release: later, observations: [] }])).toHaveLength(4);
  });
});
