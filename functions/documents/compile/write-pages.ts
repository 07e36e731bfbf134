import { PDFDict } from 'pdf-lib';
import { formatNumber, type Reader } from './access.ts';
import type { KeptLink, LinkTarget, PageAnnotations } from './annotations.ts';
import type { Copier } from './copier.ts';
import { DrawnNames } from './drawn-names.ts';
import type { Inflater } from './inflate.ts';
import { type ObjectWriter, SYMBOL } from './object-writer.ts';
import { ContentReader, contentAfter, type PageContent, paintOperators } from './page-content.ts';
import { type PageSource, readBox, visibleBox } from './pages.ts';
import type { Structure } from './structure.ts';
import type { ParentKeys } from './write-structure.ts';

const XOBJECT: ReadonlySet<string> = new Set(['XObject']);
/** A page smaller than this, in points, has no room for a stamp. */
const SMALLEST_STAMPED = { width: 200, height: 100 };

export interface PageTools {
  reader: Reader;
  writer: ObjectWriter;
  copier: Copier;
  inflater: Inflater;
  structure: Structure;
  keys: ParentKeys;
  /** Pages of our own carry `pack:` links and no stamp. */
  own: boolean;
  packLinks: string[];
  /** Object of each kept link. */
  linkLocals: ReadonlyMap<KeptLink, number>;
}

export interface WrittenPage {
  stamped: boolean;
  /** The content could not be unpacked: stamp and painted notes may be affected by what it left open. */
  measured: boolean;
  /** Bytes of text outside what is seen of the page. */
  outside: number;
}

/** Writes pages; their local numbers are their indexes plus one. Content that many pages share is written once. */
export class PageWriter {
  private readonly shared = new Map<string, number>();
  private readonly rewritten = new Map<Uint8Array, number>();
  private readonly taken = new Map<PDFDict, ReadonlySet<string>>();
  private readonly contentReader: ContentReader;
  private readonly drawnNames: DrawnNames;
  private readonly tools: PageTools;

  constructor(tools: PageTools) {
    this.tools = tools;
    this.drawnNames = new DrawnNames(tools.reader);
    this.contentReader = new ContentReader(tools.reader, tools.inflater);
  }

  write(page: PageSource, index: number, annotations: PageAnnotations): WrittenPage {
    const { writer, reader } = this.tools;
    const content = this.contentReader.read(page);
    const names = reader.dict(page.resources, 'XObject');
    const stampName = this.hasRoom(page) ? this.unused(names, 'RvStamp') : undefined;
    const painted = this.paint(page, index, annotations);
    const looks = annotations.painted.map(({ stream }) => stream);
    const drawn = this.drawnNames.of(page.resources, content.measured ? content.balance.drawn : undefined, looks);
    const contents = this.contents(content, painted, stampName);

    writer.begin(index + 1);
    writer.text('<</Type/Page/Parent ');
    writer.symbol(SYMBOL.pageParent, index);
    this.boxes(page);
    this.resources(page, drawn, painted, stampName, index);
    writer.text('/Contents[');
    for (const local of contents) writer.ref(local);
    writer.text(']');
    this.rest(page, index, annotations);
    writer.text('>>');
    writer.end(index + 1);
    return { stamped: stampName !== undefined, measured: content.measured, outside: content.outside };
  }

  writeLink(link: KeptLink, local: number, key: number | undefined): void {
    const { writer, reader, copier } = this.tools;
    writer.begin(local);
    writer.text(
      `<</Type/Annot/Subtype/Link/Rect[${link.rect.map(formatNumber).join(' ')}]/F ${printable(reader, link.dict)}`,
    );
    for (const name of ['QuadPoints', 'Border', 'C', 'Contents', 'BS']) {
      const value = reader.get(link.dict, name);
      if (value === undefined) continue;
      if (name === 'BS' && value instanceof PDFDict) this.borderStyle(value);
      else if (name !== 'BS') {
        writer.text(`/${name} `);
        copier.value(value, 'plain');
      }
    }
    if (key !== undefined) {
      writer.text('/StructParent ');
      writer.shift(key);
    }
    this.target(link.target);
    writer.text('>>');
    writer.end(local);
  }

  private target(target: LinkTarget): void {
    const { writer } = this.tools;
    if ('uri' in target) {
      writer.text(`/A<</S/URI/URI<${Buffer.from(target.uri, 'utf8').toString('hex')}>>>`);
    } else if ('pack' in target) {
      let at = this.tools.packLinks.indexOf(target.pack);
      if (at < 0) at = this.tools.packLinks.push(target.pack) - 1;
      writer.text('/A<</S/GoTo/D[');
      writer.symbol(SYMBOL.packLink, at);
      writer.text('/Fit]>>');
    } else {
      const { page, fit, coordinates } = target.destination;
      writer.text('/Dest[');
      writer.ref(page + 1);
      writer.text(`/${fit} ${coordinates.map((value) => (value === null ? 'null' : formatNumber(value))).join(' ')}]`);
    }
  }

  private borderStyle(style: PDFDict): void {
    const width = this.tools.reader.number(style, 'W') ?? 1;
    this.tools.writer.text(
      `/BS<</W ${formatNumber(width)}/S/${this.tools.reader.name(style, 'S') === 'U' ? 'U' : 'S'}>>`,
    );
  }

  private hasRoom(page: PageSource): boolean {
    if (this.tools.own) return false;
    const [x1, y1, x2, y2] = visibleBox(page);
    const [across, up] = page.rotate % 180 === 0 ? [x2 - x1, y2 - y1] : [y2 - y1, x2 - x1];
    return across * page.userUnit >= SMALLEST_STAMPED.width && up * page.userUnit >= SMALLEST_STAMPED.height;
  }

  private paint(page: PageSource, index: number, { painted }: PageAnnotations) {
    const { reader, structure, copier } = this.tools;
    const names = reader.dict(page.resources, 'XObject');
    return painted.flatMap((one, at) => {
      const name = this.unused(names, `RvLook${at}`);
      const mcid = one.key !== undefined && structure.tagged ? structure.paintedIds.get(one.key) : undefined;
      const operators = paintOperators(reader, one, name, {
        ...(mcid === undefined ? {} : { mcid }),
        tagged: structure.tagged,
      });
      const local = copier.object(one.appearance, 'xobject');
      return operators === undefined || local === undefined ? [] : [{ name, operators, local, index }];
    });
  }

  private contents(
    content: PageContent,
    painted: readonly { name: string; operators: string }[],
    stampName: string | undefined,
  ): number[] {
    const { copier } = this.tools;
    const wrapped = stampName !== undefined || painted.length > 0;
    const own: number[] = [];
    if (wrapped && content.rewritten) {
      own.push(this.rewrittenStream(content.rewritten));
    } else {
      for (const stream of content.streams) own.push(copier.object(stream, 'content') ?? 0);
    }
    if (!wrapped) return own;
    return [this.plainStream('q\n'), ...own, this.plainStream(contentAfter(content.balance, painted, stampName))];
  }

  private rewrittenStream(data: Uint8Array): number {
    const known = this.rewritten.get(data);
    if (known !== undefined) return known;
    const { writer } = this.tools;
    const local = writer.allocate();
    writer.begin(local);
    writer.stream(() => writer.text('/Filter/FlateDecode'), data);
    writer.end(local);
    this.rewritten.set(data, local);
    return local;
  }

  private plainStream(text: string): number {
    const known = this.shared.get(text);
    if (known !== undefined) return known;
    const { writer } = this.tools;
    const local = writer.allocate();
    writer.begin(local);
    writer.stream(() => {}, Buffer.from(text, 'latin1'));
    writer.end(local);
    this.shared.set(text, local);
    return local;
  }

  /** A resource name that the page doesn't use yet. */
  private unused(names: PDFDict | undefined, wanted: string): string {
    if (!names) return wanted;
    const taken = this.taken.get(names) ?? new Set(names.keys().map((key) => key.asString().slice(1)));
    this.taken.set(names, taken);
    let name = wanted;
    for (let more = 0; taken.has(name); more += 1) name = `${wanted}x${more}`;
    return name;
  }

  private boxes(page: PageSource): void {
    const { writer, reader } = this.tools;
    const box = (name: string, value: readonly number[] | undefined) => {
      if (value) writer.text(`/${name}[${value.map(formatNumber).join(' ')}]`);
    };
    box('MediaBox', page.media);
    box('CropBox', page.crop);
    for (const name of ['BleedBox', 'TrimBox', 'ArtBox']) box(name, readBox(reader, page.dict, name));
    if (page.rotate !== 0) writer.text(`/Rotate ${page.rotate}`);
    if (page.userUnit !== 1) writer.text(`/UserUnit ${formatNumber(page.userUnit)}`);
  }

  private resources(
    page: PageSource,
    drawn: ReturnType<DrawnNames['of']>,
    painted: readonly { name: string; local: number }[],
    stampName: string | undefined,
    index: number,
  ): void {
    const { writer, copier } = this.tools;
    writer.text('/Resources<<');
    copier.entries(page.resources, 'resources', 0, XOBJECT);
    writer.text('/XObject<<');
    copier.pairs(drawn, 'xobjects');
    for (const { name, local } of painted) {
      writer.text(`/${name} `);
      writer.ref(local);
    }
    if (stampName !== undefined) {
      writer.text(`/${stampName} `);
      writer.symbol(SYMBOL.stamp, index);
    }
    writer.text('>>>>');
  }

  private rest(page: PageSource, index: number, annotations: PageAnnotations): void {
    const { writer, reader, copier, keys } = this.tools;
    const group = reader.dict(page.dict, 'Group');
    if (group) {
      writer.text('/Group<<');
      copier.entries(group, 'group');
      writer.text('>>');
    }
    if (annotations.links.length > 0) {
      writer.text('/Annots[');
      for (const link of annotations.links) writer.ref(this.tools.linkLocals.get(link) ?? 0);
      writer.text(']');
    }
    const key = keys.pages.get(index);
    if (key !== undefined) {
      writer.text('/StructParents ');
      writer.shift(key);
    }
    if (key !== undefined || reader.name(page.dict, 'Tabs') === 'S') writer.text('/Tabs/S');
  }
}

/** Print, and whatever else of the flags is harmless: no hidden, no locked. */
function printable(reader: Reader, dict: PDFDict): number {
  const flags = reader.number(dict, 'F') ?? 0;
  return Number.isInteger(flags) && flags > 0 ? flags & (2 | 4 | 32) : 0;
}
