import { annotationsOf } from './annotations.ts';
import { type Checked, contentKey } from './document.ts';
import { type Finding, ua } from './finding.ts';
import { dictAt, has, textAt } from './read/objects.ts';
import { ancestorsOf, type Node } from './read/tree.ts';
import { propertyOf } from './read/xmp.ts';

/** RFC 3066 2.1. */
const TAG = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/;

/** Matterhorn 11: the language of every text is known. A language of the catalogue is that of all that has none of its own. */
export function* checkLanguage(document: Checked): Generator<Finding> {
  const { catalog, tree } = document;
  const own = textAt(catalog, 'Lang');
  for (const [where, tag] of languagesOf(document)) {
    if (!TAG.test(tag)) yield ua('UA-7.2', '7.2', where, `"${tag}" is not a language tag`);
  }
  if (own !== undefined && own !== '') return;
  const known = (node: Node | undefined) => [...ancestorsOf(node)].some((each) => Boolean(textAt(each.dict, 'Lang')));
  for (const page of document.contents) {
    const unknown = page.items.find(
      (item) =>
        item.kind === 'text' &&
        !item.marks.some(
          (mark) =>
            mark.tag === 'Artifact' ||
            mark.texts.get('Lang') ||
            known(document.elementOf.get(contentKey(mark.owner, mark.mcid ?? -1))),
        ),
    );
    if (unknown) yield ua('11-001', '7.2', page.where, 'the language of its text is not known');
  }
  for (const node of tree?.nodes ?? []) {
    if (['Alt', 'ActualText', 'E'].some((key) => has(node.dict, key)) && !known(node))
      yield ua('11-002', '7.2', `<${node.type}>`, 'the language of its alternative text is not known');
  }
  if (has(dictAt(catalog, 'Outlines'), 'First')) yield ua('11-003', '7.2', 'outline', 'its language is not known');
  for (const { dict, ref, where } of annotationsOf(document)) {
    if (has(dict, 'Contents') && !has(dict, 'Lang') && !known(document.elementOfObject.get(ref ?? '')))
      yield ua('11-004', '7.2', where, 'the language of the contents of an annotation is not known');
  }
  if (propertyOf(document.xmp, 'http://purl.org/dc/elements/1.1/', 'title')?.languages.includes('x-default'))
    yield ua('11-006', '7.2', 'XMP', 'the language of the title is not known');
}

function* languagesOf({ catalog, tree, contents }: Checked): Generator<[where: string, tag: string]> {
  const own = textAt(catalog, 'Lang');
  if (own !== undefined) yield ['catalogue', own];
  for (const node of tree?.nodes ?? []) {
    const tag = textAt(node.dict, 'Lang');
    if (tag !== undefined) yield [`<${node.type}>`, tag];
  }
  for (const { where, opened } of contents) {
    for (const { mark } of opened) {
      const tag = mark.texts.get('Lang');
      if (tag !== undefined) yield [where, tag];
    }
  }
}
