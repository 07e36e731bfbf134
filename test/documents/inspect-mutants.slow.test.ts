import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createInspectFile } from '../../tools/corpus/inspect-file.ts';
import { activePdfs } from '../builders/pdf-active.ts';
import { taggedPdf } from '../builders/pdf-tagged.ts';
import { zoo } from '../fixtures/zoo/index.ts';
import { findActiveContent } from './active-content.ts';
import { linked, planOf } from './linking.ts';

const SEEDS = 20;
const MUTANTS = 500;
const inspect = createInspectFile({ ms: 15_000, memoryMb: 512 });

/** Mulberry32: the same mutants each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function seeds(): Uint8Array[] {
  const themes = [
    'active-hiding',
    'encryption',
    'drawing',
    'annotation',
    'form',
    'tags',
    'layer',
    'outline',
    'content',
  ];
  const some = themes.flatMap((theme) =>
    Object.values(zoo[theme] ?? {})
      .slice(0, 3)
      .map(({ pdf }) => pdf()),
  );
  return [
    taggedPdf(),
    ...Object.values(activePdfs)
      .slice(0, 2)
      .map(({ pdf }) => pdf()),
    ...some,
  ]
    .filter((pdf) => pdf.length < 200_000)
    .slice(0, SEEDS);
}

/** Bytes flipped, a piece cut out, a piece repeated, numbers changed, or the end lost. */
function mutate(seed: Uint8Array, below: (limit: number) => number): Uint8Array {
  const bytes = Buffer.from(seed);
  const at = below(bytes.length);
  const kind = below(5);
  if (kind === 0) return new Uint8Array(bytes.subarray(0, at));
  if (kind === 1) return new Uint8Array(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + below(200))]));
  if (kind === 2)
    return new Uint8Array(
      Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + below(300)), bytes.subarray(at)]),
    );
  for (let change = 0; change <= below(20); change += 1) {
    const place = below(bytes.length);
    const byte = bytes[place] ?? 0;
    const isDigit = byte >= 0x30 && byte <= 0x39;
    bytes[place] = kind === 3 || !isDigit ? byte ^ (1 << below(8)) : 0x30 + below(10);
  }
  return new Uint8Array(bytes);
}

/** What a mutant did wrong; its verdict is counted. Each in a process of its own, as at intake: a hang must not stop the test. */
async function judge(bytes: Uint8Array, folder: string, counts: Record<string, number>): Promise<string[]> {
  const [path, compiledPath] = [join(folder, 'mutant.pdf'), join(folder, 'compiled')];
  await writeFile(path, bytes);
  const seen = await inspect({ path, name: 'mutant.pdf', compiledPath, size: bytes.length });
  counts[seen.verdict] = (counts[seen.verdict] ?? 0) + 1;
  if (seen.verdict === 'stopped') return seen.code === 'crashed' ? [`crashed: ${seen.reason}`] : [];
  const wrong = /^.{9,}[.]$/su.test(seen.reason) ? [] : [`says "${seen.reason}"`];
  if (seen.verdict === 'refused') return wrong;
  const plan = planOf([{ kind: 'evidence', object: 'a', ref: 'E01', title: 'Mutant', stamp: true }]);
  const bundle = await linked(plan, { a: new Uint8Array(await readFile(compiledPath)) });
  if (bundle.pages !== seen.pages) wrong.push(`${bundle.pages} pages instead of ${seen.pages}`);
  return [...wrong, ...findActiveContent(bundle.pdf).map(({ what }) => `active: ${what}`)];
}

it('500 damaged files: never a crash, always a verdict in words, and nothing that acts gets through', {
  timeout: 1_200_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const below = numbers(20260914);
  const files = seeds();
  expect(files).toHaveLength(SEEDS);
  const counts: Record<string, number> = {};
  const wrong: string[] = [];
  for (let mutant = 0; mutant < MUTANTS; mutant += 1) {
    const complaints = await judge(mutate(files[mutant % SEEDS] ?? new Uint8Array(), below), folder, counts);
    wrong.push(...complaints.map((complaint) => `${mutant}: ${complaint}`));
  }
  expect(wrong).toEqual([]);
  expect(counts.ready).toBeGreaterThan(50);
  expect(counts.refused).toBeGreaterThan(50);
  // Limits did their work; but a limit is no way to read a document.
  expect(counts.stopped ?? 0).toBeLessThan(MUTANTS / 50);
});
