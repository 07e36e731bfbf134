import type { CompilerFile } from './file.ts';
import { referred } from './values.ts';

/** Base names of the fonts in the file, without their subset tags; a font that isn't embedded is listed with a `!`. */
function fontsOf(file: CompilerFile): string[] {
  const names = new Set<string>();
  for (const number of file.typed('Font')) {
    const font = file.entries(number);
    const plain = (font.get('BaseFont') ?? '/').slice(1).replace(/^[A-Z]{6}\+/, '');
    const descriptor = referred(font.get('FontDescriptor'));
    const kept = descriptor === undefined ? undefined : file.entries(descriptor);
    const embedded = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => kept?.has(key));
    names.add(!font.has('DescendantFonts') && !embedded ? `${plain}!` : plain);
  }
  return [...names].sort();
}

/** Fonts that the project doesn't ship: one that leaked in from the machine would make the bytes depend on it. */
export function foreignFonts(file: CompilerFile): string[] {
  return fontsOf(file).filter(
    (font) =>
      !/^(Vazirmatn|NotoSans(Arabic|Hebrew|Devanagari|Bengali|Gurmukhi|Math|Symbols2)?)-[A-Za-z]+(-Identity-H)?$/.test(
        font,
      ),
  );
}
