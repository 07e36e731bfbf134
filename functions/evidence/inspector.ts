import type { Outcome } from '../platform/outcome.ts';
import type { RunChild } from '../platform/child-process.ts';

/** What the inspection of one file found. `sha256` is of the original, in hexadecimal. */
export interface InspectionReport {
  verdict: 'ready' | 'refused';
  reason: string;
  pages?: number;
  sha256: string;
  compiler: string;
  removed: readonly string[];
  warnings: readonly string[];
}

export interface Inspected {
  report: InspectionReport;
  /** The relocatable object, if the verdict is ready. */
  compiled?: Uint8Array;
}

/** Opens a file in a process of its own, which can be killed and whose time and memory are bounded. */
export type Inspector = (bytes: Uint8Array, name: string) => Promise<Outcome<Inspected, 'timed-out' | 'out-of-memory' | 'crashed'>>;

const limits = { ms: 60_000, memoryMb: 1024 };

export function childInspector(runChild: RunChild): Inspector {
  return (bytes, name) =>
    runChild<Inspected>(
      'inspect',
      { path: 'upload', name, compiledPath: 'compiled' },
      limits,
      { upload: bytes },
      async (inspected, read) =>
        inspected.report.verdict === 'ready' ? { ...inspected, compiled: await read('compiled') } : inspected,
    );
}
