import { type ChildReading, readAt } from './reading.ts';

/** `node read-in-process.ts WORKBOOK AS-AT`: reads it and prints what it gives, how long it took and how much memory, as JSON. */
const [path = '', asAt = ''] = process.argv.slice(2);
const start = process.memoryUsage.rss();
const began = performance.now();
const read = await readAt(path, asAt);
const seconds = (performance.now() - began) / 1_000;
if (!read.ok) throw new Error(`${read.message} ${JSON.stringify(read.details)}`);
const said: ChildReading = {
  observations: read.value.observations,
  rows: read.value.summary.rows,
  seconds,
  startMegabytes: Math.round(start / 1e6),
  peakMegabytes: Math.round((process.resourceUsage().maxRSS * 1_024) / 1e6),
};
process.stdout.write(JSON.stringify(said));
