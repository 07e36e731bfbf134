import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from 'pdf-lib';
import { asDict, formatNumber, nameOf, type Reader, refKey } from './access.ts';
import { type CompileLimits, Refusal } from './model.ts';
import type { ObjectWriter } from './object-writer.ts';
import { type Kind, PLAIN_KEYS, SCHEMA } from './schema.ts';

const NOTHING: ReadonlySet<string> = new Set();
const TYPE: ReadonlySet<string> = new Set(['Type']);

interface Waiting {
  local: number;
  value: PDFObject;
  kind: Kind;
  key: string | undefined;
}

/**
 * Copies what the allow-list names. References become local numbers as they are met; `drain` writes what they promised. Nothing is
 * reached but through a key that the schema names, so the catalogue, other pages, fields and actions cannot come along.
 */
export class Copier {
  readonly layers: number[] = [];
  readonly layerKeys: string[] = [];
  private readonly locals = new Map<string, number>();
  private readonly queue: Waiting[] = [];
  private readonly reader: Reader;
  private readonly writer: ObjectWriter;
  private readonly limits: CompileLimits;
  /** Keys of the parent tree of forms whose content belongs to structure elements, by the form's reference. */
  private readonly contentKeys: ReadonlyMap<string, number>;
  /** Layers that the document lists, by reference: some don't say of themselves that they are one. */
  private readonly groups: ReadonlySet<string>;

  constructor(
    reader: Reader,
    writer: ObjectWriter,
    limits: CompileLimits,
    { contentKeys, groups }: { contentKeys: ReadonlyMap<string, number>; groups: ReadonlySet<string> },
  ) {
    this.reader = reader;
    this.writer = writer;
    this.limits = limits;
    this.contentKeys = contentKeys;
    this.groups = groups;
  }

  /** The local object of a stream or dictionary behind a reference, once per kind; nothing for anything else. */
  object(ref: PDFObject | undefined, kind: Kind): number | undefined {
    if (!(ref instanceof PDFRef)) return undefined;
    const value = this.resolved(ref);
    if (!(value instanceof PDFDict || value instanceof PDFArray || value instanceof PDFRawStream)) return undefined;
    const key = refKey(ref) ?? '';
    const isGroup = (kind === 'propertyList' || kind === 'layer') && this.isGroup(value, key);
    const actual = isGroup ? 'layer' : this.specific(value, kind);
    const memo = `${key} ${actual}`;
    const known = this.locals.get(memo);
    if (known !== undefined) return known;
    const local = this.writer.allocate();
    if (local > this.limits.objects)
      throw new Refusal('too-large', 'This PDF has too many parts. Print it to a new PDF.');
    this.locals.set(memo, local);
    this.queue.push({ local, value, kind: actual, key });
    if (isGroup) {
      this.layers.push(local);
      this.layerKeys.push(key);
    }
    return local;
  }

  private isGroup(value: PDFObject, key: string): boolean {
    const type = this.reader.name(asDict(value), 'Type');
    return type === 'OCG' || (type !== 'OCMD' && this.groups.has(key));
  }

  /** Writes every promised object. Each turn writes one and the number of objects has a cap, so it ends. */
  drain(): void {
    for (let next = this.queue.pop(); next; next = this.queue.pop()) {
      this.writer.begin(next.local);
      this.container(next.value, next.kind, 0, next.key);
      this.writer.end(next.local);
    }
  }

  /** Writes a value of a kind in place, a reference where the document had one. */
  value(value: PDFObject | undefined, kind: Kind, depth = 0): void {
    if (value instanceof PDFRef) {
      const local = this.object(value, kind);
      if (local !== undefined) this.writer.ref(local);
      else this.scalar(this.resolved(value));
      return;
    }
    if (value instanceof PDFArray || value instanceof PDFDict) this.container(value, kind, depth, undefined);
    else this.scalar(value);
  }

  /** Writes the allowed entries of a dictionary, without its brackets. */
  entries(dict: PDFDict | undefined, kind: Kind, depth = 0, skip: ReadonlySet<string> = NOTHING): void {
    if (dict) this.pairs(dict.entries(), kind, depth, skip);
  }

  /** The same of some of the entries. */
  pairs(
    entries: readonly (readonly [PDFName, PDFObject])[],
    kind: Kind,
    depth = 0,
    skip: ReadonlySet<string> = NOTHING,
  ): void {
    const rule = SCHEMA[kind];
    const plain = PLAIN_KEYS.get(kind);
    for (const [name, value] of entries) {
      const key = name.asString().slice(1);
      if (skip.has(key)) continue;
      const child = rule.map ?? (plain?.has(key) ? 'plain' : ownValue(rule.keys, key));
      if (child === undefined || !this.allowed(value, child)) continue;
      this.writer.text(`${name.asString()} `);
      this.value(value, child, depth + 1);
    }
  }

  private container(value: PDFObject, kind: Kind, depth: number, key: string | undefined): void {
    if (depth > this.limits.depth) throw new Refusal('damaged', 'This PDF is nested too deeply to be read safely.');
    const actual = this.specific(value, kind);
    if (value instanceof PDFArray) {
      this.writer.text('[');
      value.asArray().forEach((entry, index) => {
        if (index > 0) this.writer.text(' ');
        // `[font size]` of a graphics state is the one array whose entries are of two kinds.
        this.value(entry, actual === 'gstateFont' ? 'font' : actual, depth + 1);
      });
      this.writer.text(']');
    } else if (value instanceof PDFRawStream) {
      this.stream(value, actual, depth, key);
    } else if (value instanceof PDFDict && actual !== 'plain') {
      const isGroup = actual === 'layer' && key !== undefined && this.isGroup(value, key);
      this.writer.text(isGroup ? '<</Type/OCG' : '<<');
      this.entries(value, actual, depth, isGroup ? TYPE : NOTHING);
      this.writer.text('>>');
    } else {
      this.writer.text('null');
    }
  }

  private stream(stream: PDFRawStream, kind: Kind, depth: number, key: string | undefined): void {
    refuseExternal(stream.dict);
    this.writer.stream(() => {
      this.entries(stream.dict, kind, depth);
      const filter = this.reader.get(stream.dict, 'Filter');
      if (filter) {
        this.writer.text('/Filter ');
        this.value(filter, 'plain');
      }
      const parameters = this.reader.get(stream.dict, 'DecodeParms');
      if (filter && parameters) {
        this.writer.text('/DecodeParms ');
        this.value(parameters, 'parameters', depth + 1);
      }
      const contentKey = kind === 'form' && key !== undefined ? this.contentKeys.get(key) : undefined;
      if (contentKey !== undefined) {
        this.writer.text('/StructParents ');
        this.writer.shift(contentKey);
      }
    }, stream.getContents());
  }

  /** Which external object, or layer, this is: the kind that the document's own words make it. */
  private specific(value: PDFObject, kind: Kind): Kind {
    const dict = asDict(value);
    if (kind === 'propertyList') return isLayer(this.reader.name(dict, 'Type')) ? 'layer' : kind;
    if (kind !== 'xobject') return kind;
    const subtype = this.reader.name(dict, 'Subtype');
    return subtype === 'Image' || (subtype === undefined && this.reader.get(dict, 'Width')) ? 'image' : 'form';
  }

  /** PostScript is never carried, and what cannot be read as its kind is left out with its key. */
  private allowed(value: PDFObject, kind: Kind): boolean {
    const found = this.resolved(value);
    if (found === undefined) return false;
    if (kind === 'plain') return !(found instanceof PDFDict || found instanceof PDFRawStream);
    if (kind === 'xobject') {
      return found instanceof PDFRawStream && !['PS'].includes(nameOf(found.dict.get(PDFName.of('Subtype'))) ?? '');
    }
    return true;
  }

  scalar(value: PDFObject | undefined): void {
    if (value instanceof PDFName) this.writer.text(value.asString());
    else if (value instanceof PDFNumber) this.writer.text(formatNumber(value.asNumber()));
    else if (value instanceof PDFBool) this.writer.text(value.asBoolean() ? 'true' : 'false');
    else if (value instanceof PDFString || value instanceof PDFHexString) this.writer.text(`<${hexOf(value)}>`);
    else this.writer.text('null');
  }

  private resolved(value: PDFObject | undefined): PDFObject | undefined {
    let at = value;
    for (let step = 0; step < 32 && at instanceof PDFRef; step += 1) at = this.reader.context.lookup(at);
    return at instanceof PDFRef ? undefined : at;
  }
}

export function hexOf(value: PDFString | PDFHexString): string {
  return Buffer.from(value.asBytes()).toString('hex');
}

/** A stream whose data is in another file would fetch it on opening: nothing of that kind may travel. */
function refuseExternal(dict: PDFDict): void {
  if (dict.get(PDFName.of('F')) === undefined) return;
  throw new Refusal(
    'external-stream',
    'This PDF keeps part of its contents in another file. Ask for a copy that is complete in itself.',
  );
}

function isLayer(type: string | undefined): boolean {
  return type === 'OCG' || type === 'OCMD';
}

function ownValue(keys: Readonly<Record<string, Kind>> | undefined, key: string): Kind | undefined {
  return keys && Object.hasOwn(keys, key) ? keys[key] : undefined;
}
