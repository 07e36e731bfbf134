import { createReadStream, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import { catalogue } from '../../functions/metrics/catalogue/catalogue.ts';
import { publishedModels } from '../../functions/metrics/neighbours/models.ts';
import { recognise } from '../../functions/metrics/tidy/mappings/model.ts';
import { publishedMappings } from '../../functions/metrics/tidy/mappings/published.ts';
import { openRows } from '../../functions/metrics/tidy/read-rows.ts';
import { readTidy } from '../../functions/metrics/tidy/read-tidy.ts';
import { generatedMapping } from './file.ts';
import type { Run, Task } from './model.ts';

const [name, path = ''] = process.argv.slice(2) as [Task['name'], string?];
const used = process.cpuUsage();
const start = performance.now();
const { rows, taken } = name === 'bare' ? await bare() : await ours();
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(used);
const peakKb = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0);
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, rows, taken, peakMb: peakKb / 1024 } satisfies Run));

async function bare() {
  let count = -1;
  for await (const _ of createReadStream(path).pipe(parse({ bom: true }))) count += 1;
  return { rows: count, taken: 0 };
}

async function ours() {
  const source = { name: basename(path), path, size: statSync(path).size, stream: () => createReadStream(path) };
  const { header, rows: opened } = await openRows(source);
  await opened.return();
  const known = recognise(header, [...publishedMappings, generatedMapping]);
  if (!known) return { rows: 0, taken: 0 };
  const read = await readTidy(source, {
    ...{ catalogue, today: '2026-11-01', basis: 'as-published' as const, authority: 'E08000018' },
    ...{ mapping: known.mapping, neighbours: publishedModels },
  });
  if (!read.ok) throw new Error(read.message);
  return { rows: read.value.summary.rows, taken: read.value.observations.length };
}
