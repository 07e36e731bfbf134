import { readFile } from 'node:fs/promises';
import { inspectFile } from '../functions/documents/inspect/inspect.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error(
    'npm run inspect -- FILE…\n\nPrints a line of JSON for each file: {file, verdict, reason, pages, ms, peakMb}.',
  );
  process.exit(2);
}

for (const file of files) {
  const start = performance.now();
  const seen = await look(file);
  const ms = Math.round(performance.now() - start);
  // Highest of the process so far: inspect one file at a time for the figure of that file.
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ file, ...seen, ms, peakMb }));
}

async function look(file: string): Promise<object> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await readFile(file));
  } catch (error) {
    return {
      verdict: 'refused',
      code: 'unreadable',
      reason: `The file could not be read: ${(error as Error).message}`,
    };
  }
  const { verdict, code, reason, pages, removed, warnings } = await inspectFile(bytes, file);
  return {
    verdict,
    ...(code ? { code } : {}),
    reason,
    ...(pages ? { pages } : {}),
    removed,
    warnings,
  };
}
