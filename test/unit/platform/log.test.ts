import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../functions/platform/describe-error.ts';
import { createIds, repeatableIds } from '../../../functions/platform/ids.ts';
import { type Log, type LogFields, redact } from '../../../functions/platform/log.ts';
import { toldErrors } from '../../../functions/platform/told-errors.ts';

const name = 'Zebediah Quillfeather';
const now = () => new Date('2026-09-14T09:00:00Z');

describe('what may be logged', () => {
  it('keeps our own ids, codes and counts', () => {
    const fields: LogFields = {
      jobId: createIds(now)(),
      reviewId: repeatableIds(now, 'seed')(),
      reference: '3b241101-e2bb-4255-8caf-4136c566a962',
      kind: 'build-pack',
      code: 'not-found',
      method: 'POST',
      route: '/reviews/:reviewId/versions/:number',
      attempt: 3,
      ms: 12.5,
    };
    expect(redact(fields)).toEqual(fields);
    expect(redact({ route: '*', jobId: undefined })).toEqual({ route: '*' });
  });

  it('drops fields that are not in the list, and values that are not of their form, and says how many', () => {
    const outside = {
      title: name,
      email: 'zebediah@example.org',
      personId: 'zebediah-quillfeather',
      kind: 'build-pack',
    };
    expect(redact(outside as LogFields)).toEqual({ kind: 'build-pack', withheld: 3 });
    const misused: LogFields = {
      reviewId: 'zebediah-quillfeather',
      jobId: 'zebediahquillfeatherjunior',
      code: `refused: ${name}`,
      state: 'zebediah@example.org',
      method: 'ZEBEDIAH',
      route: `/reviews/${name}`,
      bytes: name as unknown as number,
    };
    expect(redact(misused)).toEqual({ withheld: 7 });
  });
});

describe('what is told of an error', () => {
  it('names it and says where it was thrown, not what it says', () => {
    const cause = Object.assign(new RangeError(`no such child: ${name}`), { code: 'ENOENT' });
    const told = describeError(new TypeError(`cannot read ${name}`, { cause }));
    expect(told).toMatchObject({ name: 'TypeError', cause: { name: 'RangeError', code: 'ENOENT' } });
    expect(JSON.stringify(told)).not.toContain('Zebediah');
    expect(describeError(name)).toEqual({ name: 'thrown string', frames: [] });
  });

  it('keeps frames of our own code and of packages, without the folders of a machine', () => {
    const error = new Error('two\nlines');
    error.stack = [
      'Error: two',
      'lines',
      '    at build (file:///home/zebediah/project/functions/packs/build-pack.ts:12:3)',
      '    at async file:///var/task/index.mjs:101:22',
      '    at Object.send (/x/node_modules/@smithy/core/dist/index.js:7:1)',
      '    at node:internal/process/task_queues:105:5',
      '    at eval (eval at <anonymous> (file:///home/zebediah/elsewhere.js:1:1), <anonymous>:1:1)',
    ].join('\n');
    expect(describeError(error).frames).toEqual([
      'functions/packs/build-pack.ts:12:3',
      'index.mjs:101:22',
      'node_modules/@smithy/core/dist/index.js:7:1',
    ]);
  });

  it('is not fooled by a message that looks like frames, a class named by a person, or a changed message', () => {
    const forged = new Error(
      'a\n    at x (file:///x/functions/Zebediah.ts:1:1)\n    at y (/node_modules/Zebediah:1:1)',
    );
    forged.name = name;
    const changed = new Error('    at x (file:///functions/Zebediah.ts:1:1)');
    changed.message = 'another';
    for (const error of [forged, changed]) expect(JSON.stringify(describeError(error))).not.toContain('Zebediah');
    expect(describeError(forged).frames.length).toBeGreaterThan(0);
  });

  it('ends with causes that go round', () => {
    const error = new Error('first');
    error.cause = error;
    expect(describeError(error).cause?.cause?.cause?.name).toBe('Error');
  });

  it('is what a function logs; what leaves it says nothing', async () => {
    const logged: unknown[] = [];
    const log: Log = {
      info: () => undefined,
      warn: () => undefined,
      error: (message, error) => logged.push(message, describeError(error).name),
    };
    const handler = middy(async () => {
      throw new TypeError(name);
    }).use(toldErrors(log));
    const failed = handler({}, {} as Context);
    await expect(failed).rejects.toThrow(/^This function failed\. Its own log says where\.$/);
    expect(logged).toEqual(['A function failed', 'TypeError']);
  });
});

it('fault 28: every message that is logged is a literal of ours, and nothing is printed past the log', async () => {
  const root = join(import.meta.dirname, '../../../functions');
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const wrong: string[] = [];
  let calls = 0;
  for (const file of files) {
    const text = await readFile(join(root, file), 'utf8');
    for (const [call] of text.matchAll(/\blog\.(?:info|warn|error)\(\s*.{0,80}/g)) {
      calls += 1;
      if (!/\(\s*'[^']*'/.test(call)) wrong.push(`${file}: ${call}`);
    }
    // The second reader answers the process that started it on a pipe.
    const answers = file === join('documents', 'compile', 'second-reader.ts');
    if (!answers && /\bconsole\.|process\.std(?:out|err)/.test(text)) wrong.push(`${file}: prints`);
  }
  expect(wrong).toEqual([]);
  expect(calls).toBeGreaterThan(5);
});

it('fault 28: every function tells its errors by our log, so that Lambda prints none of them', async () => {
  const folder = join(import.meta.dirname, '../../../functions/lambdas');
  const files = await readdir(folder);
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    expect(text, `${file} needs .use(toldErrors(log)) on its handler`).toMatch(/\.use\(\s*toldErrors\(/);
  }
});
