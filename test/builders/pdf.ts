import { deflateSync } from 'node:zlib';

/** One object of a hand-made PDF: its syntax, or a stream with the entries of its dictionary (without `Length`). */
export type PdfObject = string | { dict: string; data: Uint8Array | string };

export interface PdfShape {
  /** By object number, generation 0. */
  objects: Readonly<Record<number, PdfObject>>;
  root?: number;
  info?: number;
  version?: string;
  /** Put every object that is no stream into an object stream, with a cross-reference stream. */
  packed?: boolean;
  /** More entries of the trailer. */
  trailer?: string;
  /** Objects of a second, incremental section that replaces or adds. */
  update?: Readonly<Record<number, PdfObject>>;
}

/** Writes exactly what it is told, however wrong. Not for documents that only need to be ordinary: pdf-lib makes those. */
export function buildPdf({
  objects,
  root = 1,
  info,
  version = '1.7',
  packed,
  trailer = '',
  update,
}: PdfShape): Uint8Array {
  const pieces: Buffer[] = [Buffer.from(`%PDF-${version}\n%\xe2\xe3\xcf\xd3\n`, 'latin1')];
  const length = (): number => pieces.reduce((sum, piece) => sum + piece.length, 0);
  const tail = `/Root ${root} 0 R${info === undefined ? '' : `/Info ${info} 0 R`}${trailer}`;
  if (packed) {
    writePacked(pieces, objects, tail);
    return new Uint8Array(Buffer.concat(pieces));
  }
  const size = Math.max(...Object.keys({ ...objects, ...update }).map(Number)) + 1;
  const first = writeSection(pieces, objects, length);
  pieces.push(Buffer.from(`trailer\n<</Size ${size}${tail}>>\nstartxref\n${first}\n%%EOF\n`, 'latin1'));
  if (update) {
    const second = writeSection(pieces, update, length);
    pieces.push(
      Buffer.from(`trailer\n<</Size ${size}${tail}/Prev ${first}>>\nstartxref\n${second}\n%%EOF\n`, 'latin1'),
    );
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function writeSection(pieces: Buffer[], objects: Readonly<Record<number, PdfObject>>, length: () => number): number {
  const entries: string[] = [];
  for (const [number, object] of Object.entries(objects)) {
    entries.push(`${number} 1\n${String(length()).padStart(10, '0')} 00000 n \n`);
    pieces.push(Buffer.concat([Buffer.from(`${number} 0 obj\n`), objectBytes(object), Buffer.from('\nendobj\n')]));
  }
  const start = length();
  pieces.push(Buffer.from(`xref\n0 1\n0000000000 65535 f \n${entries.join('')}`));
  return start;
}

function writePacked(pieces: Buffer[], objects: Readonly<Record<number, PdfObject>>, tail: string): void {
  const length = (): number => pieces.reduce((sum, piece) => sum + piece.length, 0);
  const offsets = new Map<number, number>();
  const inside: [number, string][] = [];
  for (const [key, object] of Object.entries(objects)) {
    if (typeof object === 'string') inside.push([Number(key), object]);
    else {
      offsets.set(Number(key), length());
      pieces.push(Buffer.concat([Buffer.from(`${key} 0 obj\n`), objectBytes(object), Buffer.from('\nendobj\n')]));
    }
  }
  const highest = Math.max(...Object.keys(objects).map(Number));
  const [container, table] = [highest + 1, highest + 2];
  let body = '';
  const head = inside.map(([number, syntax]) => {
    const at = body.length;
    body += `${syntax}\n`;
    return `${number} ${at}`;
  });
  const data = Buffer.from(`${head.join(' ')}\n${body}`, 'latin1');
  offsets.set(container, length());
  const dict = `/Type/ObjStm/N ${inside.length}/First ${head.join(' ').length + 1}/Filter/FlateDecode`;
  pieces.push(
    Buffer.concat([
      Buffer.from(`${container} 0 obj\n`),
      objectBytes({ dict, data: deflateSync(data) }),
      Buffer.from('\nendobj\n'),
    ]),
  );
  const start = length();
  offsets.set(table, start);
  const rows = Buffer.alloc((table + 1) * 7);
  for (const [number, offset] of offsets) {
    rows.writeUInt8(1, number * 7);
    rows.writeUInt32BE(offset, number * 7 + 1);
  }
  inside.forEach(([number], index) => {
    rows.writeUInt8(2, number * 7);
    rows.writeUInt32BE(container, number * 7 + 1);
    rows.writeUInt16BE(index, number * 7 + 5);
  });
  const xref = { dict: `/Type/XRef/Size ${table + 1}/W[1 4 2]/Filter/FlateDecode${tail}`, data: deflateSync(rows) };
  pieces.push(
    Buffer.concat([
      Buffer.from(`${table} 0 obj\n`),
      objectBytes(xref),
      Buffer.from(`\nendobj\nstartxref\n${start}\n%%EOF\n`),
    ]),
  );
}

function objectBytes(object: PdfObject): Buffer {
  if (typeof object === 'string') return Buffer.from(object, 'latin1');
  const data = Buffer.from(typeof object.data === 'string' ? Buffer.from(object.data, 'latin1') : object.data);
  return Buffer.concat([
    Buffer.from(`<<${object.dict}/Length ${data.length}>>\nstream\n`, 'latin1'),
    data,
    Buffer.from('\nendstream'),
  ]);
}

/** Content that shows some words at a place. */
export function words(text: string, x = 72, y = 700): string {
  return `BT /F1 18 Tf ${x} ${y} Td (${text}) Tj ET`;
}

export interface SimplePdf extends Omit<PdfShape, 'objects'> {
  /** Content of each page. */
  pages?: readonly string[];
  /** Entries added to each page, to the page tree's root and to the catalogue. */
  page?: string;
  tree?: string;
  catalog?: string;
  /** More objects, from number 100. */
  more?: Readonly<Record<number, PdfObject>>;
}

/** A small PDF: catalogue 1, page tree 2, font 3, then pages from 10 and their contents from 50. */
export function simplePdf({
  pages = [words('Hello')],
  page = '',
  tree = '',
  catalog = '',
  more = {},
  ...rest
}: SimplePdf = {}): Uint8Array {
  const objects: Record<number, PdfObject> = {
    1: `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    2: `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, index) => `${10 + index} 0 R`).join(' ')}]/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>${tree}>>`,
    3: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  };
  pages.forEach((content, index) => {
    objects[10 + index] = `<</Type/Page/Parent 2 0 R/Contents ${50 + index} 0 R${page}>>`;
    objects[50 + index] = { dict: '', data: content };
  });
  return buildPdf({ objects: { ...objects, ...more }, ...rest });
}
