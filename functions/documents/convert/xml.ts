/**
 * The XML of office documents: elements, attributes, text. They may hold no DTD (ECMA-376 part 2, 8.2.5), so there are no entities to
 * expand and none to fetch; a document with one is refused as unsafe. Names come out with one prefix per known namespace.
 */
export interface XmlElement {
  /** `w:p`; in a namespace that we don't know `?:name`. */
  name: string;
  attributes: Map<string, string>;
  children: (XmlElement | string)[];
}

export class XmlFault extends Error {
  /** `unsafe`: a DTD. `malformed`: not XML. */
  readonly kind: 'unsafe' | 'malformed';

  constructor(kind: 'unsafe' | 'malformed') {
    super(kind);
    this.kind = kind;
  }
}

const TRANSITIONAL = 'http://schemas.openxmlformats.org/';
const STRICT = 'http://purl.oclc.org/ooxml/';

/** Both forms of ECMA-376: what Word writes, and "strict". */
const FAMILIES: readonly (readonly [prefix: string, transitional: string, strict: string])[] = [
  ['w', 'wordprocessingml/2006/main', 'wordprocessingml/main'],
  ['r', 'officeDocument/2006/relationships', 'officeDocument/relationships'],
  ['wp', 'drawingml/2006/wordprocessingDrawing', 'drawingml/wordprocessingDrawing'],
  ['a', 'drawingml/2006/main', 'drawingml/main'],
  ['pic', 'drawingml/2006/picture', 'drawingml/picture'],
  ['m', 'officeDocument/2006/math', 'officeDocument/math'],
];

const NAMESPACES: readonly (readonly [prefix: string, uri: string])[] = [
  ...FAMILIES.map(([prefix, transitional]) => [prefix, TRANSITIONAL + transitional] as const),
  ['ct', `${TRANSITIONAL}package/2006/content-types`],
  ['rel', `${TRANSITIONAL}package/2006/relationships`],
  ['mc', `${TRANSITIONAL}markup-compatibility/2006`],
  ['v', 'urn:schemas-microsoft-com:vml'],
  ['o', 'urn:schemas-microsoft-com:office:office'],
  ['w10', 'urn:schemas-microsoft-com:office:word'],
  ['w14', 'http://schemas.microsoft.com/office/word/2010/wordml'],
  ['wps', 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape'],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
];

const PREFIXES: ReadonlyMap<string, string> = new Map([
  ...NAMESPACES.map(([prefix, uri]) => [uri, prefix] as const),
  ...FAMILIES.map(([prefix, , strict]) => [STRICT + strict, prefix] as const),
]);

const UNKNOWN = '?';
/** Word nests about ten elements for a table in a table. */
const DEEPEST = 250;
const NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

type Scope = ReadonlyMap<string, string>;

/** Throws XmlFault. */
export function parseXml(bytes: Uint8Array): XmlElement {
  const source = decode(bytes);
  const top: XmlElement = { name: '', attributes: new Map(), children: [] };
  const open: { element: XmlElement; raw: string; scope: Scope }[] = [
    { element: top, raw: '', scope: new Map([['xml', 'xml']]) },
  ];
  let at = 0;
  while (at < source.length) {
    const here = open.at(-1);
    if (!here) throw new XmlFault('malformed');
    const next = source.indexOf('<', at);
    const end = next < 0 ? source.length : next;
    if (end > at) addText(here.element, decodeEntities(source.slice(at, end)));
    if (next < 0) break;
    if (source.startsWith('<!--', next)) at = after(source, '-->', next);
    else if (source.startsWith('<?', next)) at = after(source, '?>', next);
    else if (source.startsWith('<![CDATA[', next)) {
      at = after(source, ']]>', next);
      addText(here.element, source.slice(next + 9, at - 3));
    } else if (source.startsWith('<!', next)) throw new XmlFault('unsafe');
    else if (source.startsWith('</', next)) {
      at = after(source, '>', next);
      if (open.length === 1 || source.slice(next + 2, at - 1).trim() !== here.raw) throw new XmlFault('malformed');
      open.pop();
    } else {
      const tag = readTag(source, next + 1, here.scope);
      at = tag.end;
      here.element.children.push(tag.element);
      if (!tag.isEmpty) open.push(tag);
      if (open.length > DEEPEST) throw new XmlFault('malformed');
    }
  }
  const [root, ...more] = top.children.filter((child) => typeof child !== 'string');
  if (open.length !== 1 || !root || more.length > 0) throw new XmlFault('malformed');
  return root;
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new XmlFault('malformed');
  }
}

function after(source: string, mark: string, from: number): number {
  const found = source.indexOf(mark, from);
  if (found < 0) throw new XmlFault('malformed');
  return found + mark.length;
}

function addText(element: XmlElement, text: string): void {
  // Nothing but white space stands outside the root.
  if (element.name === '' && text.trim() !== '') throw new XmlFault('malformed');
  if (element.name === '' || text === '') return;
  const last = element.children.at(-1);
  if (typeof last === 'string') element.children[element.children.length - 1] = last + text;
  else element.children.push(text);
}

function readTag(source: string, start: number, outer: Scope) {
  NAME.lastIndex = start;
  const raw = NAME.exec(source)?.[0];
  if (!raw) throw new XmlFault('malformed');
  let at = NAME.lastIndex;
  const given: [name: string, value: string][] = [];
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(source);
    if (!found) break;
    at = ATTRIBUTE.lastIndex;
    given.push([found[1] ?? '', decodeEntities(found[2] ?? found[3] ?? '')]);
  }
  while (/\s/.test(source[at] ?? '')) at += 1;
  const isEmpty = source[at] === '/';
  if (isEmpty) at += 1;
  if (source[at] !== '>') throw new XmlFault('malformed');
  const declared = given.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  const scope =
    declared.length === 0
      ? outer
      : new Map([...outer, ...declared.map(([name, uri]) => [name.slice(6), PREFIXES.get(uri) ?? UNKNOWN] as const)]);
  const attributes = new Map<string, string>();
  for (const [name, value] of given)
    if (!name.startsWith('xmlns')) attributes.set(name.includes(':') ? nameIn(scope, name) : name, value);
  return { element: { name: nameIn(scope, raw), attributes, children: [] }, raw, scope, isEmpty, end: at + 1 };
}

function nameIn(scope: Scope, name: string): string {
  const colon = name.indexOf(':');
  const prefix = scope.get(colon < 0 ? '' : name.slice(0, colon));
  const local = name.slice(colon + 1);
  return prefix === undefined && colon < 0 ? local : `${prefix ?? UNKNOWN}:${local}`;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,32});?/g, (whole, name: string) => {
    if (!whole.endsWith(';')) throw new XmlFault('malformed');
    const code = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
    if (!code) return known(name);
    const point = code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16);
    if (point > 0x10ffff) throw new XmlFault('malformed');
    return String.fromCodePoint(point);
  });
}

/** Without a DTD, XML has these five. */
function known(name: string): string {
  if (!Object.hasOwn(ENTITIES, name)) throw new XmlFault('malformed');
  return ENTITIES[name] as string;
}

/** Writes a tree anew: what a later reader sees holds nothing but the elements, attributes and text that are in it. */
export function writeXml(root: XmlElement): string {
  const declarations = NAMESPACES.filter(([prefix]) => prefix !== 'xml').map(
    ([prefix, uri]) => ` xmlns:${prefix}="${uri}"`,
  );
  const out: string[] = [];
  write(root, out, `${declarations.join('')} xmlns:unknown="urn:unknown"`);
  return out.join('');
}

function write(element: XmlElement, out: string[], declarations = ''): void {
  const name = written(element.name);
  out.push('<', name, declarations);
  for (const [key, value] of element.attributes) out.push(' ', written(key), '="', encode(value), '"');
  if (element.children.length === 0) {
    out.push('/>');
    return;
  }
  out.push('>');
  for (const child of element.children) {
    if (typeof child === 'string') out.push(encode(child));
    else write(child, out);
  }
  out.push('</', name, '>');
}

const written = (name: string): string => (name.startsWith(UNKNOWN) ? `unknown${name.slice(1)}` : name);

/** Characters that XML 1.0 doesn't have go too: a reader would stop at them. */
const encode = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

export const elementsIn = (parent: XmlElement): XmlElement[] =>
  parent.children.filter((child): child is XmlElement => typeof child !== 'string');

/** The first child at the end of a path of names. */
export function childAt(parent: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (here, name) => here && elementsIn(here).find((child) => child.name === name),
    parent,
  );
}

/** Every element below, parents first. */
export function* descendants(parent: XmlElement): Generator<XmlElement> {
  for (const child of elementsIn(parent)) {
    yield child;
    yield* descendants(child);
  }
}
