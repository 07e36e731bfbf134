import { describe, expect, test } from 'vitest';
import type { Place, ReleasedObservation } from '../../../functions/metrics/model.ts';
import { scorecardView } from '../../../functions/packs/view/scorecard-view.ts';
import { catalogue, council, england, neighbour, observe, rate, release } from '../metrics/support.ts';

const region: Place = { code: 'X90', name: 'Northern Vale', kind: 'region' };
const view = (observations: ReleasedObservation[], indicators = ['cpp.rate']) =>
  scorecardView({ observations, catalogue, authority: 'X01', asAt: '2026-03-31' }, indicators, {
    own: [],
    plan: undefined,
  });
const first = (observations: ReleasedObservation[]) => view(observations)?.rows[0];

describe('a row of the scorecard', () => {
  test('has the last eight years of the council for its line, with their breaks and their source', () => {
    const years = Array.from({ length: 12 }, (_, place) => rate(`${50 + place}.0`, council, `${2015 + place}-03-31`));
    const row = first(years);
    expect(row?.series?.points.map(({ period }) => period)).toEqual([
      '2019',
      '2020',
      '2021',
      '2022',
      '2023',
      '2024',
      '2025',
      '2026',
    ]);
    expect(row?.series?.source).toContain('Test team (final)');
  });

  test('has no line for one year', () => {
    expect(first([rate('70.4')])?.series).toBeUndefined();
  });

  test('has the newest figure of the region and of England, with their dates when those are others', () => {
    const row = first([rate('70.4'), rate('55.0', region, '2025-03-31'), rate('41.0', england, '2025-03-31')]);
    expect(row).toMatchObject({
      region: { value: 55, decimals: 1 },
      england: { value: 41, decimals: 1 },
      dates: { region: '31 March 2025', england: '31 March 2025' },
      neighbours: { missing: 'no figures of neighbours' },
      standing: { missing: 'no rank: no neighbour’s figure for 31 March 2026' },
    });
  });

  test('says nothing of a region that the releases don’t name', () => {
    expect(first([rate('70.4'), rate('60.0', neighbour(1))])).not.toHaveProperty('region');
  });

  test('remarks that a figure is provisional, and repeats what its source notes', () => {
    const provisional = {
      ...rate('70.4'),
      note: 'Two schools are late',
      release: { ...release, status: 'provisional' as const },
    };
    expect(first([provisional])?.remarks).toEqual(['Provisional: it may be revised.', 'Two schools are late.']);
  });
});

test('there is no scorecard without a figure of the council', () => {
  expect(view([observe({ place: england })])).toBeUndefined();
});
