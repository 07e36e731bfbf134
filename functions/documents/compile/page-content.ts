import { deflateSync } from 'node:zlib';
import { PDFArray, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib';
import { formatNumber, type Reader, resolve } from './access.ts';
import { appearanceMatrix, type Painted } from './annotations.ts';
import { type Balance, closing, measureBalance, repaired } from './content.ts';
import type { Inflater } from './inflate.ts';
import { type Box, type PageSource, visibleBox } from './pages.ts';
import { TextPlaces } from './text-places.ts';

/** A page's own content: as it came, or made anew where it would have disturbed what follows it. */
export interface PageContent {
  streams: PDFObject[];
  /** Replaces all of `streams`; deflated. */
  rewritten?: Uint8Array;
  balance: Balance;
  /** Bytes of text that lie where nobody sees them. */
  outside: number;
  /** False when a stream could not be unpacked: then nothing is known of what it leaves open. */
  measured: boolean;
}

const NEW_LINE = Buffer.from('\n');
const EMPTY: Balance = { saved: 0, inText: false, marked: 0, strayRestores: [], drawn: new Set() };

/** Reads contents, each only once: pages may share theirs. */
export class ContentReader {
  private readonly known = new Map<string, PageContent>();
  private readonly reader: Reader;
  private readonly inflater: Inflater;

  constructor(reader: Reader, inflater: Inflater) {
    this.reader = reader;
    this.inflater = inflater;
  }

  read(page: PageSource): PageContent {
    const streams = contentStreams(this.reader, page);
    const key = streams.join(' ');
    const known = this.known.get(key);
    if (known) return known;
    const content = readContent(this.reader, streams, this.inflater, visibleBox(page));
    // Another page may show the part that this one cuts off.
    this.known.set(key, { ...content, outside: 0 });
    return content;
  }
}

function readContent(reader: Reader, streams: PDFObject[], inflater: Inflater, box: Box): PageContent {
  const pieces: Uint8Array[] = [];
  for (const entry of streams) {
    const stream = resolve(reader.context, entry);
    const data = stream instanceof PDFRawStream ? inflater.decode(reader, stream) : undefined;
    if (!data) return { streams, balance: EMPTY, outside: 0, measured: false };
    pieces.push(data, NEW_LINE);
  }
  const content = pieces.length === 2 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
  const places = new TextPlaces(box);
  const balance = measureBalance(content, places);
  const { outside } = places;
  if (balance.strayRestores.length === 0 && balance.unfinished === undefined)
    return { streams, balance, outside, measured: true };
  const sound = repaired(content, balance);
  const rewritten = deflateSync(sound, { level: 9 });
  return { streams, rewritten, balance: measureBalance(sound), outside, measured: true };
}

/** What follows a page's content: its open ends closed, the painted annotations, then the place of the stamp. */
export function contentAfter(
  balance: Balance,
  painted: readonly { name: string; operators: string }[],
  stampName: string | undefined,
): string {
  const looks = painted.map(({ operators }) => `${operators}\n`).join('');
  const stamp = stampName === undefined ? '' : `/Artifact <</Type/Pagination>> BDC q /${stampName} Do Q EMC\n`;
  return `\n${closing(balance)}\n${looks}${stamp}`;
}

/** Operators that draw an annotation's look: as part of its structure element, else as an artifact where the document has tags. */
export function paintOperators(
  reader: Reader,
  painted: Painted,
  name: string,
  mark: { mcid?: number; tagged: boolean },
): string | undefined {
  const matrix = appearanceMatrix(reader, painted);
  if (!matrix) return undefined;
  const [a, d, e, f] = matrix.map(formatNumber);
  const draw = `q ${a} 0 0 ${d} ${e} ${f} cm /${name} Do Q`;
  if (mark.mcid !== undefined) return `/Span <</MCID ${mark.mcid}>> BDC ${draw} EMC`;
  return mark.tagged ? `/Artifact BMC ${draw} EMC` : draw;
}

function contentStreams(reader: Reader, page: PageSource): PDFObject[] {
  const raw = reader.raw(page.dict, 'Contents');
  const value = resolve(reader.context, raw);
  const entries = value instanceof PDFArray ? value.asArray() : raw ? [raw] : [];
  return entries.filter((entry) => entry instanceof PDFRef && resolve(reader.context, entry) instanceof PDFRawStream);
}
