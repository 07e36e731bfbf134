import { execSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { childTypesetter, type Typesetter } from '../../functions/packs/make/typesetter.ts';
import { createRunChild } from '../../functions/platform/child-process.ts';
import { documentChildCommand, projectRoot } from '../../infra/constructs/bundling.ts';
import type { Content } from './content.ts';
import { requestOf } from './html.ts';
import { descendants, type Engine, residentOf, runOf, timed, watchingPeaks } from './measure.ts';

/** As the product runs it: HTML in, finished file out, in a process of its own out of the product's pool, from the bundle that is deployed. */
const folder = mkdtempSync(join(projectRoot, 'node_modules/.bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
execSync(documentChildCommand(projectRoot, folder), { stdio: ['ignore', 'ignore', 'inherit'] });
const entry = join(folder, 'child.mjs');
const newTypesetter = (): Typesetter => childTypesetter(createRunChild(entry));

export const ours: Engine = {
  name: 'ours',
  async measure(editions) {
    const typesetter = newTypesetter();
    const before = await descendants(entry);
    const build = async (content: Content) => {
      const { value, peaks, cpuMs } = await watchingPeaks(entry, () => set(typesetter, content), before);
      // One process works; the shell beside it is small.
      return runOf(value.value, value.ms, cpuMs, Math.max(...peaks));
    };
    return [await build(editions[0]), await build(editions[1])];
  },
};

async function set(typesetter: Typesetter, content: Content) {
  const request = requestOf(content);
  const { value, ms } = await timed(() => typesetter(request));
  if (!value.ok) throw new Error(value.message);
  return { value: value.value.pdf, ms };
}

export interface Build {
  ms: number;
  /** The process that waits for the next build, and what it holds. */
  pid: number;
  residentMb: number;
  /** The highest while it built. */
  peakMb: number;
}

/** Builds in a row through one pool, each of another edition. */
export async function buildInARow(editions: Iterable<Content>): Promise<Build[]> {
  const typesetter = newTypesetter();
  const before = await descendants(entry);
  const builds: Build[] = [];
  for (const content of editions) {
    const { value, peaks } = await watchingPeaks(entry, () => set(typesetter, content), before);
    const waiting = (await descendants(entry)).filter((pid) => !before.includes(pid));
    const held = await Promise.all(waiting.map(async (pid) => ({ pid, residentMb: await residentOf(pid) })));
    const { pid, residentMb } = held.sort((a, b) => b.residentMb - a.residentMb)[0] ?? { pid: 0, residentMb: 0 };
    builds.push({ ms: value.ms, pid, residentMb, peakMb: Math.max(...peaks) });
  }
  return builds;
}
