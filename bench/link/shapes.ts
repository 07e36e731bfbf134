import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { buildPdf, type PdfObject, type PdfShape } from '../../test/builders/pdf.ts';
import type { Random } from './random.ts';

/** A kind of file that evidence comes as. Each call makes another file, of the random numbers it is given. */
export interface Shape {
  name: string;
  files: number;
  make: (random: Random) => Promise<Uint8Array>;
}

type Objects = Record<number, PdfObject>;
const words =
  'child family plan review visit school health worker core group neglect harm risk need support panel board figure partner audit'.split(
    ' ',
  );
const [firstPage, firstContent, firstOther] = [10, 20_000, 40_000];

const sentence = (random: Random, length = 12): string => Array.from({ length }, () => random.pick(words)).join(' ');

const deflated = (text: string | Uint8Array, dict = ''): PdfObject => ({
  dict: `/Filter/FlateDecode${dict}`,
  data: deflateSync(typeof text === 'string' ? Buffer.from(text, 'latin1') : text, { level: 1 }),
});

/** Forty lines of type, as a page of writing has them. */
const writing = (random: Random, each = (line: string, _index: number): string => line): string =>
  Array.from({ length: 40 }, (_, index) =>
    each(`BT /F1 11 Tf 60 ${780 - index * 18} Td (${sentence(random)}) Tj ET`, index),
  ).join('\n');

interface Book {
  pages: readonly string[];
  /** Entries of each page beside its content, by index; resources replace the font's. */
  page?: (index: number) => string;
  resources?: (index: number) => string;
  box?: string;
  catalog?: string;
  more?: Objects;
  rest?: Omit<PdfShape, 'objects'>;
}

function book({ pages, page, resources, box = '0 0 595 842', catalog = '', more = {}, rest = {} }: Book): Uint8Array {
  const kids = pages.map((_, index) => `${firstPage + index} 0 R`).join(' ');
  const objects: Objects = {
    1: `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    2: `<</Type/Pages/Count ${pages.length}/Kids[${kids}]/MediaBox[${box}]>>`,
    3: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...more,
  };
  pages.forEach((content, index) => {
    const used = resources?.(index) ?? '<</Font<</F1 3 0 R>>>>';
    objects[firstPage + index] =
      `<</Type/Page/Parent 2 0 R/Resources${used}/Contents ${firstContent + index} 0 R${page?.(index) ?? ''}>>`;
    objects[firstContent + index] = deflated(content);
  });
  return buildPdf({ objects, ...rest });
}

const times = <T>(count: number, each: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => each(at));

async function scan(
  random: Random,
  pages: number,
  picture: (random: Random) => Promise<PdfObject>,
): Promise<Uint8Array> {
  const more: Objects = {};
  for (let index = 0; index < pages; index += 1) more[firstOther + index] = await picture(random);
  return book({
    pages: times(pages, () => 'q 595 0 0 842 0 0 cm /Im0 Do Q'),
    resources: (index) => `<</XObject<</Im0 ${firstOther + index} 0 R>>>>`,
    more,
  });
}

async function photograph(random: Random, width = 620, height = 877): Promise<PdfObject> {
  const data = await sharp(random.bytes(width * height), { raw: { width, height, channels: 1 } })
    .jpeg({ quality: 62 })
    .toBuffer();
  return {
    dict: `/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode`,
    data,
  };
}

async function bitmap(random: Random): Promise<PdfObject> {
  const [width, height] = [1_240, 1_754];
  const dict = `/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 1/ColorSpace/DeviceGray`;
  return deflated(random.bytes((Math.ceil(width / 8) * height) | 0), dict);
}

/** A font of the project's, whole: the same program in every file that has it, as an office's house font is. */
async function houseFont(file: string): Promise<Objects> {
  const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${file}`);
  const program = await readFile(path);
  return {
    3: '<</Type/Font/Subtype/TrueType/BaseFont/NotoSans/FirstChar 32/LastChar 126/Widths 5 0 R/Encoding/WinAnsiEncoding/FontDescriptor 4 0 R>>',
    4: '<</Type/FontDescriptor/FontName/NotoSans/Flags 32/FontBBox[-621 -508 2800 1067]/ItalicAngle 0/Ascent 1069/Descent -293/CapHeight 714/StemV 80/FontFile2 6 0 R>>',
    5: `[${times(95, () => 572).join(' ')}]`,
    6: deflated(program, `/Length1 ${program.length}`),
  };
}

/** As a word processor exports: fonts of its own, a tree of tags, everything that is no stream in object streams. */
async function wordExport(random: Random): Promise<Uint8Array> {
  const pages = 6;
  const more: Objects = { ...tags(pages, 40), ...ownFont(random, 100), ...ownFont(random, 110) };
  return book({
    pages: times(pages, () => writing(random, (line, index) => `/P <</MCID ${index}>> BDC ${line} EMC`)),
    resources: () => '<</Font<</F1 100 0 R/F2 110 0 R>>>>',
    page: (index) => `/StructParents ${index}/Tabs/S`,
    catalog: `/StructTreeRoot ${firstOther} 0 R/MarkInfo<</Marked true>>/Lang(en-GB)`,
    more,
    rest: { packed: true },
  });
}

/** Root, document, then so many paragraphs a page with one mark each. */
function tags(pages: number, marks: number): Objects {
  const [root, document, tree] = [firstOther, firstOther + 1, firstOther + 2];
  const element = (page: number, mark: number): number => firstOther + 3 + page * marks + mark;
  const all = times(pages * marks, (at) => [Math.floor(at / marks), at % marks] as const);
  const objects: Objects = {
    [root]: `<</Type/StructTreeRoot/K ${document} 0 R/ParentTree ${tree} 0 R>>`,
    [document]: `<</Type/StructElem/S/Document/P ${root} 0 R/K[${all.map(([page, mark]) => `${element(page, mark)} 0 R`).join(' ')}]>>`,
    [tree]: `<</Nums[${times(pages, (page) => `${page}[${times(marks, (mark) => `${element(page, mark)} 0 R`).join(' ')}]`).join(' ')}]>>`,
  };
  for (const [page, mark] of all)
    objects[element(page, mark)] = `<</Type/StructElem/S/P/P ${document} 0 R/Pg ${firstPage + page} 0 R/K ${mark}>>`;
  return objects;
}

function form(random: Random): Uint8Array {
  const [pages, fields] = [3, 30];
  const field = (index: number): number => firstOther + index * 2;
  const more: Objects = {};
  for (let index = 0; index < pages * fields; index += 1) {
    const y = 780 - (index % fields) * 25;
    more[field(index)] =
      `<</Type/Annot/Subtype/Widget/FT/Tx/T(f${index})/V(${random.pick(words)})/F 4/Rect[300 ${y} 500 ${y + 18}]/AP<</N ${field(index) + 1} 0 R>>>>`;
    more[field(index) + 1] = deflated(
      `/Tx BMC BT /F1 10 Tf 2 4 Td (${sentence(random, 3)}) Tj ET EMC`,
      '/Subtype/Form/BBox[0 0 200 18]/Resources<</Font<</F1 3 0 R>>>>',
    );
  }
  const of = (page: number): string => times(fields, (at) => `${field(page * fields + at)} 0 R`).join(' ');
  return book({
    pages: times(pages, () => writing(random)),
    page: (page) => `/Annots[${of(page)}]`,
    catalog: `/AcroForm<</Fields[${times(pages, of).join(' ')}]>>`,
    more,
  });
}

/** Entries of an outline and links from page to page. */
function outlined(random: Random): Uint8Array {
  const pages = 5;
  const entry = (index: number): number => firstOther + 1 + index;
  const link = (index: number): number => firstOther + 100 + index;
  const more: Objects = { [firstOther]: `<</First ${entry(0)} 0 R/Last ${entry(pages - 1)} 0 R/Count ${pages}>>` };
  for (let index = 0; index < pages; index += 1) {
    const around = `${index > 0 ? `/Prev ${entry(index - 1)} 0 R` : ''}${index + 1 < pages ? `/Next ${entry(index + 1)} 0 R` : ''}`;
    more[entry(index)] =
      `<</Title(${sentence(random, 4)})/Parent ${firstOther} 0 R${around}/Dest[${firstPage + index} 0 R/XYZ 0 800 null]>>`;
    more[link(index)] =
      `<</Type/Annot/Subtype/Link/Rect[60 60 200 80]/Border[0 0 0]/Dest[${firstPage + random.whole(pages)} 0 R/Fit]>>`;
  }
  return book({
    pages: times(pages, () => writing(random)),
    page: (index) => `/Annots[${link(index)} 0 R]`,
    catalog: `/Outlines ${firstOther} 0 R`,
    more,
  });
}

const drawing = (random: Random): Uint8Array => {
  const line = (): string =>
    `${random.whole(595)} ${random.whole(842)} m ${random.whole(595)} ${random.whole(842)} l S`;
  return book({ pages: times(6, () => times(12_000, line).join('\n')) });
};

async function houseStyle(random: Random): Promise<Uint8Array> {
  const more = await houseFont('400Regular/NotoSans_400Regular.ttf');
  return book({ pages: times(6, () => writing(random)), more });
}

const smallPages = (random: Random): Uint8Array =>
  book({ pages: times(10, () => `BT /F1 9 Tf 10 60 Td (${sentence(random, 5)}) Tj ET`), box: '0 0 240 120' });

const updated = (random: Random): Uint8Array =>
  book({
    pages: times(3, () => writing(random)),
    rest: { update: { [firstContent]: deflated(writing(random)), [firstContent + 2]: deflated(writing(random)) } },
  });

/** What a pack sets before its items: contents with a link to each, then a coversheet each with a link back, all tagged. */
export function front(refs: readonly string[]): Uint8Array {
  const perPage = 40;
  const contents = Math.ceil(refs.length / perPage);
  const pages = contents + refs.length;
  const tagged = tags(pages, 2);
  const marked = (lines: readonly string[]): string =>
    times(2, (mark) => `/P <</MCID ${mark}>> BDC ${lines[mark] ?? ''} EMC`).join('\n');
  const text = (line: string, y: number): string => `BT /F1 11 Tf 60 ${y} Td (${line}) Tj ET`;
  const rect = (y: number): string => `/Rect[60 ${y} 200 ${y + 12}]/Border[0 0 0]`;
  const annotations = (page: number): string =>
    page < contents
      ? refs
          .slice(page * perPage, (page + 1) * perPage)
          .map((ref, at) => `<</Subtype/Link${rect(780 - at * 18)}/A<</S/URI/URI(pack:${ref})>>>>`)
          .join('')
      : `<</Subtype/Link${rect(60)}/Dest[${firstPage} 0 R/Fit]>>`;
  return book({
    pages: times(pages, (page) =>
      page < contents
        ? marked([
            text('Contents', 810),
            refs
              .slice(page * perPage, (page + 1) * perPage)
              .map((ref, at) => text(ref, 780 - at * 18))
              .join('\n'),
          ])
        : marked([text(`Coversheet of ${refs[page - contents] ?? ''}`, 780), text('Back to the contents', 62)]),
    ),
    page: (page) => `/StructParents ${page}/Tabs/S/Annots[${annotations(page)}]`,
    catalog: `/StructTreeRoot ${firstOther} 0 R/MarkInfo<</Marked true>>/Lang(en-GB)`,
    more: tagged,
  });
}

/** A letter of two pages: four fonts of its own, a photograph, links, everything that is no stream in object streams. */
async function letter(random: Random): Promise<Uint8Array> {
  const more: Objects = { [firstOther]: await photograph(random, 400, 560) };
  const fonts = times(4, (index) => firstOther + 10 + index * 5);
  for (const font of fonts) Object.assign(more, ownFont(random, font));
  const uses = fonts.map((font, index) => `/F${index + 1} ${font} 0 R`).join('');
  return book({
    pages: times(2, () => `${writing(random)}\nq 100 0 0 140 400 60 cm /Im0 Do Q`),
    resources: () => `<</Font<<${uses}>>/XObject<</Im0 ${firstOther} 0 R>>>>`,
    page: () =>
      `/Annots[${times(4, (at) => `<</Type/Annot/Subtype/Link/Rect[60 ${60 + at * 20} 90 ${75 + at * 20}]/A<</S/URI/URI(https://example.org/${random.pick(words)})>>>>`).join('')}]`,
    more,
    rest: { packed: true },
  });
}

/** A font as an export embeds it, with a program that no other file has. Its glyphs are noise: nothing here draws pages. */
function ownFont(random: Random, at: number): Objects {
  const size = 24_000 + random.whole(16_000);
  return {
    [at]: `<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+F${at}/FirstChar 32/LastChar 126/Widths ${at + 3} 0 R/Encoding/WinAnsiEncoding/FontDescriptor ${at + 1} 0 R/ToUnicode ${at + 4} 0 R>>`,
    [at + 1]:
      `<</Type/FontDescriptor/FontName/AAAAAA+F${at}/Flags 32/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80/FontFile2 ${at + 2} 0 R>>`,
    [at + 2]: deflated(random.bytes(size), `/Length1 ${size}`),
    [at + 3]: `[${times(95, () => 400 + random.whole(400)).join(' ')}]`,
    [at + 4]: deflated(times(95, (code) => `<${(32 + code).toString(16)}> <00${(32 + code).toString(16)}>`).join('\n')),
  };
}

/** 328 files, about 1,300 pages and 102 MB, no two alike: many short files, as evidence is, and a third of the bytes in scans. */
export const shapes: readonly Shape[] = [
  { name: 'scan-jpeg', files: 30, make: (random) => scan(random, 5, (more) => photograph(more)) },
  { name: 'scan-bitmap', files: 10, make: (random) => scan(random, 5, bitmap) },
  { name: 'letter', files: 140, make: letter },
  { name: 'word', files: 40, make: wordExport },
  { name: 'form', files: 20, make: async (random) => form(random) },
  { name: 'outline', files: 20, make: async (random) => outlined(random) },
  { name: 'drawing', files: 12, make: async (random) => drawing(random) },
  { name: 'updated', files: 20, make: async (random) => updated(random) },
  { name: 'house-font', files: 16, make: houseStyle },
  { name: 'small-pages', files: 20, make: async (random) => smallPages(random) },
];
