import { PDFDict, type PDFDocument, PDFName } from 'pdf-lib';
import { name } from './structure.ts';

/** Base names of the fonts in the file, without their subset tags; a font that isn't embedded is listed with a `!`. */
export function fontsOf(document: PDFDocument): string[] {
  const names = new Set<string>();
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(name('Type')) !== PDFName.of('Font')) continue;
    const base = object.lookup(name('BaseFont'));
    if (!(base instanceof PDFName)) continue;
    const plain = base.decodeText().replace(/^[A-Z]{6}\+/, '');
    const descriptor = object.lookup(name('FontDescriptor'));
    const simple = !object.has(name('DescendantFonts'));
    const embedded =
      descriptor instanceof PDFDict && ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor.has(name(key)));
    names.add(simple && !embedded ? `${plain}!` : plain);
  }
  return [...names].sort();
}

/** Fonts that the project doesn't ship: one that leaked in from the machine would make the bytes depend on it. */
export function foreignFonts(document: PDFDocument): string[] {
  return fontsOf(document).filter(
    (font) =>
      !/^(Vazirmatn|NotoSans(Arabic|Hebrew|Devanagari|Bengali|Gurmukhi|Math|Symbols2)?)-[A-Za-z]+(-Identity-H)?$/.test(
        font,
      ),
  );
}
