import { fileURLToPath } from 'node:url';
import { COMPILE_LIMITS } from '../../functions/documents/compile/model.ts';
import type { Inspection } from '../../functions/documents/inspect/inspect.ts';
import { inspectionLimits } from '../../functions/evidence/parse-evidence.ts';
import { type ChildCode, createRunChild, type RunChild } from '../../functions/platform/child-process.ts';

type Report = Omit<Inspection, 'compiled' | 'verdict' | 'sha256' | 'type' | 'compiler'> &
  Partial<Pick<Inspection, 'sha256' | 'type'>>;

/** What intake says of a file; `stopped` when the process that opened it had to be, or ended by itself. */
export type Seen = { ms: number; peakMb: number } & (
  | ({ verdict: 'ready' | 'refused' } & Report)
  | { verdict: 'stopped'; code: ChildCode; reason: string }
);

export interface FileToInspect {
  path: string;
  name: string;
  /** Where the relocatable object of a ready file goes. */
  compiledPath: string;
  /** Bytes. */
  size: number;
}

const child = fileURLToPath(new URL('../../functions/documents/child.ts', import.meta.url));

/**
 * Inspects files as the product does: each in a process of its own, with the product's limits on time and memory. Paths are absolute.
 * `peakMb` is of that process (0 when nobody could say); `ms` is without its start, but for one that was stopped.
 */
export function createInspectFile(limits = inspectionLimits): (file: FileToInspect) => Promise<Seen> {
  const run: RunChild = createRunChild(child);
  return async ({ size, ...request }) => {
    if (size > COMPILE_LIMITS.bytes) {
      const reason = `This file is larger than ${Math.floor(COMPILE_LIMITS.bytes / 1e6)} MB, and was not opened. Split it, or reduce its pictures.`;
      return { verdict: 'refused', code: 'too-large', reason, removed: [], warnings: [], ms: 0, peakMb: 0 };
    }
    const start = performance.now();
    const ran = await run<{ report: Inspection; ms: number; peakMb: number }>('inspect', request, limits);
    if (!ran.ok) {
      const ms = Math.round(performance.now() - start);
      return { verdict: 'stopped', code: ran.code, reason: ran.message, ms, peakMb: 0 };
    }
    const { report, ms, peakMb } = ran.value;
    return { ...report, ms, peakMb };
  };
}
