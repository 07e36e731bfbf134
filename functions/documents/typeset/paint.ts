import { basename, join } from 'node:path';
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import { failure, type Outcome, type Problem, success } from '../model.ts';
import { shippedFonts, stylesheetFolder } from './assets.ts';
import { familiesOf } from './fonts/coverage.ts';
import type { Lowered } from './lower.ts';

/** Which stylesheet of `templates/typeset` lays the tree out. */
export type Sheet = 'pack' | 'converted';

/** What `templates/typeset` reads as `request.json`. */
export interface PaintRequest extends Lowered {
  /** Evidence pages before the first, second … coversheet and after the last; empty when the document has its own numbers. */
  before: number[];
  /** Printed number of the first page, and of the last page of all: of a piece of a bundle. */
  first?: number;
  total?: number;
  style: Record<string, string | boolean>;
  /** A pack's when not given. */
  sheet?: Sheet | undefined;
}

export interface Painted {
  pdf: Uint8Array;
  pages: number;
  /** Values of `#metadata(…) <anchor>` and `<coversheet>`, in document order. */
  anchors: { id: string; page: number }[];
  coversheets: { ref: string; page: number }[];
}

/** Runs the compiler once: the tree goes in as a file of data. A warning fails as an error does: one has emptied the contents before. */
export function paint(
  request: PaintRequest,
  workspace: string = stylesheetFolder(),
): Outcome<Painted, 'typeset-failed'> {
  forgetPainted();
  const { images, sheet = 'pack', ...data } = request;
  const text = JSON.stringify(data);
  const drawn = images.filter(({ path }) => path.endsWith('.svg')).map(({ bytes }) => bytes.toString());
  const families = familiesOf([text, ...drawn].join());
  const compiler = compilerFor(workspace, families);
  compiler.mapShadow(join(workspace, 'request.json'), Buffer.from(text));
  compiler.mapShadow(join(workspace, 'families.json'), Buffer.from(JSON.stringify(families)));
  for (const image of images) compiler.mapShadow(join(workspace, image.path), image.bytes);
  const compiled = compiler.compile({ mainFilePath: join(workspace, `${sheet}.typ`) });
  // `takeDiagnostics` says nothing of warnings when there is no error.
  const warnings = compiled.takeWarnings();
  const errors = compiled.takeError();
  const document = compiled.result;
  if (!document || errors || warnings) {
    return failed([errors, warnings].flatMap((found) => (found ? reasons(compiler, found) : [])));
  }
  try {
    const values = (selector: string): unknown => compiler.query(document, { selector, field: 'value' });
    return success({
      pdf: compiler.pdf(document, { pdfStandard: 'ua-1' }),
      pages: document.numOfPages,
      anchors: values('<anchor>') as Painted['anchors'],
      coversheets: values('<coversheet>') as Painted['coversheets'],
    });
  } catch (error) {
    return failed([error instanceof Error ? error.message : String(error)]);
  }
}

let kept: { key: string; compiler: NodeCompiler; used: boolean } | undefined;

/** With the fonts of these families. The last one is kept: it has looked through its fonts, which takes 10 ms. */
function compilerFor(workspace: string, families: readonly string[]): NodeCompiler {
  const key = [workspace, ...families].join();
  if (kept?.key !== key) {
    const fonts = shippedFonts.filter(({ family }) => families.includes(family));
    const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts.map((font) => font.read()) }] });
    kept = { key, compiler, used: false };
  }
  kept.used = true;
  return kept.compiler;
}

/**
 * Gives up what the compiler has worked out for the last document: it is of no use to the next, and would stay. Not a part of `paint`, so
 * that nobody waits for it; the next `paint` does it where nobody has.
 */
export function forgetPainted(): void {
  if (!kept?.used) return;
  kept.compiler.resetShadow();
  kept.compiler.evictCache(0);
  kept.used = false;
}

function reasons(compiler: NodeCompiler, found: NodeError): unknown[] {
  const short: unknown = found.shortDiagnostics;
  return Array.isArray(short) && short.length > 0 ? short : compiler.fetchDiagnostics(found);
}

function failed(diagnostics: readonly unknown[]): Outcome<never, 'typeset-failed'> {
  const details: Problem[] = diagnostics.map((diagnostic) => ({
    where: placeOf(diagnostic),
    message: wordsOf(diagnostic),
  }));
  return failure(
    'typeset-failed',
    `The pages could not be set: ${details[0]?.message ?? 'the compiler gave no reason'}. The template and its data are unchanged; report this with the details.`,
    details,
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const wordsOf = (diagnostic: unknown): string =>
  isRecord(diagnostic) && typeof diagnostic.message === 'string' ? diagnostic.message : String(diagnostic);

/** The file of the stylesheet, without the folders of this machine. */
const placeOf = (diagnostic: unknown): string =>
  isRecord(diagnostic) && typeof diagnostic.path === 'string' ? basename(diagnostic.path) : 'the stylesheet';
