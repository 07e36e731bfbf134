/** What the checks need of an embedded TrueType program (OpenType 1.9: head, hhea, hmtx, maxp, loca, cmap). */
export interface FontProgram {
  glyphs: number;
  /** Advance width of a glyph in thousandths of an em. */
  widthOf(glyph: number): number;
  /** Platform and encoding of each character map. */
  maps: { platform: number; encoding: number }[];
}

/** Undefined when the bytes aren't TrueType: a CFF program, or damaged. */
export function readFontProgram(bytes: Uint8Array): FontProgram | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const tables = tablesOf(view);
    const [head, hhea, hmtx, maxp] = ['head', 'hhea', 'hmtx', 'maxp'].map((tag) => tables.get(tag));
    if (head === undefined || hhea === undefined || hmtx === undefined || maxp === undefined || !tables.has('glyf'))
      return undefined;
    const unitsPerEm = view.getUint16(head + 18);
    const measured = view.getUint16(hhea + 34);
    if (unitsPerEm === 0 || measured === 0) return undefined;
    return {
      glyphs: view.getUint16(maxp + 4),
      widthOf: (glyph) => (view.getUint16(hmtx + 4 * Math.min(glyph, measured - 1)) * 1000) / unitsPerEm,
      maps: mapsOf(view, tables.get('cmap')),
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function tablesOf(view: DataView): Map<string, number> {
  const tables = new Map<string, number>();
  if (![0x00010000, 0x74727565].includes(view.getUint32(0))) return tables;
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const entry = 12 + 16 * index;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(entry + offset)));
    tables.set(tag, view.getUint32(entry + 8));
  }
  return tables;
}

function mapsOf(view: DataView, cmap: number | undefined): FontProgram['maps'] {
  if (cmap === undefined) return [];
  return Array.from({ length: view.getUint16(cmap + 2) }, (_, index) => ({
    platform: view.getUint16(cmap + 4 + 8 * index),
    encoding: view.getUint16(cmap + 6 + 8 * index),
  }));
}
