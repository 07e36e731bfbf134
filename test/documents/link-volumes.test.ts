import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitVolumes, VOLUME_LIMITS } from '../../functions/documents/link/volumes.ts';

const item = fc.record({ pages: fc.integer({ min: 1, max: 2_000 }), bytes: fc.integer({ min: 0, max: 400_000_000 }) });
const sum = (items: readonly { pages: number; bytes: number }[], key: 'pages' | 'bytes'): number =>
  items.reduce((total, each) => total + each[key], 0);

describe('volumes', () => {
  it('are one when everything fits, and one when there is nothing', () => {
    const items = Array.from({ length: 3 }, () => ({ pages: 500, bytes: 1 }));
    expect(splitVolumes(items)).toEqual([items]);
    expect(splitVolumes([])).toEqual([[]]);
  });

  it('keep every item, in order and whole; none is over its limits but for one item alone; none could take the next', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 40 }), (items) => {
        const volumes = splitVolumes(items);
        expect(volumes.flat()).toEqual(items);
        volumes.forEach((volume, index) => {
          const within = (some: typeof items): boolean =>
            sum(some, 'pages') <= VOLUME_LIMITS.pages && sum(some, 'bytes') <= VOLUME_LIMITS.bytes;
          expect(volume.length === 1 || within(volume)).toBe(true);
          const next = volumes[index + 1]?.[0];
          if (next) expect(within([...volume, next])).toBe(false);
        });
      }),
    );
  });
});
