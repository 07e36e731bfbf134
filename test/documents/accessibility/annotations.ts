import { PDFDict, type PDFDocument, PDFRef } from 'pdf-lib';
import type { Checked } from './document.ts';
import { type Finding, ua } from './finding.ts';
import { at, dictAt, itemsOf, nameAt, numberAt, numbersOf, rawItemsOf, textAt } from './read/objects.ts';
import { ancestorsOf, type Node } from './read/tree.ts';

export interface Annotation {
  dict: PDFDict;
  ref: string | undefined;
  where: string;
  subtype: string;
  flags: number | undefined;
}

export function annotationsOf({ pages, pdf }: Pick<Checked, 'pages' | 'pdf'>): Annotation[] {
  return pages.flatMap(({ node, where }) =>
    rawItemsOf(at(node, 'Annots')).flatMap((item): Annotation[] => {
      const dict = item instanceof PDFRef ? pdf.context.lookup(item) : item;
      if (!(dict instanceof PDFDict)) return [];
      const ref = item instanceof PDFRef ? item.toString() : undefined;
      return [{ dict, ref, where, subtype: nameAt(dict, 'Subtype') ?? '', flags: numberAt(dict, 'F') }];
    }),
  );
}

const HIDDEN = 2;

/** Matterhorn 28: annotations are in the structure, say what they are, and are reached in its order. */
export function* checkAnnotations(document: Checked): Generator<Finding> {
  for (const { node, where } of document.pages) {
    if (itemsOf(at(node, 'Annots')).length === 0) continue;
    const order = nameAt(node, 'Tabs');
    if (order === undefined) yield ua('28-008', '7.18.3', where, 'has annotations and no tab order');
    else if (order !== 'S')
      yield ua('28-009', '7.18.3', where, `has the tab order ${order}, not that of the structure`);
  }
  for (const annotation of annotationsOf(document)) {
    if (((annotation.flags ?? 0) & HIDDEN) !== 0 || isOutside(document, annotation)) continue;
    yield* checkAnnotation(document, annotation);
  }
}

function* checkAnnotation(document: Checked, annotation: Annotation): Generator<Finding> {
  const { dict, ref, subtype, where } = annotation;
  const element = document.elementOfObject.get(ref ?? '');
  const inside = (kind: string) => element?.standard === kind;
  const contents = textAt(dict, 'Contents');
  if (subtype === 'Link') {
    if (!inside('Link')) yield ua('28-011', '7.18.5', where, `a link is in ${nameIn(element)}, not in Link`);
    if (!contents?.trim()) yield ua('28-012', '7.18.5', where, 'a link has no Contents');
  } else if (subtype === 'Widget') {
    if (!inside('Form')) yield ua('28-010', '7.18.4', where, `a form field is in ${nameIn(element)}, not in Form`);
    if (!textAt(dict, 'TU') && !textAt(dictAt(dict, 'Parent'), 'TU') && !textAt(element?.dict, 'Alt'))
      yield ua('28-005', '7.18.1', where, 'a form field has no TU');
  } else if (subtype === 'PrinterMark') {
    if (element) yield ua('28-017', '7.18.8', where, 'a printer mark is in the structure');
  } else if (subtype === 'TrapNet') yield ua('28-007', '7.18.2', where, 'a trap network is used');
  else if (subtype !== 'Popup') {
    if (!inside('Annot'))
      yield ua('28-002', '7.18.1', where, `an annotation (${subtype}) is in ${nameIn(element)}, not in Annot`);
    if (!contents && !textAt(element?.dict, 'Alt'))
      yield ua('28-004', '7.18.1', where, `an annotation (${subtype}) has no Contents`);
  }
  if (element) yield* checkParent(document, annotation, element);
}

/** The way back: StructParent leads through the parent tree to the element (ISO 32000-1 14.7.4.4). */
function* checkParent({ tree, pdf }: Checked, { dict, where, subtype }: Annotation, element: Node): Generator<Finding> {
  const key = numberAt(dict, 'StructParent');
  const target = key === undefined ? undefined : pdf.context.lookup(tree?.parents.get(key));
  if (![...ancestorsOf(element)].some((node) => node.dict === target))
    yield ua(
      'UA-7.18.1',
      '7.18.1',
      where,
      `the parent tree does not lead from an annotation (${subtype}) to its element`,
    );
}

const nameIn = (element: Node | undefined): string => element?.type ?? 'no element';

function isOutside({ pages }: { pages: Checked['pages']; pdf: PDFDocument }, annotation: Annotation): boolean {
  const page = pages.find(({ where }) => where === annotation.where)?.node;
  const inherited = (key: string) => {
    for (
      let node: PDFDict | undefined = page, depth = 0;
      node && depth < 50;
      node = dictAt(node, 'Parent'), depth += 1
    ) {
      if (at(node, key)) return numbersOf(at(node, key));
    }
    return undefined;
  };
  const box = inherited('CropBox') ?? inherited('MediaBox');
  const [left = 0, bottom = 0, right = 0, top = 0] = ordered(numbersOf(at(annotation.dict, 'Rect')));
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = ordered(box ?? []);
  return box !== undefined && (right < x0 || left > x1 || top < y0 || bottom > y1);
}

const ordered = ([a = 0, b = 0, c = 0, d = 0]: number[]): number[] => [
  Math.min(a, c),
  Math.min(b, d),
  Math.max(a, c),
  Math.max(b, d),
];
