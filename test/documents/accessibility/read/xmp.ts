import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type PDFDict, PDFStream } from 'pdf-lib';
import { at, bytesOf } from './objects.ts';

/** A property of the XMP packet (XMP specification, part 1). */
export interface Property {
  /** Namespace URI. */
  space: string;
  prefix: string;
  name: string;
  shape: 'text' | 'Alt' | 'Bag' | 'Seq' | 'structure';
  /** Text, or the texts of the items. */
  values: string[];
  /** Languages of the items of an Alt. */
  languages: string[];
  element: XmlElement;
}

export interface Xmp {
  stream: PDFDict;
  packet: string;
  wellFormed: boolean;
  properties: Property[];
}

/** An element as fast-xml-parser gives it when order is preserved, in plain terms. */
export interface XmlElement {
  prefix: string;
  name: string;
  space: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const COLLECTIONS = ['Alt', 'Bag', 'Seq'] as const;

export function readXmp(catalog: PDFDict): Xmp | undefined {
  const stream = at(catalog, 'Metadata');
  if (!(stream instanceof PDFStream)) return undefined;
  const packet = Buffer.from(bytesOf(stream) ?? [])
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const wellFormed = XMLValidator.validate(packet) === true;
  return { stream: stream.dict, packet, wellFormed, properties: wellFormed ? propertiesOf(packet) : [] };
}

export const propertyOf = (xmp: Xmp | undefined, space: string, name: string): Property | undefined =>
  xmp?.properties.find((property) => property.space === space && property.name === name);

function propertiesOf(packet: string): Property[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    trimValues: false,
  });
  const roots = (parser.parse(packet) as unknown[]).flatMap((raw) => elementOf(raw, {}) ?? []);
  const rdf = find(roots, 'RDF');
  return (rdf?.children ?? []).flatMap((description) => [
    ...description.children.map(propertyOfElement),
    ...Object.entries(description.attributes).flatMap(([key, value]) => propertyOfAttribute(description, key, value)),
  ]);
}

function find(elements: readonly XmlElement[], name: string): XmlElement | undefined {
  for (const element of elements) {
    if (element.space === RDF && element.name === name) return element;
    const inside = find(element.children, name);
    if (inside) return inside;
  }
  return undefined;
}

type Spaces = Record<string, string>;

function elementOf(raw: unknown, around: Spaces): XmlElement | undefined {
  const entry = raw as Record<string, unknown>;
  const key = Object.keys(entry).find((each) => each !== ':@' && each !== '#text' && !each.startsWith('?'));
  if (key === undefined) return undefined;
  const attributes = (entry[':@'] ?? {}) as Record<string, string>;
  const spaces: Spaces = { ...around };
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('xmlns:')) spaces[name.slice(6)] = value;
  }
  const [prefix, name] = key.includes(':') ? (key.split(':', 2) as [string, string]) : ['', key];
  const inside = entry[key] as unknown[];
  return {
    prefix,
    name,
    space: spaces[prefix] ?? '',
    attributes: { ...attributes, ...prefixed(spaces) },
    children: inside.flatMap((child) => elementOf(child, spaces) ?? []),
    text: inside
      .map((child) => (child as Record<string, string | undefined>)['#text'] ?? '')
      .join('')
      .trim(),
  };
}

const prefixed = (spaces: Spaces): Record<string, string> =>
  Object.fromEntries(Object.entries(spaces).map(([prefix, uri]) => [`xmlns:${prefix}`, uri]));

function propertyOfElement(element: XmlElement): Property {
  const { space, prefix, name, children } = element;
  const collection = children.find((child) => child.space === RDF && COLLECTIONS.some((kind) => kind === child.name));
  const items = collection?.children ?? [];
  const shape = collection ? (collection.name as 'Alt') : children.length > 0 ? 'structure' : 'text';
  return {
    space,
    prefix,
    name,
    shape,
    values: collection ? items.map((item) => item.text) : [element.text],
    languages: items.flatMap((item) => item.attributes['xml:lang'] ?? []),
    element,
  };
}

function propertyOfAttribute(description: XmlElement, key: string, value: string): Property[] {
  const [prefix = '', name] = key.split(':', 2);
  if (name === undefined || ['xmlns', 'rdf', 'xml'].includes(prefix)) return [];
  const space = description.attributes[`xmlns:${prefix}`] ?? '';
  return [{ space, prefix, name, shape: 'text', values: [value], languages: [], element: description }];
}
