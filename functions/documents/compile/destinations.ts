import { PDFArray, type PDFDict, PDFNumber, type PDFObject } from 'pdf-lib';
import { asDict, nameOf, type Reader, refKey, resolve, textOf } from './access.ts';

/** An explicit destination. `page` is 0-based. */
export interface Destination {
  page: number;
  fit: string;
  /** Coordinates as the fit wants them; null leaves that one as it is. */
  coordinates: (number | null)[];
}

const FITS: Readonly<Record<string, number>> = {
  XYZ: 3,
  Fit: 0,
  FitH: 1,
  FitV: 1,
  FitR: 4,
  FitB: 0,
  FitBH: 1,
  FitBV: 1,
};
const MOST_NAMES = 100_000;

/** Turns whatever a link or outline entry names into an explicit destination on a page of this document. */
export class Destinations {
  private readonly reader: Reader;
  private readonly catalog: PDFDict;
  private readonly pageOf: ReadonlyMap<string, number>;
  private readonly pages: number;
  private names: Map<string, PDFObject> | undefined;

  constructor(reader: Reader, catalog: PDFDict, pageOf: ReadonlyMap<string, number>, pages: number) {
    this.reader = reader;
    this.catalog = catalog;
    this.pageOf = pageOf;
    this.pages = pages;
  }

  /** Of a link or an outline entry: its own `Dest`, or that of a go-to action. */
  of(dict: PDFDict): Destination | undefined {
    const direct = this.reader.get(dict, 'Dest');
    if (direct) return this.explicit(direct);
    const action = this.reader.dict(dict, 'A');
    if (!action || this.reader.name(action, 'S') !== 'GoTo') return undefined;
    return this.explicit(this.reader.get(action, 'D'));
  }

  private explicit(value: PDFObject | undefined): Destination | undefined {
    let at = value;
    // A name may lead to a dictionary that leads to an array: three steps are the longest honest way.
    for (let step = 0; step < 4; step += 1) {
      if (at instanceof PDFArray) return this.fromArray(at.asArray());
      const name = nameOf(at) ?? textOf(at);
      if (name !== undefined) at = this.named().get(name);
      else at = this.reader.get(asDict(at), 'D');
    }
    return undefined;
  }

  private fromArray(entries: readonly PDFObject[]): Destination | undefined {
    const [target, fitName, ...rest] = entries;
    const page = target instanceof PDFNumber ? target.asNumber() : this.pageOf.get(refKey(target) ?? '');
    if (page === undefined || !Number.isInteger(page) || page < 0 || page >= this.pages) return undefined;
    const named = nameOf(resolve(this.reader.context, fitName));
    const fit = named !== undefined && Object.hasOwn(FITS, named) ? named : 'Fit';
    const coordinates = Array.from({ length: FITS[fit] ?? 0 }, (_, index) => {
      const number = resolve(this.reader.context, rest[index]);
      return number instanceof PDFNumber && Number.isFinite(number.asNumber()) ? number.asNumber() : null;
    });
    if (fit === 'FitR' && coordinates.includes(null)) return { page, fit: 'Fit', coordinates: [] };
    return { page, fit, coordinates };
  }

  private named(): Map<string, PDFObject> {
    if (this.names) return this.names;
    const names = new Map<string, PDFObject>();
    for (const [key, value] of this.reader.dict(this.catalog, 'Dests')?.entries() ?? []) {
      const found = resolve(this.reader.context, value);
      if (found) names.set(nameOf(key) ?? '', found);
    }
    const tree = this.reader.dict(this.reader.dict(this.catalog, 'Names'), 'Dests');
    const seen = new Set<PDFDict>();
    const waiting = tree ? [tree] : [];
    for (let node = waiting.pop(); node && names.size < MOST_NAMES; node = waiting.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const pairs = this.reader.array(node, 'Names') ?? [];
      for (let index = 0; index + 1 < pairs.length; index += 2) {
        const name = textOf(resolve(this.reader.context, pairs[index]));
        const value = resolve(this.reader.context, pairs[index + 1]);
        if (name !== undefined && value && !names.has(name)) names.set(name, value);
      }
      for (const kid of this.reader.array(node, 'Kids') ?? []) {
        const dict = asDict(resolve(this.reader.context, kid));
        if (dict) waiting.push(dict);
      }
    }
    this.names = names;
    return names;
  }
}

/** Height on the page that a destination scrolls to, if it names one. */
export function topOf({ fit, coordinates }: Destination): number | undefined {
  const index = fit === 'XYZ' ? 1 : fit === 'FitH' || fit === 'FitBH' ? 0 : fit === 'FitR' ? 3 : -1;
  return coordinates[index] ?? undefined;
}
