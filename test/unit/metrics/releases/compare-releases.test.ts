import { describe, expect, it } from 'vitest';
import { compareReleases } from '../../../../functions/metrics/releases/compare-releases.ts';
import { observe } from '../support.ts';

describe('two releases', () => {
  it('differ in what is changed, new or gone', () => {
    const changed = observe({ date: '2025-03-31', value: '478' });
    const gone = observe({ date: '2024-03-31', value: '463' });
    const after = observe({ date: '2025-03-31', symbol: 'c' });
    const fresh = observe({ date: '2023-03-31', value: '471' });
    expect(compareReleases([observe(), changed, gone], [fresh, after, observe({ note: 'checked' })])).toEqual([
      { after: fresh },
      { before: changed, after },
      { before: gone },
    ]);
  });
});
