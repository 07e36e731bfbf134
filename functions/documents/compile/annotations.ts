import { PDFDict, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib';
import type { Problem } from '../model.ts';
import { asDict, nameOf, type Reader, refKey, resolve } from './access.ts';
import type { Destination, Destinations } from './destinations.ts';
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

const FLAG = { hidden: 2, noView: 32 } as const;
/** Seen only when asked for: nothing of them is on the page. */
const NOTHING_TO_SEE: ReadonlySet<string> = new Set(['Popup']);

/** Sorts a page's annotations into links to keep, looks to paint, and what is left behind (which is reported when it could be seen). */
export function readAnnotations(
  reader: Reader,
  page: PageSource,
  context: {
    destinations: Destinations;
    packLinks: boolean;
    limits: CompileLimits;
    number: number;
    layerIsOff: (key: string) => boolean;
  },
): PageAnnotations & { warnings: Problem[] } {
  const found: PageAnnotations & { warnings: Problem[] } = { links: [], painted: [], warnings: [] };
  const where = `page ${context.number}`;
  const all = reader.array(page.dict, 'Annots') ?? [];
  if (all.length > context.limits.annotationsPerPage) {
    found.warnings.push({
      where,
      message: `This page has ${all.length} notes and links; the first ${context.limits.annotationsPerPage} were looked at.`,
    });
  }
  for (const entry of all.slice(0, context.limits.annotationsPerPage)) {
    const dict = resolve(reader.context, entry);
    if (!(dict instanceof PDFDict)) continue;
    const subtype = reader.name(dict, 'Subtype') ?? '';
    const flags = reader.number(dict, 'F') ?? 0;
    const rect = readBox(reader, dict, 'Rect');
    if (subtype === 'Link') {
      const target = linkTarget(reader, dict, context.destinations, context.packLinks);
      if (target && rect) found.links.push({ dict, key: refKey(entry), rect, target });
      continue;
    }
    const layer = refKey(reader.raw(dict, 'OC'));
    if (NOTHING_TO_SEE.has(subtype) || (flags & (FLAG.hidden | FLAG.noView)) !== 0) continue;
    if (!rect || (layer !== undefined && context.layerIsOff(layer))) continue;
    const appearance = normalAppearance(reader, dict);
    if (appearance) found.painted.push({ key: refKey(entry), ...appearance, rect });
    else if (hasSomethingToSee(reader, dict, subtype)) found.warnings.push(unpainted(reader, dict, subtype, where));
  }
  return found;
}

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
    const state = reader.name(dict, 'AS') ?? nameOf(reader.get(dict, 'V')) ?? 'Off';
    reference = reader.raw(value, decodeName(state));
  }
  const stream = resolve(reader.context, reference);
  if (!(stream instanceof PDFRawStream) || !(reference instanceof PDFRef)) return undefined;
  return readBox(reader, stream.dict, 'BBox') ? { appearance: reference, stream } : undefined;
}

function decodeName(name: string): string {
  return name.replace(/#([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** A field without a value, or a button state that draws nothing, loses nothing when it is not painted. */
function hasSomethingToSee(reader: Reader, dict: PDFDict, subtype: string): boolean {
  if (subtype !== 'Widget') return true;
  if (reader.dict(dict, 'AP')) return false;
  const parent = reader.dict(dict, 'Parent');
  const type = reader.name(dict, 'FT') ?? reader.name(parent, 'FT');
  if (type === 'Btn' || type === 'Sig') return false;
  const value = reader.get(dict, 'V') ?? reader.get(parent, 'V');
  return (
    value !== undefined && (asDict(value) !== undefined || (reader.text(dict, 'V') ?? reader.text(parent, 'V')) !== '')
  );
}

function unpainted(reader: Reader, dict: PDFDict, subtype: string, where: string): Problem {
  const name = reader.text(dict, 'T');
  return {
    where,
    found: name ? `${subtype} "${name.slice(0, 80)}"` : subtype,
    message:
      'This note or field has no picture of itself in the file, so it does not appear in the bundle. The original shows it.',
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
