import { COMPILER_VERSION } from '../documents/compile/model.ts';
import type { Inspection } from '../documents/inspect/inspect.ts';
import type { RunChild } from '../platform/child-process.ts';
import { type Outcome, success } from '../platform/outcome.ts';

/** What the inspection of one file found. */
export interface Inspected {
  verdict: 'ready' | 'refused';
  /** A sentence for the officer. */
  reason: string;
  pages?: number;
  /** Of the original, in hexadecimal. */
  sha256: string;
  compiler: string;
  /** In words. */
  removed: string[];
  warnings: string[];
  /** The relocatable object, if the verdict is ready. */
  compiled?: Uint8Array;
}

/** Opens a file in a process of its own, which can be killed and whose time and memory are bounded. */
export type Inspector = (
  bytes: Uint8Array,
  name: string,
) => Promise<Outcome<Inspected, 'timed-out' | 'out-of-memory' | 'crashed'>>;

const limits = { ms: 60_000, memoryMb: 1024 };

type Report = Omit<Inspection, 'compiled'>;

export function childInspector(runChild: RunChild): Inspector {
  return async (bytes, name) => {
    const ran = await runChild<{ report: Report; compiled?: Uint8Array }>(
      'inspect',
      { path: 'upload', name, compiledPath: 'compiled' },
      limits,
      { upload: bytes },
      async ({ report }, read) =>
        report.verdict === 'ready' ? { report, compiled: await read('compiled') } : { report },
    );
    return ran.ok ? success(inWords(ran.value)) : ran;
  };
}

function inWords({ report, compiled }: { report: Report; compiled?: Uint8Array }): Inspected {
  const { verdict, reason, pages, sha256, removed, warnings } = report;
  return {
    verdict,
    reason,
    ...(pages === undefined ? {} : { pages }),
    sha256,
    compiler: COMPILER_VERSION,
    removed: [...removed],
    warnings: [...warnings],
    ...(compiled ? { compiled } : {}),
  };
}
