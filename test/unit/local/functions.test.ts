import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFunctions } from '../../../functions/platform/functions.ts';
import { type FunctionHandler, startFunctions } from '../../../local/functions.ts';

const accessKeyId = 'LOCAL0123456789ABCDEF';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_REGION', 'eu-west-2');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** The adapter that is deployed, against the stand-in of Lambda's Invoke API. */
async function functionsWith(handler: FunctionHandler, name = 'parse-evidence') {
  const running = await startFunctions(accessKeyId, { 'parse-evidence': () => handler });
  onTestFinished(running.stop);
  return createFunctions({ names: { 'parse-evidence': name }, endpoint: running.endpoint });
}

describe('calling a function and waiting for it', () => {
  it('passes the request and the answer as JSON, and tells the function its name', async () => {
    const functions = await functionsWith(async (event, context) => ({ event, name: context.functionName }));
    expect(await functions.invoke('parse-evidence', { key: 'naïve “x”' })).toEqual({
      ok: true,
      value: { event: { key: 'naïve “x”' }, name: 'parse-evidence' },
    });
  });

  it('is a failure when the function throws, and carries none of what it said', async () => {
    const functions = await functionsWith(async () => {
      throw new Error('words of a file');
    });
    expect(await functions.invoke('parse-evidence', {})).toEqual({
      ok: false,
      code: 'function-failed',
      message: 'The function parse-evidence ended without an answer.',
    });
  });

  it('is a failure when the answer is larger than Lambda sends', async () => {
    const functions = await functionsWith(async () => 'x'.repeat(6 * 1024 * 1024));
    expect(await functions.invoke('parse-evidence', {})).toMatchObject({ ok: false, code: 'function-failed' });
  });

  it('takes no answer for an answer', async () => {
    const functions = await functionsWith(async () => undefined);
    expect(await functions.invoke('parse-evidence', {})).toEqual({ ok: true, value: null });
  });

  it('throws when there is no such function', async () => {
    const functions = await functionsWith(async () => 1, 'somebody-elses');
    await expect(functions.invoke('parse-evidence', {})).rejects.toThrow(/somebody-elses/);
  });

  it('throws for a request that Lambda would not take, and for a stranger', async () => {
    const functions = await functionsWith(async () => 1);
    await expect(functions.invoke('parse-evidence', 'x'.repeat(6 * 1024 * 1024))).rejects.toThrow(/6 MB/);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'SOMEBODYELSE');
    const stranger = await functionsWith(async () => 1);
    await expect(stranger.invoke('parse-evidence', {})).rejects.toThrow(/access key/);
  });
});
