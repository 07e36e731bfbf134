/** Where the best of a font's maps of characters is: format 12 for all of Unicode, else format 4 for its first plane (OpenType, `cmap`). */
function mapOf(font: DataView): { at: number; format: number } {
  const tables = font.getUint16(4);
  for (let table = 0; table < tables; table += 1) {
    const record = 12 + 16 * table;
    if (font.getUint32(record) !== CMAP) continue;
    const cmap = font.getUint32(record + 8);
    const maps = Array.from({ length: font.getUint16(cmap + 2) }, (_, map) => {
      const at = cmap + font.getUint32(cmap + 8 + 8 * map);
      return { at, format: font.getUint16(at) };
    });
    const best = maps.find(({ format }) => format === 12) ?? maps.find(({ format }) => format === 4);
    if (best) return best;
  }
  throw new Error('A shipped font has no map of its characters that is read here');
}

/** `cmap` */
const CMAP = 0x63_6d_61_70;
/** The last segment of format 4, which stands for nothing. */
const END = 0xff_ff;

/** The characters that a font file (TrueType, not a collection) has a glyph for, as code points. */
export function charactersOf(bytes: Uint8Array): Set<number> {
  const font = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { at, format } = mapOf(font);
  return new Set(format === 12 ? groups(font, at) : segments(font, at));
}

function* groups(font: DataView, at: number): Generator<number> {
  const count = font.getUint32(at + 12);
  for (let group = 0; group < count; group += 1) {
    const record = at + 16 + 12 * group;
    const [first, last, glyph] = [font.getUint32(record), font.getUint32(record + 4), font.getUint32(record + 8)];
    for (let point = first; point <= last; point += 1) if (glyph + point - first !== 0) yield point;
  }
}

function* segments(font: DataView, at: number): Generator<number> {
  const size = font.getUint16(at + 6);
  for (let segment = 0; segment < size; segment += 2) {
    const last = font.getUint16(at + 14 + segment);
    const first = font.getUint16(at + 16 + size + segment);
    const delta = font.getUint16(at + 16 + 2 * size + segment);
    const offset = at + 16 + 3 * size + segment;
    const range = font.getUint16(offset);
    for (let point = first; point <= last && point !== END; point += 1) {
      const glyph = range === 0 ? point : font.getUint16(offset + range + 2 * (point - first));
      if (glyph !== 0 && ((glyph + delta) & 0xff_ff) !== 0) yield point;
    }
  }
}
