import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../functions/metrics/model.ts';
import { layOver } from '../../../../functions/metrics/releases/lay-over.ts';
import { council, later, release } from '../support.ts';

const count = (date: string, value: string): Observation => ({ indicator: 'cpp.count', place: council, date, value });

const latest = { ...later, source: 'Latest team' };

describe('releases laid over each other', () => {
  it('give the newest value of each figure, with the release that it came from', () => {
    const first = { release, observations: [count('2025-03-31', '478'), count('2026-03-31', '402')] };
    const second = { release: later, observations: [count('2026-03-31', '407')] };
    expect(layOver([first, second])).toEqual([
      { ...count('2025-03-31', '478'), release },
      { ...count('2026-03-31', '407'), release: later, firstPublished: { ...count('2026-03-31', '402'), release } },
    ]);
  });

  it('give each figure as it was first published, with what it was revised to', () => {
    const layers = [
      { release, observations: [count('2025-03-31', '478'), count('2026-03-31', '402')] },
      { release: later, observations: [count('2026-03-31', '407'), count('2025-03-31', '478')] },
      { release: latest, observations: [count('2026-03-31', '402')] },
    ];
    const [same, ...rest] = layOver(layers.slice(0, 2), { series: 'first-published' });
    expect(same).toEqual({ ...count('2025-03-31', '478'), release: later });
    expect(rest).toEqual([
      {
        ...count('2026-03-31', '402'),
        release,
        revisedTo: expect.objectContaining({ value: '407', release: later }),
      },
    ]);
    expect(layOver(layers)[1]).toEqual({ ...count('2026-03-31', '402'), release: latest });
  });

  it('say nothing more of a number that was taken back: a figure that is confidential now has no first value in either series', () => {
    const hidden: Observation = { indicator: 'cpp.count', place: council, date: '2026-03-31', symbol: 'c' };
    const layers = [
      { release, observations: [count('2026-03-31', '3')] },
      { release: later, observations: [hidden] },
    ];
    for (const series of ['latest', 'first-published'] as const) {
      expect(layOver(layers, { series })).toEqual([{ ...hidden, release: later }]);
    }
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
