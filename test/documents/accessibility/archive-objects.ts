import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, type PDFObject, PDFStream, PDFString } from 'pdf-lib';
import { annotationsOf } from './annotations.ts';
import type { Checked } from './document.ts';
import { archive, type Finding, ua } from './finding.ts';
import {
  asDict,
  at,
  boolAt,
  dictAt,
  has,
  itemsOf,
  nameAt,
  nameOf,
  numberAt,
  numbersOf,
  oneOrMany,
  textAt,
} from './read/objects.ts';

const FILTERS = /^((ASCIIHex|ASCII85|Flate|RunLength|CCITTFax|JBIG2|DCT|JPX)Decode|Crypt)$/;
const ACTIONS = /^(GoTo|GoToR|GoToE|Thread|URI|Named|SubmitForm)$/;
const NAMED = /^(NextPage|PrevPage|FirstPage|LastPage)$/;

/** ISO 19005-2 6.1.6 to 6.1.13, 6.3 to 6.5 and 6.8 to 6.11: every object, wherever it is. */
export function* checkObjects(document: Checked): Generator<Finding> {
  const objects = document.pdf.context.enumerateIndirectObjects();
  if (objects.length > 8_388_607) yield archive('6.1.13', 'file', 'has more than 8,388,607 objects');
  for (const [ref, object] of objects) {
    for (const each of partsOf(object, 0)) yield* checkObject(each, `object ${ref.objectNumber}`);
  }
  yield* checkPages(document);
  yield* checkAnnotationsForArchive(document);
  yield* checkCatalogue(document);
}

const DEEPEST = 100;

/** An object and all that it holds directly. */
function* partsOf(object: PDFObject, depth: number): Generator<PDFObject> {
  yield object;
  if (depth > DEEPEST) return;
  const dict = asDict(object);
  if (dict) {
    for (const [key, value] of dict.entries()) {
      yield key;
      yield* partsOf(value, depth + 1);
    }
  } else if (object instanceof PDFArray) for (const item of object.asArray()) yield* partsOf(item, depth + 1);
}

function* checkObject(object: PDFObject, where: string): Generator<Finding> {
  const limit = (message: string) => archive('6.1.13', where, message);
  if (object instanceof PDFNumber) {
    const value = object.asNumber();
    if (
      Math.abs(value) > 3.403e38 ||
      (Number.isInteger(value) && !String(object).includes('.') && Math.abs(value) > 2_147_483_647)
    )
      yield limit(`the number ${value} is too large`);
    if (value !== 0 && Math.abs(value) < 1.175e-38) yield limit(`the number ${value} is too near to nought`);
  } else if (object instanceof PDFName) {
    if (Buffer.from(object.decodeText(), 'latin1').length > 127) yield limit('a name is longer than 127 bytes');
  } else if (object instanceof PDFString || object instanceof PDFHexString) {
    if (object.asBytes().length > 32_767) yield limit('a string is longer than 32,767 bytes');
    if (object instanceof PDFHexString && !/^([0-9A-Fa-f]{2})*$/.test(object.asString().replace(/\s/g, '')))
      yield archive('6.1.6', where, 'a hexadecimal string is not made of pairs of digits');
  } else if (object instanceof PDFStream) yield* checkStream(object, where);
  if (object instanceof PDFDict) yield* checkDict(object, where);
}

function* checkStream({ dict }: PDFStream, where: string): Generator<Finding> {
  for (const key of ['F', 'FFilter', 'FDecodeParms'])
    if (has(dict, key)) yield archive('6.1.7', where, `a stream has ${key}`);
  for (const filter of oneOrMany(at(dict, 'Filter')).map(nameOf)) {
    if (
      !FILTERS.test(filter ?? '') ||
      (filter === 'Crypt' && nameAt(dictAt(dict, 'DecodeParms'), 'Name') !== 'Identity')
    )
      yield archive('6.1.7', where, `a stream is filtered with ${filter}`);
  }
  yield* checkDict(dict, where);
}

function* checkDict(dict: PDFDict, where: string): Generator<Finding> {
  const type = nameAt(dict, 'Type');
  const action = nameAt(dict, 'S');
  const isAction =
    type === 'Action' ||
    (type === undefined &&
      has(dict, 'S') &&
      ['URI', 'D', 'JS', 'N', 'F'].some((key) => has(dict, key)) &&
      !has(dict, 'P') &&
      !has(dict, 'CS'));
  if (isAction && !ACTIONS.test(action ?? '')) yield archive('6.5.1', where, `an action ${action}`);
  if (isAction && action === 'Named' && !NAMED.test(nameAt(dict, 'N') ?? ''))
    yield archive('6.5.1', where, `a named action ${nameAt(dict, 'N')}`);
  if (has(dict, 'AA') && (type === undefined || /^(Catalog|Page|Annot)$/.test(type)) && dictAt(dict, 'AA'))
    yield archive('6.5.2', where, 'has additional actions (AA)');
  if (has(dict, 'EF')) {
    if (!textAt(dict, 'F') || !textAt(dict, 'UF'))
      yield ua('21-001', '7.11', where, 'an embedded file has no F or no UF');
    yield archive('6.8', where, 'a file is embedded, and was not looked into');
  }
}

function* checkPages({ pages }: Checked): Generator<Finding> {
  for (const { node, where } of pages) {
    for (const box of ['MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox']) {
      const [left = 0, bottom = 0, right = 0, top = 0] = numbersOf(at(node, box));
      const sides = [Math.abs(right - left), Math.abs(top - bottom)];
      if (has(node, box) && sides.some((side) => side < 3 || side > 14_400))
        yield archive('6.1.13', where, `its ${box} is ${sides.join(' × ')}`);
    }
    if (has(node, 'PresSteps')) yield archive('6.10', where, 'has presentation steps');
  }
}

const ANNOTATIONS =
  /^(Text|Link|FreeText|Line|Square|Circle|Polygon|PolyLine|Highlight|Underline|Squiggly|StrikeOut|Stamp|Caret|Ink|Popup|FileAttachment|Widget|PrinterMark|TrapNet|Watermark|Redact)$/;

function* checkAnnotationsForArchive(document: Checked): Generator<Finding> {
  for (const { dict, subtype, where, flags } of annotationsOf(document)) {
    const what = `an annotation (${subtype})`;
    if (!ANNOTATIONS.test(subtype)) yield archive('6.3.1', where, `${what} is of a kind that is not allowed`);
    if (subtype !== 'Popup' && flags === undefined) yield archive('6.3.2', where, `${what} has no flags`);
    // Print must be set; Invisible, Hidden, NoView and ToggleNoView must not (ISO 32000-1 12.5.3).
    if (flags !== undefined && ((flags & 4) === 0 || (flags & (1 | 2 | 32 | 256)) !== 0))
      yield archive('6.3.2', where, `${what} has the flags ${flags}`);
    const [left, bottom, right, top] = numbersOf(at(dict, 'Rect'));
    const flat = left === right && bottom === top;
    const looks = dictAt(dict, 'AP');
    if (!looks && !flat && subtype !== 'Popup' && subtype !== 'Link')
      yield archive('6.3.3', where, `${what} has no appearance`);
    if (looks?.keys().some((key) => key.decodeText() !== 'N'))
      yield archive('6.3.3', where, `${what} has more appearances than one`);
    if (subtype === 'Widget' && has(dict, 'A')) yield archive('6.4.1', where, 'a form field has an action');
  }
}

function* checkCatalogue({ catalog, pdf }: Checked): Generator<Finding> {
  const form = dictAt(catalog, 'AcroForm');
  const fault = (clause: string, message: string) => archive(clause, 'catalogue', message);
  if (boolAt(form, 'NeedAppearances')) yield fault('6.4.1', 'NeedAppearances is true');
  if (has(form, 'XFA')) {
    yield fault('6.4.2', 'there is an XFA form');
    yield ua('25-001', '7.15', 'catalogue', 'there is an XFA form');
  }
  if (has(catalog, 'NeedsRendering')) yield fault('6.4.2', 'NeedsRendering is there');
  if (has(catalog, 'Requirements')) yield fault('6.11', 'Requirements is there');
  const names = dictAt(catalog, 'Names');
  if (has(names, 'JavaScript')) yield fault('6.5.1', 'there are named scripts');
  if (has(names, 'AlternatePresentations')) yield fault('6.10', 'there are alternate presentations');
  for (const key of dictAt(catalog, 'Perms')?.keys() ?? []) {
    if (!/^(UR3|DocMDP)$/.test(key.decodeText())) yield fault('6.1.12', `permissions have ${key.decodeText()}`);
  }
  yield* checkLayers(dictAt(catalog, 'OCProperties'));
  const version = nameAt(catalog, 'Version');
  if (version !== undefined && !/^1\.[0-7]$/.test(version)) yield fault('6.1.2', `says version ${version}`);
  const size = numberAt(asDict(pdf.context.lookup(pdf.context.trailerInfo.Root)), 'Size');
  if (size !== undefined) yield fault('6.1.3', 'has a Size');
}

function* checkLayers(layers: PDFDict | undefined): Generator<Finding> {
  if (!layers) return;
  const seen = new Set<string>();
  const all = itemsOf(at(layers, 'OCGs')).length;
  for (const item of [at(layers, 'D'), ...itemsOf(at(layers, 'Configs'))]) {
    const config = asDict(item);
    const name = textAt(config, 'Name');
    if (!name) {
      yield ua('20-001', '7.10', 'layers', 'a configuration has no name');
      yield archive('6.9', 'layers', 'a configuration has no name');
    } else if (seen.has(name)) yield archive('6.9', 'layers', `two configurations are called ${name}`);
    seen.add(name ?? '');
    if (has(config, 'AS')) {
      yield ua('20-003', '7.10', 'layers', 'a configuration has AS');
      yield archive('6.9', 'layers', 'a configuration has AS');
    }
    if (has(config, 'Order') && countIn(at(config, 'Order')) < all)
      yield archive('6.9', 'layers', 'an order leaves out layers');
  }
}

const countIn = (order: PDFObject | undefined): number =>
  itemsOf(order).reduce<number>(
    (sum, item) => sum + (item instanceof PDFArray ? countIn(item) : item instanceof PDFDict ? 1 : 0),
    0,
  );
