import { describe, expect, it } from 'vitest';
import { standing } from '../../../../functions/metrics/tables/standing.ts';
import { catalogue, council, neighbour, observe, rate } from '../support.ts';

const options = { catalogue, authority: 'X01', asAt: '2026-03-31' };
const at = (observations: Parameters<typeof standing>[0], indicator = 'cpp.rate') =>
  standing(observations, { ...options, indicator });
const repeat = (value: string, place = council) => observe({ indicator: 'cpp.repeat', place, value });

describe('the rank among neighbours', () => {
  it('counts from the highest where the measure says nothing, and says when another has the same figure', () => {
    const neighbours = [rate('80.0', neighbour(1)), rate('70.4', neighbour(2)), rate('60.0', neighbour(3))];
    expect(at([rate('70.4'), ...neighbours])).toEqual({
      rank: { rank: 2, joint: true, of: 4, from: 'highest' },
      quartile: { missing: expect.stringContaining('4 figures') },
    });
  });

  it('counts from the better end where the measure names one', () => {
    const all = [repeat('16.6'), repeat('9.9', neighbour(1)), repeat('22.0', neighbour(2))];
    expect(at(all, 'cpp.repeat')).toMatchObject({ rank: { rank: 2, joint: false, of: 3, from: 'lowest' } });
  });

  it('leaves out neighbours without a figure', () => {
    const hidden = observe({ indicator: 'cpp.rate', place: neighbour(2), symbol: 'c' });
    expect(at([rate('70.4'), rate('60.0', neighbour(1)), hidden])).toMatchObject({ rank: { rank: 1, of: 2 } });
  });

  it('is none for counts, without a figure of our own, and without one of a neighbour on that date; and says why', () => {
    expect(at([observe()], 'cpp.count')).toMatchObject({ rank: { missing: expect.stringContaining('other sizes') } });
    expect(at([rate('60.0', neighbour(1))])).toMatchObject({
      rank: { missing: 'no rank: no figure of our own for 31 March 2026' },
    });
    expect(at([rate('70.4'), rate('60.0', neighbour(1), '2025-03-31')])).toEqual({
      rank: { missing: 'no rank: no neighbour’s figure for 31 March 2026' },
      quartile: { missing: 'no quartile: no neighbour’s figure for 31 March 2026' },
    });
  });

  it('is of the last date on which a neighbour has a figure, behind no break in series', () => {
    const all = [rate('70.4'), rate('82.7', council, '2025-03-31'), rate('60.0', neighbour(1), '2025-03-31')];
    expect(at(all)).toMatchObject({ rank: { rank: 1, of: 2 }, date: '2025-03-31' });
    const broken = {
      ...catalogue,
      indicators: catalogue.indicators.map((one) => ({ ...one, breaks: [{ date: '2026-01-01', note: 'Moved.' }] })),
    };
    expect(standing(all, { ...options, catalogue: broken, indicator: 'cpp.rate' })).toMatchObject({
      rank: { missing: 'no rank: no neighbour’s figure for 31 March 2026' },
    });
  });

  it('has a quarter where there are figures enough', () => {
    const ten = Array.from({ length: 10 }, (_, place) => repeat(`${10 + place}.0`, neighbour(place + 1)));
    expect(at([repeat('9.0'), ...ten], 'cpp.repeat').quartile).toEqual({ quarter: 1, from: 'lowest', of: 11 });
    expect(at([repeat('19.5'), ...ten], 'cpp.repeat').quartile).toEqual({ quarter: 4, from: 'lowest', of: 11 });
  });
});
