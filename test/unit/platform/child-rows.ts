import { readFileSync } from 'node:fs';
import { serveChild } from '../../../functions/platform/serve-child.ts';

/** A child for the tests of `child-process.ts`: counts the lines of its file, and says each. */
await serveChild(async (_request, rows) => {
  const lines = readFileSync('upload', 'utf8').trim().split('\n');
  for (const [at] of lines.entries()) rows(at + 1);
  return { rows: lines.length };
});
