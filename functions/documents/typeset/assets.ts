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

const SHIPPED: readonly (readonly [pack: string, stem: string, weights: readonly string[]])[] = [
  ['noto-sans', 'NotoSans', ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold', '700Bold_Italic']],
  ['noto-sans-arabic', 'NotoSansArabic', ['400Regular', '700Bold']],
  ['noto-sans-devanagari', 'NotoSansDevanagari', ['400Regular', '700Bold']],
  ['noto-sans-bengali', 'NotoSansBengali', ['400Regular', '700Bold']],
  ['noto-sans-gurmukhi', 'NotoSansGurmukhi', ['400Regular', '700Bold']],
];

/** In the order in which the stylesheet tries them. */
export const FAMILIES: readonly string[] = [
  'Noto Sans',
  'Noto Sans Arabic',
  'Noto Sans Devanagari',
  'Noto Sans Bengali',
  'Noto Sans Gurmukhi',
];

export interface FontFile {
  family: string;
  regular: boolean;
  bytes: Buffer;
}

let fonts: readonly FontFile[] | undefined;

/** The fonts that the project ships: nothing else may appear in a pack. Read once a process. */
export function shippedFonts(): readonly FontFile[] {
  fonts ??= SHIPPED.flatMap(([pack, stem, weights], index) => {
    const folder = dirname(createRequire(import.meta.url).resolve(`@expo-google-fonts/${pack}/package.json`));
    return weights.map((weight) => ({
      family: FAMILIES[index] as string,
      regular: weight === '400Regular',
      bytes: readFileSync(join(folder, weight, `${stem}_${weight}.ttf`)),
    }));
  });
  return fonts;
}
