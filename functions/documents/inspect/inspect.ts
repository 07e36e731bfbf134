import { createHash } from 'node:crypto';
import { COMPILER_VERSION, type CompileCode, compilePdf } from '../compile/compile.ts';
import { CONVERTED, convertFile } from '../convert/convert.ts';
import type { ConvertCode } from '../convert/model.ts';
import { adviceFor } from './advice.ts';
import { sniff } from './sniff.ts';

export type InspectionCode = CompileCode | ConvertCode | 'empty';

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
  removed: readonly string[];
  /** What a person should look at before sharing: `page 3: …`. */
  warnings: readonly string[];
  /** With `sha256` it names the compiled object. */
  compiler: string;
}

/**
 * Looks at a file that somebody uploaded: what it is by its content, whether it can be put into a bundle, and if so compiles it. Never
 * throws for what a file may contain. `declaredName` is only used to say that a name promises something else.
 */
export async function inspectFile(bytes: Uint8Array, declaredName: string): Promise<Inspection> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const compiler = COMPILER_VERSION;
  const refused = (code: InspectionCode, reason: string, type: string): Inspection => {
    return { verdict: 'refused', code, reason, sha256, type, removed: [], warnings: [], compiler };
  };
  if (bytes.length === 0) {
    const reason = 'This file is empty (0 bytes). Check that it was saved, and upload it again.';
    return refused('empty', reason, 'application/octet-stream');
  }
  const { mime, words, refusal } = await sniff(bytes);
  if (refusal) return refused(refusal.code, refusal.message, mime);
  const isPdf = mime === 'application/pdf';
  if (!isPdf && !CONVERTED.has(mime)) {
    const promised = promisedOtherwise(declaredName, mime);
    return refused(
      mime.includes('macroenabled') ? 'macros' : 'unsupported-kind',
      `This file is ${words}${promised}. ${adviceFor(mime)}`,
      mime,
    );
  }
  const converted = isPdf ? undefined : await convertFile(bytes, mime);
  if (converted && !converted.ok) return refused(converted.code, converted.message, mime);
  const outcome = await compilePdf(converted ? converted.value.pdf : bytes);
  if (!outcome.ok) return refused(outcome.code, outcome.message, mime);
  const { object, pages, title, tagged } = outcome.value;
  const removed = [...(converted?.value.removed ?? []), ...outcome.value.removed.map((removal) => removal.words)];
  const warnings = outcome.value.warnings.map(({ where, message }) => `${where}: ${message}`);
  return {
    verdict: 'ready',
    reason: readyReason(pages, removed, mime),
    pages,
    ...(title === undefined ? {} : { title }),
    tagged,
    sha256,
    type: mime,
    compiled: object,
    removed,
    warnings: [...(converted?.value.warnings ?? []), ...warnings],
    compiler,
  };
}

/** A name that promises a kind that we take, and isn't it. */
function promisedOtherwise(name: string, mime: string): string {
  const ending = /\.(?:pdf|docx|png|jpe?g)$/i.exec(name)?.[0];
  return ending === undefined || mime.includes('wordprocessingml')
    ? ''
    : `, although its name ends in ${ending.toLowerCase()}`;
}

function readyReason(pages: number, removed: readonly string[], mime: string): string {
  const count = `${pages} ${pages === 1 ? 'page' : 'pages'}`;
  const how = mime.startsWith('image/')
    ? ', set on a page'
    : mime === 'application/pdf'
      ? ''
      : ', set anew from the Word document: its layout is not kept. If that matters, save it as a PDF and upload that';
  const left = removed.length === 0 ? '' : ` Left out of the bundle: ${removed.join(', ')}. The original keeps them.`;
  return `Ready: ${count}${how}.${left}`;
}
