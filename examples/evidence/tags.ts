import {
  type PDFArray,
  type PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFOperator,
  PDFOperatorNames,
  type PDFPage,
  type PDFRef,
  PDFString,
} from 'pdf-lib';
import type { Hooks, Role } from './flow.ts';

const begin = (role: string, properties: string) =>
  PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [`/${role}`, properties]);
const beginArtifact = () => PDFOperator.of(PDFOperatorNames.BeginMarkedContent, ['/Artifact']);
const end = () => PDFOperator.of(PDFOperatorNames.EndMarkedContent);

interface Element {
  dict: PDFDict;
  ref: PDFRef;
  children: PDFArray;
}

/** Builds a structure tree while a document is drawn: give `mark` to `setBlocks`, then call `finish` once. */
export function startTags(document: PDFDocument, alternative: string) {
  const { context } = document;
  const rootRef = context.nextRef();
  const whole = element('Document', rootRef);
  const onPage = new Map<PDFPage, PDFArray>();
  const groups = new Map<string, Element>();
  let list: Element | undefined;

  function element(role: string, parent: PDFRef): Element {
    const children = context.obj([]);
    const dict = context.obj({ Type: 'StructElem', S: role, P: parent, K: children });
    return { dict, ref: context.register(dict), children };
  }
  function under(parent: Element, role: string): Element {
    const made = element(role, parent.ref);
    parent.children.push(made.ref);
    return made;
  }
  function group(key: string, parent: Element, role: string): Element {
    const found = groups.get(key) ?? under(parent, role);
    groups.set(key, found);
    return found;
  }
  function parentOf(role: Role, cell: { table: number; row: number } | undefined): Element {
    if (cell) {
      const table = group(`table ${cell.table}`, whole, 'Table');
      return group(`table ${cell.table} row ${cell.row}`, table, 'TR');
    }
    if (role !== 'LI') return whole;
    list ??= under(whole, 'L');
    return under(list, 'LI');
  }

  const mark: NonNullable<Hooks['mark']> = (role, page, draw, cell) => {
    if (role === 'Artifact') {
      page.pushOperators(beginArtifact());
      draw();
      page.pushOperators(end());
      return;
    }
    if (role !== 'LI') list = undefined;
    const made = under(parentOf(role, cell), role === 'LI' ? 'LBody' : role);
    const owners = onPage.get(page) ?? context.obj([]);
    onPage.set(page, owners);
    const identifier = owners.size();
    owners.push(made.ref);
    made.dict.set(PDFName.of('Pg'), page.ref);
    made.children.push(context.obj(identifier));
    if (role === 'Figure') made.dict.set(PDFName.of('Alt'), PDFHexString.fromText(alternative));
    if (role === 'TH')
      made.dict.set(PDFName.of('A'), context.obj({ O: 'Table', Scope: cell?.row === 0 ? 'Column' : 'Row' }));
    page.pushOperators(begin(role === 'LI' ? 'LBody' : role, `<</MCID ${identifier}>>`));
    draw();
    page.pushOperators(end());
  };

  function finish(language: string) {
    const numbers = context.obj([]);
    for (const [page, owners] of onPage) {
      const key = numbers.size() / 2;
      page.node.set(PDFName.of('StructParents'), context.obj(key));
      page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
      numbers.push(context.obj(key));
      numbers.push(context.register(owners));
    }
    const parentTree = context.register(context.obj({ Nums: numbers }));
    const next = onPage.size;
    context.assign(
      rootRef,
      context.obj({ Type: 'StructTreeRoot', K: whole.ref, ParentTree: parentTree, ParentTreeNextKey: next }),
    );
    document.catalog.set(PDFName.of('StructTreeRoot'), rootRef);
    document.catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
    document.catalog.set(PDFName.of('Lang'), PDFString.of(language));
    document.catalog.set(PDFName.of('ViewerPreferences'), context.obj({ DisplayDocTitle: true }));
  }
  return { mark, finish };
}
