import { PDFDict, PDFName, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib';
import type { Problem } from '../model.ts';
import { type Reader, refKey, resolve } from './access.ts';
import type { AppearanceMaker } from './appearances/make.ts';
import type { Destination, Destinations } from './destinations.ts';
import type { Layers } from './layers.ts';
import type { CompileLimits } from './model.ts';
import { type Box, type PageSource, readBox } from './pages.ts';

export type LinkTarget = { destination: Destination } | { uri: string } | { pack: string };

export interface KeptLink {
  dict: PDFDict;
  key: string | undefined;
  rect: Box;
  target: LinkTarget;
}

/** An annotation whose own look is drawn onto the page. */
export interface Painted {
  key: string | undefined;
  /** Reference of its appearance stream. */
  appearance: PDFObject;
  stream: PDFRawStream;
  rect: Box;
}

export interface PageAnnotations {
  links: KeptLink[];
  painted: Painted[];
}

const FLAG = { invisible: 1, hidden: 2, noView: 32 } as const;
/** Seen only when asked for: nothing of them is on the page. */
const NOTHING_TO_SEE: ReadonlySet<string> = new Set(['Popup', 'TrapNet']);

export interface AnnotationContext {
  destinations: Destinations;
  packLinks: boolean;
  limits: CompileLimits;
  number: number;
  layers: Layers;
  maker: AppearanceMaker;
}

/** Sorts a page's annotations into links to keep, looks to paint, and what is left behind (which is reported when it could be seen). */
export async function readAnnotations(
  reader: Reader,
  page: PageSource,
  context: AnnotationContext,
): Promise<PageAnnotations & { warnings: Problem[] }> {
  const found: PageAnnotations & { warnings: Problem[] } = { links: [], painted: [], warnings: [] };
  const where = `page ${context.number}`;
  const all = reader.array(page.dict, 'Annots') ?? [];
  if (all.length > context.limits.annotationsPerPage) {
    found.warnings.push({
      where,
      message: `This page has ${all.length} notes and links; the first ${context.limits.annotationsPerPage} were looked at.`,
    });
  }
  let redactions = 0;
  for (const entry of all.slice(0, context.limits.annotationsPerPage)) {
    const dict = resolve(reader.context, entry);
    if (!(dict instanceof PDFDict)) continue;
    const subtype = reader.name(dict, 'Subtype') ?? '';
    const rect = readBox(reader, dict, 'Rect');
    if (subtype === 'Redact') redactions += 1;
    if (subtype === 'Link') {
      const target = linkTarget(reader, dict, context.destinations, context.packLinks);
      const isKept = target !== undefined && rect !== undefined;
      if (isKept) found.links.push({ dict, key: refKey(entry), rect, target });
      // A link that stays keeps its place in the tags; what it looks like is decoration then.
      const look = isSeen(reader, dict, subtype, context.layers) && normalAppearance(reader, dict);
      if (look && rect) found.painted.push({ key: isKept ? undefined : refKey(entry), ...look, rect });
    } else if (isSeen(reader, dict, subtype, context.layers)) {
      await paint(reader, { dict, subtype, key: refKey(entry), rect }, context, found);
    }
  }
  if (redactions > 0) found.warnings.push(unapplied(redactions, where));
  return found;
}

function isSeen(reader: Reader, dict: PDFDict, subtype: string, layers: Layers): boolean {
  const flags = reader.number(dict, 'F') ?? 0;
  if (NOTHING_TO_SEE.has(subtype) || (flags & (FLAG.hidden | FLAG.noView)) !== 0) return false;
  if ((flags & FLAG.invisible) !== 0 && !Object.hasOwn(KIND_WORDS, subtype)) return false;
  return !layers.hides(reader.raw(dict, 'OC'));
}

/** By the look that the annotation carries, else by one that is made for it. */
async function paint(
  reader: Reader,
  { dict, subtype, key, rect }: { dict: PDFDict; subtype: string; key: string | undefined; rect: Box | undefined },
  { maker, number }: AnnotationContext,
  found: PageAnnotations & { warnings: Problem[] },
): Promise<void> {
  const where = `page ${number}`;
  const appearance = normalAppearance(reader, dict);
  const anew = maker.wantsAnew(dict, subtype);
  if (appearance && rect && !anew) {
    found.painted.push({ key, ...appearance, rect });
    return;
  }
  // A look that draws nothing is a look: the state of a button, a signature that isn't seen.
  if (!anew && reader.dict(reader.dict(dict, 'AP'), 'N')) return;
  const made = await maker.make(dict, subtype, rect ?? NOWHERE);
  if (made === 'nothing' || (made !== 'cannot' && subtype === 'Widget' && !rect)) return;
  const name = subtype === 'Widget' ? maker.field(dict).name : reader.text(dict, 'T');
  if (made === 'cannot') {
    found.warnings.push(unpainted(subtype, name, where));
    return;
  }
  found.painted.push({ key, ...made });
  for (const message of made.lacking) found.warnings.push({ where, found: describe(subtype, name), message });
}

/** Where an annotation without a rectangle is: what it draws says the rest. */
const NOWHERE: Box = [0, 0, 0, 0];

function linkTarget(
  reader: Reader,
  dict: PDFDict,
  destinations: Destinations,
  packLinks: boolean,
): LinkTarget | undefined {
  const destination = destinations.of(dict);
  if (destination) return { destination };
  const action = reader.dict(dict, 'A');
  if (!action || reader.name(action, 'S') !== 'URI') return undefined;
  const uri = (reader.text(action, 'URI') ?? '').trim();
  if (packLinks && /^pack:[\x21-\x7e]{1,64}$/.test(uri)) return { pack: uri.slice(5) };
  return /^(https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu.test(uri) ? { uri } : undefined;
}

/** The normal appearance in the state that the annotation is in (ISO 32000-2, 12.5.5). */
function normalAppearance(reader: Reader, dict: PDFDict): { appearance: PDFObject; stream: PDFRawStream } | undefined {
  let reference = reader.raw(reader.dict(dict, 'AP'), 'N');
  const value = resolve(reader.context, reference);
  if (value instanceof PDFDict) {
    const [own, whole] = [reader.get(dict, 'AS'), reader.get(dict, 'V')];
    const state = own instanceof PDFName ? own : whole instanceof PDFName ? whole : PDFName.of('Off');
    reference = value.get(state);
  }
  const stream = resolve(reader.context, reference);
  if (!(stream instanceof PDFRawStream) || !(reference instanceof PDFRef)) return undefined;
  return readBox(reader, stream.dict, 'BBox') ? { appearance: reference, stream } : undefined;
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  Widget: 'form field',
  Text: 'sticky note',
  FreeText: 'text box',
  Line: 'line',
  Square: 'rectangle',
  Circle: 'ellipse',
  Polygon: 'shape',
  PolyLine: 'line',
  Highlight: 'highlight',
  Underline: 'underline',
  StrikeOut: 'crossing out',
  Squiggly: 'underline',
  Stamp: 'rubber stamp',
  Caret: 'insertion mark',
  Ink: 'drawing',
  FileAttachment: 'attached file',
  Redact: 'redaction mark',
  Watermark: 'watermark',
  Sound: 'sound',
  Movie: 'film',
  Screen: 'film or sound',
  RichMedia: 'film or sound',
  '3D': 'three-dimensional model',
  Projection: 'measurement',
};

function describe(subtype: string, name: string | undefined): string {
  const kind = Object.hasOwn(KIND_WORDS, subtype) ? KIND_WORDS[subtype] : 'note of an unknown kind';
  return name ? `${kind} "${name.slice(0, 80)}"` : `${kind}`;
}

function unpainted(subtype: string, name: string | undefined, where: string): Problem {
  return {
    where,
    found: describe(subtype, name),
    message: `A ${describe(subtype, name)} has no picture of itself in the file, so it does not appear in the bundle. The original shows it.`,
  };
}

function unapplied(count: number, where: string): Problem {
  return {
    where,
    found: describe('Redact', undefined),
    message: `${count === 1 ? 'A mark for redaction was' : `${count} marks for redaction were`} set and not applied: the words under ${count === 1 ? 'it' : 'them'} can still be read. Apply the redactions and upload the file again before you share it.`,
  };
}

/**
 * The matrix that maps an appearance's box onto the annotation's rectangle (ISO 32000-2, 12.5.5, algorithm "appearance streams").
 * Nothing where the box has no area.
 */
export function appearanceMatrix(
  reader: Reader,
  { stream, rect }: Painted,
): [number, number, number, number] | undefined {
  const box = readBox(reader, stream.dict, 'BBox');
  if (!box) return undefined;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = reader.numbers(stream.dict, 'Matrix', 6) ?? [];
  const corners = [
    [box[0], box[1]],
    [box[2], box[1]],
    [box[2], box[3]],
    [box[0], box[3]],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, bottom, width, height] = [
    Math.min(...xs),
    Math.min(...ys),
    Math.max(...xs) - Math.min(...xs),
    Math.max(...ys) - Math.min(...ys),
  ];
  if (!(width > 0 && height > 0)) return undefined;
  const scaleX = (rect[2] - rect[0]) / width;
  const scaleY = (rect[3] - rect[1]) / height;
  return [scaleX, scaleY, rect[0] - left * scaleX, rect[1] - bottom * scaleY];
}
