import type { Typeset, TypesetRequest } from '../../documents/typeset/typeset.ts';
import type { RunChild } from '../../platform/child-process.ts';
import type { Outcome } from '../../platform/outcome.ts';

/** Typesets in a process of its own, which gives its memory back when it ends. */
export type Typesetter = (request: TypesetRequest) => Promise<Outcome<Typeset>>;

/** The compiler's memory does not come back: a process ends after 20 builds, or above 600 MB. */
const limits = { ms: 240_000, memoryMb: 2048, reuse: { times: 20, memoryMb: 600 } };

export function childTypesetter(runChild: RunChild): Typesetter {
  return async (request) => {
    const ran = await runChild<Outcome<Typeset>>(
      'typeset',
      { ...request, pdfPath: 'typeset.pdf' },
      limits,
      {},
      async (outcome, read) =>
        outcome.ok ? { ok: true, value: { ...outcome.value, pdf: await read('typeset.pdf') } } : outcome,
    );
    return ran.ok ? ran.value : ran;
  };
}
