import { formatNumber } from '../compile/format-number.ts';
import type { ObjectHead } from '../compile/object-file.ts';
import type { Problem } from '../model.ts';
import type { BundlePart } from './model.ts';
import type { Output } from './output.ts';
import { STAMP_FONT } from './stamp-font.ts';
import { reference } from './syntax.ts';

const SIZE = 7.5;
const PLATE = { left: 8, bottom: 8, height: 12, padding: 4 };

interface VisiblePage {
  box: readonly [number, number, number, number];
  /** 0, 90, 180, 270, clockwise. */
  rotate: number;
  userUnit: number;
}

type EvidencePart = Extract<BundlePart, { kind: 'evidence' }>;

/** The stamps of a bundle: a form each page, one font for all. */
export class Stamps {
  /** Pages that are too small. */
  readonly problems: Problem[] = [];
  private readonly output: Output;
  private font: number | undefined;
  private empty: number | undefined;

  constructor(output: Output) {
    this.output = output;
  }

  /** Writes the stamps of an item whose first page has the printed number `first`. Returns the stamp of each page; 0 where none has room. */
  async write(part: EvidencePart, { header, table }: Pick<ObjectHead, 'header' | 'table'>, first: number) {
    const stamps = new Uint32Array(header.pages);
    for (let page = 0; page < header.pages; page += 1) {
      if (table.stamped[page] !== 1) {
        if (part.stamp) this.tooSmall(part.ref, page);
      } else if (part.stamp) {
        this.font ??= await writeStampFont(this.output);
        const text = `${part.ref} · ${page + 1} of ${header.pages} · pack page ${first + page}`;
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, rotate = 0, userUnit = 1] = table.boxes.subarray(page * 6, page * 6 + 6);
        stamps[page] = await writeStamp(this.output, this.font, text, { box: [x1, y1, x2, y2], rotate, userUnit });
      } else {
        this.empty ??= await writeEmptyStamp(this.output);
        stamps[page] = this.empty;
      }
    }
    return stamps;
  }

  private tooSmall(ref: string, page: number): void {
    const message = 'This page is too small to carry its reference and page number.';
    this.problems.push({ where: `${ref}, page ${page + 1}`, message });
  }
}

async function writeStampFont(output: Output): Promise<number> {
  const [font, descendant, descriptor, file, toUnicode] = [1, 2, 3, 4, 5].map(() => output.allocate()) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const { name, box, ascent, descent, capHeight, widths, length } = STAMP_FONT;
  await output.object(
    font,
    `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${reference(descendant)}]/ToUnicode ${reference(toUnicode)}>>`,
  );
  await output.object(
    descendant,
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
      `/CIDToGIDMap/Identity/FontDescriptor ${reference(descriptor)}/DW 0/W[0[${widths.join(' ')}]]>>`,
  );
  await output.object(
    descriptor,
    `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[${box.join(' ')}]/ItalicAngle 0/Ascent ${ascent}/Descent ${descent}` +
      `/CapHeight ${capHeight}/StemV 80/FontFile2 ${reference(file)}>>`,
  );
  await output.stream(
    file,
    `/Filter/FlateDecode/Length1 ${length}`,
    Buffer.from(STAMP_FONT.data, 'base64').toString('latin1'),
  );
  await output.stream(toUnicode, '', unicodeMap());
  return font;
}

/** A stamp in form space: points, upright, from the lower left corner that a reader sees. The matrix puts it there on the page. */
async function writeStamp(output: Output, font: number, text: string, page: VisiblePage): Promise<number> {
  const glyphs = [...text].map((character) => glyphOf(character));
  const natural = glyphs.reduce((sum, glyph) => sum + (STAMP_FONT.widths[glyph] ?? 0), 0) * (SIZE / 1000);
  const [x1, y1, x2, y2] = page.box;
  const across = (page.rotate % 180 === 0 ? x2 - x1 : y2 - y1) * page.userUnit;
  // A very long reference is set narrower rather than cut.
  const room = across - 2 * PLATE.left - 2 * PLATE.padding;
  const squeeze = Math.min(1, room / natural);
  const width = natural * squeeze + 2 * PLATE.padding;
  const hex = glyphs.map((glyph) => glyph.toString(16).padStart(4, '0')).join('');
  const n = formatNumber;
  const content =
    `1 g ${n(PLATE.left)} ${n(PLATE.bottom)} ${n(width)} ${n(PLATE.height)} re f ` +
    `BT 0.04 g /F ${n(SIZE)} Tf ${n(squeeze * 100)} Tz ${n(PLATE.left + PLATE.padding)} ${n(PLATE.bottom + 3.4)} Td <${hex}> Tj ET\n`;
  const number = output.allocate();
  const box = `0 0 ${n(PLATE.left + width + 1)} ${n(PLATE.bottom + PLATE.height + 1)}`;
  await output.stream(
    number,
    `/Type/XObject/Subtype/Form/BBox[${box}]/Matrix[${matrix(page).map(n).join(' ')}]/Resources<</Font<</F ${reference(font)}>>>>`,
    content,
  );
  return number;
}

/** A stamp that draws nothing, for items that carry none. */
async function writeEmptyStamp(output: Output): Promise<number> {
  const number = output.allocate();
  await output.stream(number, '/Type/XObject/Subtype/Form/BBox[0 0 1 1]', '');
  return number;
}

/** Form space to the page's own: its visible lower left corner as displayed, points whatever the page's unit. */
function matrix({ box: [x1, y1, x2, y2], rotate, userUnit }: VisiblePage): number[] {
  const s = 1 / userUnit;
  if (rotate === 90) return [0, s, -s, 0, x2, y1];
  if (rotate === 180) return [-s, 0, 0, -s, x2, y2];
  if (rotate === 270) return [0, -s, s, 0, x1, y2];
  return [s, 0, 0, s, x1, y1];
}

function glyphOf(character: string): number {
  const at = STAMP_FONT.characters.indexOf(character);
  return (at < 0 ? STAMP_FONT.characters.indexOf('?') : at) + 1;
}

function unicodeMap(): string {
  const pairs = [...STAMP_FONT.characters].map((character, index) => {
    const code = (index + 1).toString(16).padStart(4, '0');
    return `<${code}> <${character.charCodeAt(0).toString(16).padStart(4, '0')}>`;
  });
  return (
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n' +
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n' +
    `${pairs.length} beginbfchar\n${pairs.join('\n')}\nendbfchar\n` +
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n'
  );
}
