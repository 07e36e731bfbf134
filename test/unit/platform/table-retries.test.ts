import { describe, expect, it } from 'vitest';
import { tableRetries } from '../../../functions/platform/table-retries.ts';

const throttled = { errorType: 'THROTTLING' } as const;

async function waitsOf(limits: Parameters<typeof tableRetries>[0], errorType = throttled): Promise<number[]> {
  const strategy = tableRetries(limits);
  const waits: number[] = [];
  let token = await strategy.acquireInitialRetryToken('table');
  for (;;) {
    try {
      token = await strategy.refreshRetryTokenForRetry(token, errorType);
    } catch {
      return waits;
    }
    waits.push(token.getRetryDelay());
  }
}

describe('calls to the table that were throttled', () => {
  it('are made again so often, each wait below a bound that doubles up to the longest', async () => {
    const waits = await waitsOf({ attempts: 6, firstWaitMs: 10, longestWaitMs: 50 });
    expect(waits).toHaveLength(5);
    for (const [index, bound] of [10, 20, 40, 50, 50].entries()) expect(waits[index]).toBeLessThanOrEqual(bound);
  });

  it('take no more than four seconds of waiting in all', async () => {
    for (let time = 0; time < 50; time += 1) {
      const waits = await waitsOf(undefined);
      expect(waits).toHaveLength(9);
      expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(4000);
    }
  });

  it('never run out for having been throttled before, in other calls', async () => {
    const strategy = tableRetries({ attempts: 2, firstWaitMs: 0, longestWaitMs: 0 });
    for (let call = 0; call < 2000; call += 1) {
      const token = await strategy.acquireInitialRetryToken('table');
      expect((await strategy.refreshRetryTokenForRetry(token, throttled)).getRetryCount()).toBe(1);
    }
  });

  it('are not made again when the table has refused them for good', async () => {
    const strategy = tableRetries();
    const token = await strategy.acquireInitialRetryToken('table');
    await expect(strategy.refreshRetryTokenForRetry(token, { errorType: 'CLIENT_ERROR' })).rejects.toThrow();
  });
});
