import { createHash } from 'node:crypto';
import { type CompileCode, compilePdf, type Removal } from '../compile/compile.ts';
import type { Problem } from '../model.ts';
import { sniff } from './sniff.ts';

export type InspectionCode = CompileCode | 'empty' | 'not-a-pdf';

export interface Inspection {
  verdict: 'ready' | 'refused';
  /** Why it was refused. Stable: programs may branch on it. */
  code?: InspectionCode;
  /** A sentence that a person can act on. */
  reason: string;
  pages?: number;
  title?: string;
  tagged?: boolean;
  /** Hexadecimal, of the bytes as they came. */
  sha256: string;
  /** Media type by content, whatever the name says. */
  type: string;
  /** The relocatable object of a ready file. */
  compiled?: Uint8Array;
  /** What does not travel, in words: `2 scripts`. */
  removed: readonly Removal[];
  /** What a person should look at before sharing. */
  warnings: readonly Problem[];
}

/**
 * Looks at a file that somebody uploaded: what it is by its content, whether it can be put into a bundle, and if so compiles it. Never
 * throws for what a file may contain. `declaredName` is only used to say that a name promises something else.
 */
export async function inspectFile(bytes: Uint8Array, declaredName: string): Promise<Inspection> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length === 0) {
    const reason = 'This file is empty (0 bytes). Check that it was saved, and upload it again.';
    return {
      verdict: 'refused',
      code: 'empty',
      reason,
      sha256,
      type: 'application/octet-stream',
      removed: [],
      warnings: [],
    };
  }
  const { mime, words } = await sniff(bytes);
  const found = { sha256, type: mime };
  if (mime !== 'application/pdf') {
    const promised = /\.pdf$/i.test(declaredName) ? `, although its name ends in .pdf` : '';
    const reason = `This file is ${words}${promised}. Open it, save or print it as a PDF, and upload that.`;
    return { verdict: 'refused', code: 'not-a-pdf', reason, ...found, removed: [], warnings: [] };
  }
  const outcome = await compilePdf(bytes);
  if (!outcome.ok) {
    return { verdict: 'refused', code: outcome.code, reason: outcome.message, ...found, removed: [], warnings: [] };
  }
  const { object, pages, title, tagged, removed, warnings } = outcome.value;
  return {
    verdict: 'ready',
    reason: readyReason(pages, removed),
    pages,
    ...(title === undefined ? {} : { title }),
    tagged,
    ...found,
    compiled: object,
    removed,
    warnings,
  };
}

function readyReason(pages: number, removed: readonly Removal[]): string {
  const count = `${pages} ${pages === 1 ? 'page' : 'pages'}`;
  if (removed.length === 0) return `Ready: ${count}.`;
  return `Ready: ${count}. Left out of the bundle: ${removed.map(({ words }) => words).join(', ')}. The original keeps them.`;
}
