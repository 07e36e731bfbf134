import { PDFArray, type PDFDict, PDFName, PDFStream } from 'pdf-lib';
import type { Checked } from './document.ts';
import { archive, type Finding, ua, unread } from './finding.ts';
import { type FontProgram, readFontProgram } from './read/font-program.ts';
import { at, bytesOf, dictAt, has, itemsOf, nameAt, numberAt, numbersOf } from './read/objects.ts';
import type { Item } from './read/page-content.ts';
import { readUnicodeMap } from './read/unicode-map.ts';

/** A font and the codes that are shown in it. */
interface Used {
  font: PDFDict;
  name: string;
  where: string;
  /** Code → whether it is ever painted, not only laid invisibly behind a picture. */
  codes: Map<number, boolean>;
  /** Codes that stand in marked content or an element with replacement text. */
  replaced: Set<number>;
  /** Codes that once stand without. */
  bare: Set<number>;
}

/** Matterhorn 10 and 31, and ISO 19005-2 6.2.11: embedded, measured, and every code means a character. */
export function* checkFonts(document: Checked): Generator<Finding> {
  for (const used of usedFonts(document)) {
    const { font, name } = used;
    const subtype = nameAt(font, 'Subtype') ?? 'nothing';
    if (nameAt(font, 'Type') !== 'Font' || !/^(Type0|Type1|MMType1|Type3|TrueType)$/.test(subtype))
      yield archive('6.2.11.2', name, `is no font of a kind that is defined (${subtype})`);
    yield* checkUnicode(used);
    if (subtype === 'Type0') yield* checkComposite(used);
    else if (subtype === 'Type3') yield unread(name, 'its glyphs are drawings (Type 3) and were not looked into');
    else yield* checkSimple(used, subtype);
  }
}

function usedFonts(document: Checked): Used[] {
  const all = new Map<PDFDict, Used>();
  for (const { items, where } of document.contents) {
    for (const item of items) {
      const { shown } = item;
      if (!shown?.font) continue;
      const { font } = shown;
      const name = nameAt(font, 'BaseFont') ?? shown.fontName;
      const used = all.get(font) ?? { font, name, where, codes: new Map(), replaced: new Set(), bare: new Set() };
      all.set(font, used);
      const target = hasReplacement(document, item) ? used.replaced : used.bare;
      for (const code of codesOf(font, shown.bytes)) {
        used.codes.set(code, shown.mode !== 3 || used.codes.get(code) === true);
        target.add(code);
      }
    }
  }
  return [...all.values()];
}

/** Two bytes a code in a composite font; whoever embeds another CMap is told that it isn't read. */
function codesOf(font: PDFDict, bytes: Uint8Array): number[] {
  if (nameAt(font, 'Subtype') !== 'Type0') return [...bytes];
  return Array.from(
    { length: bytes.length >> 1 },
    (_, index) => (bytes[2 * index] as number) * 256 + (bytes[2 * index + 1] as number),
  );
}

function hasReplacement({ elementOf }: Checked, { marks }: Item): boolean {
  return marks.some((mark) => {
    if (mark.texts.has('ActualText')) return true;
    for (let node = elementOf.get(`${mark.owner}:${mark.mcid}`); node; node = node.parent)
      if (has(node.dict, 'ActualText')) return true;
    return false;
  });
}

function* checkUnicode({ font, name, codes, bare }: Used): Generator<Finding> {
  const stream = at(font, 'ToUnicode');
  const bytes = bytesOf(stream);
  if (!bytes) {
    const encoding = nameAt(font, 'Encoding') ?? nameAt(dictAt(font, 'Encoding'), 'BaseEncoding');
    if (!/^(MacRoman|MacExpert|WinAnsi)Encoding$/.test(encoding ?? '') || nameAt(font, 'Subtype') === 'Type0')
      yield ua('31-027', '7.21.7', name, 'has no ToUnicode map, and no encoding that says what its codes mean');
    return;
  }
  const map = readUnicodeMap(bytes);
  for (const code of codes.keys()) {
    const text = map.get(code) ?? '';
    if (text === '') yield ua('10-001', '7.21.7', name, `code ${code} means no character`);
    if (text.includes('\0')) yield ua('31-028', '7.21.7', name, `code ${code} means U+0000`);
    if (/[\uFEFF\uFFFE]/.test(text)) yield ua('31-029', '7.21.7', name, `code ${code} means U+FEFF or U+FFFE`);
    if (bare.has(code) && /\p{Co}/u.test(text))
      yield archive('6.2.11.7.3', name, `code ${code} means a private character and has no replacement text`);
  }
}

function* checkComposite({ font, name, codes }: Used): Generator<Finding> {
  const descendant = at(font, 'DescendantFonts');
  const cid = itemsOf(descendant)[0];
  const own = cid && 'get' in cid ? (cid as PDFDict) : undefined;
  const encoding = at(font, 'Encoding');
  if (!(encoding instanceof PDFName) || !/^Identity-[HV]$/.test(encoding.decodeText())) {
    if (encoding instanceof PDFStream) {
      yield unread(name, 'its embedded CMap was not read');
      return;
    }
    yield ua('31-006', '7.21.3.3', name, `its CMap ${String(encoding)} is neither Identity nor embedded`);
  }
  const program = yield* checkProgram(name, own, codes);
  const map = at(own, 'CIDToGIDMap');
  if (nameAt(own, 'Subtype') === 'CIDFontType2') {
    if (map === undefined) yield ua('31-005', '7.21.3.2', name, 'has no CIDToGIDMap');
    else if (!(map instanceof PDFStream) && nameAt(own, 'CIDToGIDMap') !== 'Identity')
      yield ua('31-004', '7.21.3.2', name, 'its CIDToGIDMap is neither a stream nor Identity');
  }
  if (!program) return;
  const glyphs = bytesOf(map);
  const glyphOf = (code: number) => (glyphs ? (glyphs[2 * code] ?? 0) * 256 + (glyphs[2 * code + 1] ?? 0) : code);
  const widths = widthsOf(own);
  for (const [code, painted] of codes) {
    const glyph = glyphOf(code);
    if (glyph === 0) yield ua('31-030', '7.21.8', name, `code ${code} shows .notdef`);
    if (!painted) continue;
    if (glyph >= program.glyphs) yield ua('31-011', '7.21.4.1', name, `has no glyph ${glyph}`);
    else if (Math.abs(program.widthOf(glyph) - widths(code)) > 1)
      yield ua(
        '31-016',
        '7.21.5',
        name,
        `glyph ${glyph} is ${program.widthOf(glyph)} wide in the font and ${widths(code)} in its dictionary`,
      );
  }
  yield* checkSet(name, own, program);
}

function* checkProgram(
  name: string,
  font: PDFDict | undefined,
  codes: ReadonlyMap<number, boolean>,
): Generator<Finding, FontProgram | undefined> {
  const descriptor = dictAt(font, 'FontDescriptor');
  const [key] = ['FontFile', 'FontFile2', 'FontFile3'].filter((each) => at(descriptor, each) instanceof PDFStream);
  if (key === undefined) {
    if ([...codes.values()].includes(true)) yield ua('31-009', '7.21.4.1', name, 'is not embedded');
    return undefined;
  }
  const bytes = bytesOf(at(descriptor, key));
  const program = bytes && readFontProgram(bytes);
  if (!program) yield unread(name, `its program (${key}) is not TrueType: its glyphs and widths were not checked`);
  return program;
}

/** W and DW (ISO 32000-1 9.7.4.3). */
function widthsOf(font: PDFDict | undefined): (code: number) => number {
  const widths = new Map<number, number>();
  const list = itemsOf(at(font, 'W'));
  for (let index = 0; index + 1 < list.length; ) {
    const [first] = numbersOfOne(list[index]);
    const second = list[index + 1];
    if (first === undefined) break;
    if (second instanceof PDFArray) {
      for (const [offset, width] of numbersOf(second).entries()) widths.set(first + offset, width);
      index += 2;
    } else {
      const [last = first] = numbersOfOne(second);
      const [width = 0] = numbersOfOne(list[index + 2]);
      for (let code = first; code <= Math.min(last, 0xffff); code += 1) widths.set(code, width);
      index += 3;
    }
  }
  const fallback = numberAt(font, 'DW') ?? 1000;
  return (code) => widths.get(code) ?? fallback;
}

const numbersOfOne = (object: unknown): number[] =>
  object !== undefined && object !== null && typeof object === 'object' && 'asNumber' in object
    ? [(object as { asNumber(): number }).asNumber()]
    : [];

/** A CIDSet, where there is one, lists the glyphs of the program, no more and no fewer. */
function* checkSet(name: string, font: PDFDict | undefined, program: FontProgram): Generator<Finding> {
  const bits = bytesOf(at(dictAt(font, 'FontDescriptor'), 'CIDSet'));
  if (!bits || at(font, 'CIDToGIDMap') instanceof PDFStream) return;
  const listed = (cid: number) => (((bits[cid >> 3] ?? 0) >> (7 - (cid & 7))) & 1) === 1;
  for (let cid = 0; cid < program.glyphs; cid += 1) {
    if (!listed(cid)) {
      yield ua('31-014', '7.21.4.2', name, `its CIDSet leaves out glyph ${cid}`);
      return;
    }
  }
  for (let cid = program.glyphs; cid < bits.length * 8; cid += 1) {
    if (listed(cid)) {
      yield ua('31-015', '7.21.4.2', name, `its CIDSet lists glyph ${cid}, which it lacks`);
      return;
    }
  }
}

function* checkSimple({ font, name, codes }: Used, subtype: string): Generator<Finding> {
  const program = yield* checkProgram(name, font, codes);
  const [first, last] = [numberAt(font, 'FirstChar'), numberAt(font, 'LastChar')];
  const widths = itemsOf(at(font, 'Widths'));
  if (first === undefined || last === undefined || widths.length !== last - first + 1)
    yield archive('6.2.11.2', name, 'its Widths do not fit FirstChar and LastChar');
  if (subtype !== 'TrueType') return;
  const symbolic = ((numberAt(dictAt(font, 'FontDescriptor'), 'Flags') ?? 0) & 4) !== 0;
  const maps = program?.maps ?? [];
  const symbol = maps.some(({ platform, encoding }) => platform === 3 && encoding === 0);
  if (symbolic && has(font, 'Encoding')) yield ua('31-023', '7.21.6', name, 'is symbolic and has an encoding');
  if (program && symbolic && maps.length !== 1 && !symbol)
    yield ua('31-024', '7.21.6', name, 'is symbolic and its character map is not');
  if (program && !symbolic && maps.length <= (symbol ? 1 : 0))
    yield ua('31-017', '7.21.6', name, 'has no character map');
}
