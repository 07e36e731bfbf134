import { type PDFDict, type PDFName, type PDFObject, PDFRawStream } from 'pdf-lib';
import { asDict, type Reader, resolve } from './access.ts';

type Entry = readonly [PDFName, PDFObject];

/** Fewer names are written out on each page, drawn there or not. */
const FEW = 100;
const MOST_LOOKED_AT = 100_000;

/**
 * Which of its XObjects a page draws. Some programs give every page the names of all: a thousand pages of a thousand names each would be
 * written as a million.
 */
export class DrawnNames {
  private readonly reader: Reader;
  private readonly indexes = new Map<PDFDict, Map<string, Entry[]>>();
  /** Resources of pages by whether forms, patterns and drawn letters below them have resources of their own. */
  private readonly ownResources = new Map<PDFDict, boolean>();
  /** Of these, and of all below them, it is known that they have. */
  private readonly sound = new Set<PDFDict>();

  constructor(reader: Reader) {
    this.reader = reader;
  }

  /** Entries of the page's XObjects: all of them unless they are many and it is certain which are drawn. */
  of(
    resources: PDFDict | undefined,
    drawn: ReadonlySet<string> | undefined,
    painted: readonly PDFRawStream[],
  ): readonly Entry[] {
    const names = this.reader.dict(resources, 'XObject');
    if (!resources || !names) return [];
    if (!drawn || names.keys().length <= FEW) return names.entries();
    const index = this.indexOf(names);
    const found = [...drawn].flatMap((name) => index.get(name) ?? []);
    const isCertain = this.haveOwn(resources, [...found.map(([, value]) => value), ...painted]);
    return isCertain ? found : names.entries();
  }

  private indexOf(names: PDFDict): Map<string, Entry[]> {
    const known = this.indexes.get(names);
    if (known) return known;
    const index = new Map<string, Entry[]>();
    for (const entry of names.entries()) {
      const name = plainName(entry[0].asString());
      index.set(name, [...(index.get(name) ?? []), entry]);
    }
    this.indexes.set(names, index);
    return index;
  }

  /** What has no resources of its own uses the page's (ISO 32000-2, 7.8.3): then any name may be meant. */
  private haveOwn(resources: PDFDict, shown: readonly PDFObject[]): boolean {
    const known = this.ownResources.get(resources);
    if (known === false) return false;
    const waiting = known ? [...shown] : [...shown, ...this.below(resources, ['Pattern', 'Font'])];
    const found = this.walk(waiting);
    this.ownResources.set(resources, found);
    return found;
  }

  private walk(waiting: PDFObject[]): boolean {
    const fresh: PDFDict[] = [];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const value = resolve(this.reader.context, next);
      const dict = asDict(value);
      if (!dict || this.sound.has(dict)) continue;
      this.sound.add(dict);
      fresh.push(dict);
      const subtype = this.reader.name(dict, 'Subtype');
      const isContent = subtype === 'Type3' || (value instanceof PDFRawStream && subtype !== 'Image');
      if (!isContent) continue;
      const own = this.reader.dict(dict, 'Resources');
      if (!own || fresh.length > MOST_LOOKED_AT) {
        for (const one of fresh) this.sound.delete(one);
        return false;
      }
      for (const one of this.below(own, ['XObject', 'Pattern', 'Font'])) waiting.push(one);
    }
    return true;
  }

  private below(resources: PDFDict, kinds: readonly string[]): PDFObject[] {
    return kinds.flatMap((kind) => this.reader.dict(resources, kind)?.values() ?? []);
  }
}

/** `/A#20B` as `A B`: a name may be written in several ways. */
export function plainName(name: string): string {
  return name.slice(1).replace(/#([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
