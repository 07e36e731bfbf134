import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The stylesheet stands in `templates/typeset`, in the project or beside a deployed bundle. */
export function stylesheetFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const here = join(folder, 'templates', 'typeset');
    if (existsSync(join(here, 'pack.typ'))) return here;
    if (dirname(folder) === folder)
      throw new Error('The stylesheet templates/typeset/pack.typ is not in this installation.');
  }
}

const BOTH = ['400Regular', '700Bold'];

/** In the order in which the stylesheet tries them (`families` of look.typ). */
const SHIPPED: readonly (readonly [pack: string, family: string, faces: readonly string[]])[] = [
  ['noto-sans', 'Noto Sans', ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold', '700Bold_Italic']],
  // Before Noto Sans Arabic, which draws letters and their dots as glyphs apart: they are extracted, and read out, in a jumble.
  ['vazirmatn', 'Vazirmatn', BOTH],
  // Arrows, comparisons and shapes; what it lacks is among the symbols.
  ['noto-sans-math', 'Noto Sans Math', ['400Regular']],
  ['noto-sans-arabic', 'Noto Sans Arabic', BOTH],
  ['noto-sans-hebrew', 'Noto Sans Hebrew', BOTH],
  ['noto-sans-devanagari', 'Noto Sans Devanagari', BOTH],
  ['noto-sans-bengali', 'Noto Sans Bengali', BOTH],
  ['noto-sans-gurmukhi', 'Noto Sans Gurmukhi', BOTH],
  ['noto-sans-symbols-2', 'Noto Sans Symbols 2', ['400Regular']],
];

export const MAIN = 'Noto Sans';

/** What another family draws than the first that has it, in the stylesheet too. */
export const SIGNS: Readonly<Record<string, string>> = { '≠': 'Noto Sans Math' };

/** Families that are asked only for some of their characters, in the stylesheet too: Vazirmatn has a few signs that another draws. */
export const ONLY: Readonly<Record<string, RegExp>> = {
  Vazirmatn: /[\u{600}-\u{6FF}\u{750}-\u{77F}\u{8A0}-\u{8FF}\u{FB50}-\u{FDFF}\u{FE70}-\u{FEFC}]/u,
};

export interface FontFile {
  family: string;
  /** `400Regular`, `700Bold_Italic`. */
  face: string;
  /** Read each time and not kept: who needs them makes something of them once, and most documents need one family. */
  read(): Buffer;
}

/** The fonts that the project ships: nothing else may appear in a pack. */
export const shippedFonts: readonly FontFile[] = SHIPPED.flatMap(([pack, family, faces]) =>
  faces.map((face) => ({ family, face, read: () => readFont(pack, family, face) })),
);

function readFont(pack: string, family: string, face: string): Buffer {
  const folder = dirname(createRequire(import.meta.url).resolve(`@expo-google-fonts/${pack}/package.json`));
  return readFileSync(join(folder, face, `${family.replaceAll(' ', '')}_${face}.ttf`));
}
