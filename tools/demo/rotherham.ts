/**
 * `npx node tools/demo/rotherham.ts --out DIR`: the second example. What Rotherham and the Department for Education have published, as one pack with
 * both sides of each figure; leaves published-figures.pdf in DIR. A run of its own, in a process of its own: it is another council's.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { releaseDetailsSchema } from '../../functions/metrics/model.ts';
import { reviewDetails } from '../../functions/reviews/model.ts';
import { startEmbedded } from '../../local/start.ts';
import { type ApiClient, apiClient } from './client.ts';
import { buildVersion, download, type VersionAnswer } from './journey.ts';

export const rotherhamFolder = join(import.meta.dirname, '..', '..', 'examples', 'rotherham');

const example = z.strictObject({
  council: z.strictObject({ name: z.string(), authority: z.string(), notice: z.string() }),
  details: reviewDetails,
  releases: z.array(releaseDetailsSchema.extend({ file: z.string() })).min(1),
});
export type RotherhamExample = z.infer<typeof example>;

export async function readRotherham(): Promise<RotherhamExample> {
  return example.parse(JSON.parse(await readFile(join(rotherhamFolder, 'review.json'), 'utf8')));
}

export interface RotherhamPack {
  reviewId: string;
  version: VersionAnswer['version'];
  report: Uint8Array;
}

/** The whole example through the HTTP API of a run that is Rotherham's: every release imported by itself, one pack built of them. */
export async function buildRotherham(
  officer: ApiClient,
  { details, releases }: RotherhamExample,
  say: (line: string) => void = () => {},
): Promise<RotherhamPack> {
  const { reviewId } = await officer.call<{ reviewId: string }>('POST', '/reviews', details);
  for (const { file, ...said } of releases) {
    const query = new URLSearchParams({ fileName: file, ...said });
    const bytes = await readFile(join(rotherhamFolder, file));
    const { summary } = await officer.send<{ summary: { rows: number } }>(
      `/figures?${query.toString()}`,
      bytes,
      'text/csv',
    );
    say(`${file}: ${summary.rows} figures, ${said.basis === 'as-published' ? 'as published' : 'rates calculated'}`);
  }
  const markdown = await readFile(join(rotherhamFolder, 'narrative', 'about.md'), 'utf8');
  await officer.call('PUT', `/reviews/${reviewId}/narrative/about`, { markdown, edition: 0 });
  const version = await buildVersion(officer, reviewId);
  return { reviewId, version, report: await download(officer, reviewId, version.number, 'report') };
}

/** The example in a process of its own. Each line that it says is passed on. Throws when it fails. */
export async function demoRotherham(out: string, say: (line: string) => void): Promise<void> {
  const script = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [script, '--out', out], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) say(line);
  const code = await ended;
  if (code !== 0) throw new Error(`The example of Rotherham ended with ${code}`);
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function main(out: string): Promise<void> {
  const fixedClock = '2026-09-14T09:00:00.000Z';
  const sample = await readRotherham();
  const dataDir = await mkdtemp(join(tmpdir(), 'evidence-packs-rotherham-'));
  const run = await startEmbedded({ dataDir, port: 0, fixedClock, quiet: true, council: sample.council });
  try {
    const officer = apiClient(run.origin);
    await officer.signIn('olu-adeyemi');
    const { version, report } = await buildRotherham(officer, sample, console.log);
    for (const warning of version.warnings ?? []) console.log(warning);
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'published-figures.pdf'), report);
    const pages = version.files.find(({ edition }) => edition === 'report')?.pages;
    console.log(`published-figures.pdf: ${pages} pages, ${report.length} bytes, ${digest(report)}`);
  } finally {
    await run.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (!values.out) {
    console.error('Say where the pack goes: npx node tools/demo/rotherham.ts --out DIR');
    process.exit(2);
  }
  await main(values.out);
}
