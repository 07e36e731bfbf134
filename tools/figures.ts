import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Authority, meantBy } from '../functions/metrics/neighbours/authorities.ts';
import { benchmarkOf } from './figures/benchmark.ts';
import { checkFolder } from './figures/check-folder.ts';
import { readFolder } from './figures/read-folder.ts';

/**
 * `npm run -s figures -- --from DIR --authority CODE [--as-at DATE]`: reads every file of the folder that it knows, as downloaded, and prints the
 * benchmark table of one authority as JSON. What became of each file goes to standard error.
 */
const usage = `npm run -s figures -- --from DIR --authority CODE [--as-at DATE]
npm run -s figures -- --check DIR

DIR        tidy files of the DfE and the ONS, and files of statistical neighbours, as downloaded
CODE       372, E08000018 or Rotherham
DATE       such as 2023-03-31; without it, the latest that the authority has figures of

Prints the benchmark table as JSON; what became of each file goes to standard error. With --check, a line of JSON for each data file of
the folder instead: whether it is a tidy data set as the DfE's standards ask, and why not.`;

const asked = readArguments();
if (asked.check !== undefined) {
  await folderThere(asked.check);
  for await (const verdict of checkFolder(asked.check)) console.log(JSON.stringify(verdict));
  process.exit();
}
const authority = await folderThere(asked.from).then(() => wanted(asked.authority));
const read = await readFolder(asked.from, { authority, today: new Date().toISOString().slice(0, 10), tell });
const made = benchmarkOf(read, authority, asked.asAt);
if (!made.ok) stop(made.message, 1);
console.log(JSON.stringify(made.value, null, 2));

function tell(line: string): void {
  console.error(line);
}

function readArguments(): { from: string; authority: string; asAt?: string | undefined; check?: string } {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ options: { from: text, authority: text, 'as-at': text, check: text } });
    const { from = '', authority: code = '', 'as-at': asAt, check } = values;
    if (check !== undefined) return { from, authority: code, check };
    if (!from || !code) stop(usage, 2);
    if (asAt !== undefined && !isDate(asAt)) stop(`“${asAt}” is no date. Write it as 2023-03-31.`, 2);
    return { from, authority: code, asAt };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return stop(`${error.message}\n\n${usage}`, 2);
  }
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

async function folderThere(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) stop(`There is no folder ${path}.`, 2);
}

function wanted(text: string): Authority {
  const found = meantBy(text);
  if ('authority' in found) return found.authority;
  const near = found.near.map(({ name, old, code }) => `${name} (${old}, ${code})`).join('; ');
  return stop(`“${text}” is no authority of England that has children’s services. The nearest: ${near}.`, 2);
}

function stop(message: string, code: number): never {
  console.error(message);
  process.exit(code);
}
