import type { Checked } from './document.ts';
import { archive, type Finding, ua } from './finding.ts';
import { at, boolAt, dictAt, has, nameAt, textAt } from './read/objects.ts';
import { type Property, propertyOf, type XmlElement, type Xmp } from './read/xmp.ts';

const DC = 'http://purl.org/dc/elements/1.1/';
const XMP = 'http://ns.adobe.com/xap/1.0/';
const PDF = 'http://ns.adobe.com/pdf/1.3/';
const PDFUA = 'http://www.aiim.org/pdfua/ns/id/';
const PDFA = 'http://www.aiim.org/pdfa/ns/id/';
const EXTENSION = 'http://www.aiim.org/pdfa/ns/extension/';

/** Matterhorn 06 and 07, ISO 14289-1 5 and ISO 19005-2 6.6: the file says what it is, in an XMP packet that agrees with the rest. */
export function* checkMetadata({ catalog, info, xmp }: Checked): Generator<Finding> {
  const viewer = dictAt(catalog, 'ViewerPreferences');
  if (!has(viewer, 'DisplayDocTitle'))
    yield ua('07-001', '7.1', 'catalogue', 'ViewerPreferences has no DisplayDocTitle');
  else if (boolAt(viewer, 'DisplayDocTitle') !== true)
    yield ua('07-002', '7.1', 'catalogue', 'DisplayDocTitle is not true');
  if (!xmp) {
    yield ua('06-001', '7.1', 'catalogue', 'there is no XMP packet');
    return;
  }
  yield* checkPacket(xmp);
  const part = propertyOf(xmp, PDFUA, 'part');
  if (part?.values[0] !== '1' || part.prefix !== 'pdfuaid')
    yield ua('06-002', '5', 'XMP', 'does not say pdfuaid:part 1');
  const title = propertyOf(xmp, DC, 'title');
  if (!title?.values.some((value) => value.trim() !== '')) yield ua('06-003', '7.1', 'XMP', 'has no dc:title');
  for (const [name, value] of [
    ['part', '2'],
    ['conformance', 'A'],
  ] as const) {
    const found = propertyOf(xmp, PDFA, name);
    if (found?.values[0] !== value || found.prefix !== 'pdfaid')
      yield archive('6.6.4', 'XMP', `does not say pdfaid:${name} ${value}`);
  }
  yield* checkProperties(xmp);
  yield* checkAgreement(info, xmp);
}

function* checkPacket({ stream, packet, wellFormed }: Xmp): Generator<Finding> {
  if (nameAt(stream, 'Type') !== 'Metadata' || nameAt(stream, 'Subtype') !== 'XML')
    yield archive('6.6.2.1', 'XMP', 'its stream is not of type Metadata, subtype XML');
  if (has(stream, 'Filter')) yield archive('6.6.2.1', 'XMP', 'its stream is compressed');
  const header = /<\?xpacket begin=[^?]*\?>/.exec(packet)?.[0];
  if (header === undefined || !packet.includes('<?xpacket end='))
    yield archive('6.6.2.1', 'XMP', 'is not wrapped as a packet');
  if (/\b(bytes|encoding)=/.test(header ?? '')) yield archive('6.6.2.1', 'XMP', 'its header says bytes or encoding');
  if (!wellFormed) yield archive('6.6.2.1', 'XMP', 'is not well-formed XML');
}

type Kind = 'text' | 'integer' | 'date' | 'Alt' | 'Bag' | 'Seq' | 'structure';

/** Properties of the XMP specification of 2005 that a pack may use, and those of PDF/A itself. */
const KNOWN: Record<string, Record<string, Kind>> = {
  [DC]: {
    title: 'Alt',
    description: 'Alt',
    rights: 'Alt',
    creator: 'Seq',
    date: 'Seq',
    contributor: 'Bag',
    language: 'Bag',
    publisher: 'Bag',
    relation: 'Bag',
    subject: 'Bag',
    type: 'Bag',
    format: 'text',
    identifier: 'text',
    source: 'text',
    coverage: 'text',
  },
  [XMP]: {
    CreateDate: 'date',
    ModifyDate: 'date',
    MetadataDate: 'date',
    CreatorTool: 'text',
    Label: 'text',
    Nickname: 'text',
    Rating: 'integer',
    BaseURL: 'text',
    Identifier: 'Bag',
    Advisory: 'Bag',
    Thumbnails: 'Alt',
  },
  'http://ns.adobe.com/xap/1.0/mm/': {
    DocumentID: 'text',
    InstanceID: 'text',
    VersionID: 'text',
    RenditionClass: 'text',
    RenditionParams: 'text',
    Manager: 'text',
    ManagerVariant: 'text',
    ManageTo: 'text',
    ManageUI: 'text',
    DerivedFrom: 'structure',
    History: 'Seq',
    Versions: 'Seq',
  },
  'http://ns.adobe.com/xap/1.0/t/pg/': {
    NPages: 'integer',
    MaxPageSize: 'structure',
    Fonts: 'Bag',
    Colorants: 'Seq',
    PlateNames: 'Seq',
  },
  [PDF]: { Keywords: 'text', PDFVersion: 'text', Producer: 'text' },
  [PDFA]: { part: 'integer', conformance: 'text', amd: 'text', corr: 'text' },
  [EXTENSION]: { schemas: 'Bag' },
};

const DATE = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

/** ISO 19005-2 6.6.2.3: each property is one of the XMP specification or declared in an extension schema, and of its type. */
function* checkProperties(xmp: Xmp): Generator<Finding> {
  const declared = new Map<string, Kind>();
  for (const property of xmp.properties) {
    if (property.space === EXTENSION && property.name === 'schemas') yield* readSchemas(property, declared);
  }
  const seen = new Set<string>();
  for (const property of xmp.properties) {
    const name = `${property.prefix}:${property.name}`;
    const kind = KNOWN[property.space]?.[property.name] ?? declared.get(`${property.space} ${property.name}`);
    if (seen.has(name)) yield archive('6.6.2.1', 'XMP', `${name} is there twice`);
    seen.add(name);
    if (kind === undefined)
      yield archive('6.6.2.3', 'XMP', `${name} is neither known nor declared in an extension schema`);
    else if (!isOfKind(property, kind)) yield archive('6.6.2.3', 'XMP', `${name} is not ${kind}`);
  }
}

function isOfKind({ shape, values: [value = ''], languages }: Property, kind: Kind): boolean {
  if (kind === 'integer') return shape === 'text' && /^[+-]?\d+$/.test(value);
  if (kind === 'date') return shape === 'text' && DATE.test(value);
  if (kind === 'Alt') return shape === 'Alt' && languages.includes('x-default');
  return shape === kind;
}

const SCHEMA = 'http://www.aiim.org/pdfa/ns/schema#';
const PROPERTY = 'http://www.aiim.org/pdfa/ns/property#';
const KIND_OF: Record<string, Kind> = { Integer: 'integer', Date: 'date', Text: 'text' };

function* readSchemas({ element, shape, prefix }: Property, declared: Map<string, Kind>): Generator<Finding> {
  const fault = (message: string) => archive('6.6.2.3', 'XMP', message);
  if (shape !== 'Bag' || prefix !== 'pdfaExtension') yield fault('pdfaExtension:schemas is not a bag of that name');
  for (const schema of element.children[0]?.children ?? []) {
    const own = (name: string) => partOf(schema, SCHEMA, 'pdfaSchema', name);
    for (const name of ['schema', 'namespaceURI', 'prefix', 'property'])
      if (!own(name)) yield fault(`an extension schema lacks pdfaSchema:${name}`);
    for (const item of own('property')?.children[0]?.children ?? []) {
      const field = (name: string) => partOf(item, PROPERTY, 'pdfaProperty', name)?.text ?? '';
      for (const name of ['name', 'valueType', 'category', 'description'])
        if (field(name) === '') yield fault(`a declared property lacks pdfaProperty:${name}`);
      if (!/^(internal|external)$/.test(field('category')))
        yield fault('a declared property is neither internal nor external');
      if (!KIND_OF[field('valueType')]) yield fault(`a declared property is of the unknown type ${field('valueType')}`);
      declared.set(`${own('namespaceURI')?.text} ${field('name')}`, KIND_OF[field('valueType')] ?? 'text');
    }
  }
}

const partOf = (element: XmlElement, space: string, prefix: string, name: string): XmlElement | undefined =>
  element.children.find((child) => child.space === space && child.prefix === prefix && child.name === name);

/** The document information, where there is any, says the same as the packet. */
function* checkAgreement(info: Checked['info'], xmp: Xmp): Generator<Finding> {
  const pairs: [key: string, space: string, name: string][] = [
    ['Title', DC, 'title'],
    ['Author', DC, 'creator'],
    ['Subject', DC, 'description'],
    ['Keywords', PDF, 'Keywords'],
    ['Creator', XMP, 'CreatorTool'],
    ['Producer', PDF, 'Producer'],
    ['CreationDate', XMP, 'CreateDate'],
    ['ModDate', XMP, 'ModifyDate'],
  ];
  for (const [key, space, name] of pairs) {
    if (at(info, key) === undefined) continue;
    const own = textAt(info, key) ?? '';
    const other = propertyOf(xmp, space, name)?.values.join('; ') ?? '';
    const same = key.endsWith('Date') ? instantOf(own) === Date.parse(other) : own === other;
    if (!same) yield archive('6.6.3', 'document information', `${key} says "${own}" and XMP says "${other}"`);
  }
}

/** `D:20260914093000+01'00'` → milliseconds (ISO 32000-1 7.9.4); NaN for what is no date. */
function instantOf(date: string): number {
  const found = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)?'?)?/.exec(date);
  if (!found) return Number.NaN;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', , zone, zoneMinutes = '00'] =
    found;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone ? `${zone}:${zoneMinutes}` : 'Z'}`);
}
