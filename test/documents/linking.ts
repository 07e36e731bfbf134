import { type Compiled, type CompileOptions, compilePdf } from '../../functions/documents/compile/compile.ts';
import { type BundlePart, type BundlePlan, type LinkResult, link } from '../../functions/documents/link/link.ts';
import { memorySink } from '../../functions/documents/model.ts';

/** Compiles what is expected to be sound. */
export async function compiled(pdf: Uint8Array, options?: CompileOptions): Promise<Compiled> {
  const outcome = await compilePdf(pdf, options);
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.value;
}

export function planOf(parts: readonly BundlePart[], overrides: Partial<BundlePlan> = {}): BundlePlan {
  return {
    title: 'Neglect review',
    author: 'Thornmere',
    language: 'en-GB',
    date: '2026-09-14T09:00:00Z',
    documentId: '0123456789abcdef0123456789abcdef',
    parts,
    outline: [],
    ...overrides,
  };
}

export async function linked(
  plan: BundlePlan,
  objects: Readonly<Record<string, Uint8Array>>,
): Promise<LinkResult & { pdf: Uint8Array }> {
  const sink = memorySink();
  const result = await link(
    plan,
    async (key) => {
      const object = objects[key];
      if (!object) throw new Error(`no object ${key}`);
      return object;
    },
    sink,
  );
  return { ...result, pdf: sink.bytes() };
}

/** One file alone in a bundle, as evidence E01. */
export async function bundled(pdf: Uint8Array, { stamp = true } = {}): Promise<LinkResult & { pdf: Uint8Array }> {
  const { object } = await compiled(pdf);
  return linked(planOf([{ kind: 'evidence', object: 'a', ref: 'E01', title: 'A file', stamp }]), { a: object });
}
