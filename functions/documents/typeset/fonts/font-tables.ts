/** Where the best of a font's maps of characters is: format 12 for all of Unicode, else format 4 for its first plane (OpenType, `cmap`). */
function mapOf(font: DataView): { at: number; format: number } {
  const cmap = tableAt(font, CMAP);
  const maps = Array.from({ length: font.getUint16(cmap + 2) }, (_, map) => {
    const at = cmap + font.getUint32(cmap + 8 + 8 * map);
    return { at, format: font.getUint16(at) };
  });
  const best = maps.find(({ format }) => format === 12) ?? maps.find(({ format }) => format === 4);
  if (!best) throw new Error('A shipped font has no map of its characters that is read here');
  return best;
}

/** Where a table of the font begins. */
function tableAt(font: DataView, tag: number): number {
  const tables = font.getUint16(4);
  for (let table = 0; table < tables; table += 1) {
    const record = 12 + 16 * table;
    if (font.getUint32(record) === tag) return font.getUint32(record + 8);
  }
  throw new Error(`A shipped font lacks the table ${tag.toString(16)}`);
}

const CMAP = 0x63_6d_61_70;
const HEAD = 0x68_65_61_64;
const HHEA = 0x68_68_65_61;
const HMTX = 0x68_6d_74_78;
const OS_2 = 0x4f_53_2f_32;
/** The last segment of format 4, which stands for nothing. */
const END = 0xff_ff;

/** The characters that a font file (TrueType, not a collection) has a glyph for, as code points in their order, and their glyphs. */
export function glyphsOf(bytes: Uint8Array): Iterable<[point: number, glyph: number]> {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { at, format } = mapOf(font);
  return format === 12 ? groups(font, at) : segments(font, at);
}

/** How far each glyph moves on, in units of the font's em, which is told with them (OpenType, `hmtx`). */
export function advancesOf(bytes: Uint8Array): { em: number; advance: (glyph: number) => number } {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [hhea, hmtx] = [tableAt(font, HHEA), tableAt(font, HMTX)];
  const last = font.getUint16(hhea + 34) - 1;
  return { em: emOf(font), advance: (glyph) => font.getUint16(hmtx + 4 * Math.min(glyph, last)) };
}

/** Height of its capitals, in em (OpenType, `OS/2`, from version 2 on). */
export function capitalHeightOf(bytes: Uint8Array): number {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return font.getInt16(tableAt(font, OS_2) + 88) / emOf(font);
}

const emOf = (font: DataView): number => font.getUint16(tableAt(font, HEAD) + 18);

function* groups(font: DataView, at: number): Generator<[point: number, glyph: number]> {
  const count = font.getUint32(at + 12);
  for (let group = 0; group < count; group += 1) {
    const record = at + 16 + 12 * group;
    const [first, last, glyph] = [font.getUint32(record), font.getUint32(record + 4), font.getUint32(record + 8)];
    for (let point = first; point <= last; point += 1) {
      if (glyph + point - first !== 0) yield [point, glyph + point - first];
    }
  }
}

function* segments(font: DataView, at: number): Generator<[point: number, glyph: number]> {
  const size = font.getUint16(at + 6);
  for (let segment = 0; segment < size; segment += 2) {
    const last = font.getUint16(at + 14 + segment);
    const first = font.getUint16(at + 16 + size + segment);
    const delta = font.getUint16(at + 16 + 2 * size + segment);
    const offset = at + 16 + 3 * size + segment;
    const range = font.getUint16(offset);
    for (let point = first; point <= last && point !== END; point += 1) {
      const glyph = range === 0 ? point : font.getUint16(offset + range + 2 * (point - first));
      const moved = (glyph + delta) & 0xff_ff;
      if (glyph !== 0 && moved !== 0) yield [point, moved];
    }
  }
}
