import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { COMPILER_VERSION } from '../../../functions/documents/compile/model.ts';
import { parsed } from '../../../functions/evidence/inspector.ts';
import { parseHandler } from '../../../functions/evidence/parse-evidence.ts';
import type { RunChild } from '../../../functions/platform/child-process.ts';
import { keys } from '../../../functions/platform/names.ts';
import type { ObjectStore } from '../../../functions/platform/objects.ts';
import { failure, success } from '../../../functions/platform/outcome.ts';

const original = Buffer.from('%PDF-1.7 as it came');
const sha256 = createHash('sha256').update(original).digest('hex');
const key = keys.upload('item', 'revision');
const report = {
  verdict: 'ready',
  reason: 'Ready: 3 pages.',
  pages: 3,
  sha256,
  type: 'application/pdf',
  removed: ['2 scripts'],
  warnings: [] as string[],
  compiler: COMPILER_VERSION,
};

/** A child that says so much of any file, and leaves a compiled object when that is ready. */
const childSaying = (said: Partial<typeof report>): RunChild =>
  (async (_task, _request, _limits, files, collect) => {
    expect(files).toEqual({ upload: original });
    const result = { report: { ...report, ...said } };
    return success(await collect?.(result as never, async () => Buffer.from('compiled')));
  }) as RunChild;

function parser(runChild: RunChild, name = 'audit.pdf') {
  const added = new Map<string, string>();
  const objects = {
    get: async (bucket, asked, { versionId } = {}) =>
      bucket === 'quarantine' && asked === key && versionId === 'v1'
        ? { size: original.length, contentType: 'x', versionId, metadata: { name }, body: Readable.from([original]) }
        : undefined,
    put: async (bucket, asked, body, { onlyIfAbsent }) => {
      expect(onlyIfAbsent).toBe(true);
      added.set(`${bucket}/${asked}`, Buffer.from(body as Uint8Array).toString());
      return { created: true };
    },
  } as Pick<ObjectStore, 'get' | 'put'> as ObjectStore;
  const handler = parseHandler({ objects }, runChild);
  /** As the caller gets it: through JSON, and checked. */
  const ask = async (event: unknown) => parsed.parse(JSON.parse(JSON.stringify(await handler(event))));
  return { ask, added };
}

describe('the function that opens files', () => {
  it('keeps what is ready, original and compiled, under its digest', async () => {
    const { ask, added } = parser(childSaying({}));
    expect(await ask({ key, versionId: 'v1' })).toEqual({
      verdict: 'ready',
      fileName: 'audit.pdf',
      size: original.length,
      sha256,
      compiler: COMPILER_VERSION,
      reason: 'Ready: 3 pages.',
      pages: 3,
      removed: ['2 scripts'],
      warnings: [],
      compiledBytes: 'compiled'.length,
    });
    expect(Object.fromEntries(added)).toEqual({
      [`evidence/${keys.original(sha256)}`]: original.toString(),
      [`evidence/${keys.compiled(sha256, COMPILER_VERSION)}`]: 'compiled',
    });
  });

  it('keeps nothing of what it refuses', async () => {
    const { ask, added } = parser(childSaying({ verdict: 'refused', reason: 'This file is a web page.' }));
    expect(await ask({ key, versionId: 'v1' })).toMatchObject({
      verdict: 'refused',
      reason: 'This file is a web page.',
    });
    expect(added.size).toBe(0);
  });

  it.each(['timed-out', 'out-of-memory', 'crashed'] as const)('says of which file its child %s', async (code) => {
    const { ask, added } = parser(async () => failure(code, 'It was stopped.'), 'x'.repeat(300));
    expect(await ask({ key, versionId: 'v1' })).toEqual({
      verdict: 'too-much',
      code,
      fileName: 'x'.repeat(255),
      size: original.length,
    });
    expect(added.size).toBe(0);
  });

  it('reads the version that was scanned and no other', async () => {
    const { ask } = parser(childSaying({}));
    expect(await ask({ key, versionId: 'v2' })).toEqual({ verdict: 'gone' });
    await expect(ask({ key })).rejects.toThrow(/versionId/);
    await expect(ask(null)).rejects.toThrow();
  });

  it('answers with as many findings as a person reads', async () => {
    const warnings = Array.from({ length: 90_000 }, (_, page) => `page ${page}: ${'x'.repeat(900)}`);
    const { ask } = parser(childSaying({ warnings }));
    const answer = await ask({ key, versionId: 'v1' });
    const told = answer.verdict === 'ready' ? answer.warnings : [];
    expect(told).toHaveLength(51);
    expect(told.at(-1)).toBe('and 89950 more of the kind');
    expect(JSON.stringify(answer).length).toBeLessThan(40_000);
  });
});

describe('its answer', () => {
  const ready = { verdict: 'ready', fileName: 'a', size: 1, reason: 'r', pages: 1, sha256, compiler: 'compile-1' };
  const lists = { removed: [], warnings: [] };

  it.each([
    ['a digest that is none', { ...ready, ...lists, sha256: '../../elsewhere' }],
    ['a compiler that is a path', { ...ready, ...lists, compiler: '../x/..' }],
    ['no pages', { ...ready, ...lists, pages: 0 }],
    ['more words than the table holds', { ...ready, removed: [], warnings: ['x'.repeat(400_000)] }],
    ['a verdict of its own', { ...ready, ...lists, verdict: 'fine' }],
    ['nothing', null],
  ])('is not believed with %s', (_, answer) => {
    expect(parsed.safeParse(answer).success).toBe(false);
  });
});
