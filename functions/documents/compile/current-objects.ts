import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  type PDFObject,
  PDFObjectParser,
  PDFRawStream,
  PDFRef,
} from 'pdf-lib';
import { asDict, Reader } from './access.ts';
import { type CrossReference, readCrossReference } from './cross-reference.ts';
import { Inflater } from './inflate.ts';
import type { CompileLimits } from './model.ts';

/** The file as it came, and as the parser was given it: the same places in both. */
export interface Parsed {
  context: PDFContext;
  bytes: Uint8Array;
  prepared: Uint8Array;
  limits: CompileLimits;
  /** It is encrypted: what is read again here would stay so. */
  isLocked: boolean;
}

/**
 * Makes the parsed document the one that viewers show. The parser takes of each object the last that lies in the file. A sound table may
 * name another, or not know it: an update that was given up, or words that somebody left behind the end.
 *
 * False where a locked file's table names others than the parser took. A table that isn't sound is left alone, as viewers do.
 */
export function useCurrentObjects(parsed: Parsed): boolean {
  const { context, bytes, prepared, limits, isLocked } = parsed;
  for (const base of bases(bytes)) {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset + base, bytes.length - base);
    const inflater = new Inflater(limits);
    const table = readCrossReference(file, inflater);
    const others = table && findOthers(file, table);
    if (!table || !others) continue;
    const current = new CurrentObjects(context, prepared.subarray(base), table, inflater);
    if (isLocked) return !others.size && !current.arePacksMixed();
    if (current.take(others)) break;
  }
  return true;
}

/** Offsets count from the start of the file, or from its header where rubbish comes before. */
function bases(bytes: Uint8Array): number[] {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2_048)).indexOf('%PDF-');
  return header > 0 ? [0, header] : [0];
}

/** Plain objects of which another lies further on in the file. Undefined where one isn't where the table says. */
function findOthers(file: Buffer, { entries }: CrossReference): Set<number> | undefined {
  const last = lastHeaders(file);
  const others = new Set<number>();
  for (const [number, { kind, place, generation }] of entries) {
    if (kind !== 'plain' || last.get(number) === place) continue;
    const found = /^\s*(\d+)\s+(\d+)\s+obj\b/.exec(file.toString('latin1', place, place + 40));
    if (Number(found?.[1]) !== number || Number(found?.[2]) !== generation) return undefined;
    others.add(number);
  }
  return others;
}

/** Where the last `12 0 obj` of each number begins. Some may be in the data of streams. */
function lastHeaders(file: Buffer): Map<number, number> {
  const found = new Map<number, number>();
  for (let at = file.indexOf('obj'); at >= 0; at = file.indexOf('obj', at + 3)) {
    const generation = digitsBefore(file, at);
    const number = generation && digitsBefore(file, generation.start);
    if (number) found.set(number.value, number.start);
  }
  return found;
}

/** The number that ends before white space that ends here. Not more of either than anybody writes. */
function digitsBefore(file: Buffer, end: number): { value: number; start: number } | undefined {
  let at = end - 1;
  while (at >= 0 && at > end - 5 && (file[at] ?? 255) <= 0x20) at -= 1;
  if (at === end - 1) return undefined;
  let value = 0;
  const last = at;
  for (let power = 1; at >= 0 && at > last - 10; power *= 10, at -= 1) {
    const digit = (file[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) break;
    value += digit * power;
  }
  return at === last ? undefined : { value, start: at + 1 };
}

class CurrentObjects {
  private readonly context: PDFContext;
  private readonly file: Uint8Array;
  private readonly table: CrossReference;
  private readonly inflater: Inflater;
  private readonly reader: Reader;

  constructor(context: PDFContext, file: Uint8Array, table: CrossReference, inflater: Inflater) {
    this.context = context;
    this.file = file;
    this.table = table;
    this.inflater = inflater;
    this.reader = new Reader(context);
  }

  /** False, and nothing changed, where what the table names can't be parsed. */
  take(others: ReadonlySet<number>): boolean {
    const fresh = new Map<PDFRef, PDFObject>();
    try {
      for (const number of others) fresh.set(this.referenceOf(number), this.parsed(number));
      if (this.arePacksMixed()) this.unpack(fresh);
    } catch {
      return false;
    }
    const { root, info } = this.table;
    const catalog = fresh.get(root) ?? this.context.lookup(root);
    if (!this.isCurrent(root) || !(catalog instanceof PDFDict && catalog.has(PDFName.of('Pages')))) return false;
    const stale = this.context.enumerateIndirectObjects().flatMap(([ref]) => (this.isCurrent(ref) ? [] : [ref]));
    if (this.areMeant(new Set(stale), fresh)) return false;
    for (const [ref, object] of fresh) this.context.assign(ref, object);
    for (const ref of stale) this.context.delete(ref);
    this.context.trailerInfo.Root = root;
    this.context.trailerInfo.Info = info;
    return true;
  }

  /** Whether something current refers to one of these, which the table doesn't have: viewers then look through the file, as we do. */
  private areMeant(stale: ReadonlySet<PDFRef>, fresh: ReadonlyMap<PDFRef, PDFObject>): boolean {
    if (stale.size === 0) return false;
    const waiting: PDFObject[] = [];
    for (const [ref, object] of this.context.enumerateIndirectObjects())
      if (!stale.has(ref)) waiting.push(fresh.get(ref) ?? object);
    // What is nested is met once: references are not followed.
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (next instanceof PDFRef && stale.has(next)) return true;
      const dict = asDict(next);
      const inside = next instanceof PDFArray ? next.asArray() : (dict?.values() ?? []);
      for (const value of inside) waiting.push(value);
    }
    return false;
  }

  /** Whether the file's object streams hold more, or less, than the table's packed objects: then one may stand for another. */
  arePacksMixed(): boolean {
    let held = 0;
    for (const [ref, { dict }] of this.packs()) {
      if (this.table.entries.get(ref.objectNumber)?.kind !== 'plain') return true;
      held += this.reader.number(dict, 'N') ?? 0;
    }
    return held !== this.table.packed;
  }

  /** Each packed object from the stream that the table names, and the plain ones that a stream holds too from where they lie. */
  private unpack(fresh: Map<PDFRef, PDFObject>): void {
    for (const [ref, parsed] of this.packs()) {
      const pack = fresh.get(ref) ?? parsed;
      if (!(pack instanceof PDFRawStream)) continue;
      const data = this.inflater.decode(this.reader, pack) ?? new Uint8Array();
      const first = this.reader.number(pack.dict, 'First') ?? 0;
      const heads = Buffer.from(data.subarray(0, first)).toString('latin1').trim().split(/\s+/).map(Number);
      const count = Math.min(heads.length / 2, this.reader.number(pack.dict, 'N') ?? 0);
      for (let index = 0; index < count; index += 1) {
        const [number = 0, offset = 0] = [heads[2 * index], heads[2 * index + 1]];
        const entry = this.table.entries.get(number);
        if (entry?.kind === 'plain') fresh.set(this.referenceOf(number), this.parsed(number));
        else if (entry?.kind === 'packed' && entry.place === ref.objectNumber)
          fresh.set(this.referenceOf(number), this.parse(data.subarray(first + offset)));
      }
    }
  }

  private packs(): [PDFRef, PDFRawStream][] {
    return this.context.enumerateIndirectObjects().filter((entry): entry is [PDFRef, PDFRawStream] => {
      const [, object] = entry;
      return object instanceof PDFRawStream && this.reader.name(object.dict, 'Type') === 'ObjStm';
    });
  }

  private parsed(number: number): PDFObject {
    const at = this.table.entries.get(number)?.place ?? 0;
    const head = /^\s*\d+\s+\d+\s+obj/.exec(Buffer.from(this.file.subarray(at, at + 40)).toString('latin1'))?.[0];
    return this.parse(this.file.subarray(at + (head?.length ?? 0)));
  }

  private parse(bytes: Uint8Array): PDFObject {
    return PDFObjectParser.forBytes(bytes, this.context).parseObject();
  }

  private referenceOf(number: number): PDFRef {
    return PDFRef.of(number, this.table.entries.get(number)?.generation ?? 0);
  }

  private isCurrent({ objectNumber, generationNumber }: PDFRef): boolean {
    const entry = this.table.entries.get(objectNumber);
    return entry !== undefined && entry.kind !== 'free' && entry.generation === generationNumber;
  }
}
