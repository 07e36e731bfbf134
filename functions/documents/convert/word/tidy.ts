import { type DefaultTreeAdapterTypes as Html, parseFragment } from 'parse5';
import { Found } from './found.ts';
import { attributeOf, elementsBelow, isElement } from './inline.ts';
import type { ReadWord } from './read-word.ts';
import { Writer } from './write.ts';

export interface TidyWord {
  /** On our allow-list: one section, or several where pages turn. */
  html: string;
  /** Of the first heading. */
  title: string | undefined;
  /** Whether there is anything to print. */
  hasContent: boolean;
  undescribedPictures: number;
}

/** mammoth's HTML → HTML of our allow-list, built anew from what is known: whatever else is in it is left out. */
export function tidyWord({ html, pictures, found }: ReadWord): TidyWord {
  const fragment = parseFragment(html);
  const notes = noteItems(fragment.childNodes.at(-1));
  const body = notes.length > 0 ? fragment.childNodes.slice(0, -1) : fragment.childNodes;
  const linked = [...elementsBelow(fragment)].map((element) => attributeOf(element, 'href') ?? '');
  const context = {
    pictures,
    targets: new Set(linked.filter((href) => href.startsWith('#')).map((href) => href.slice(1))),
    notes: new Set(notes.map((note) => attributeOf(note, 'id') ?? '')),
  };
  // Once to learn which places are printed, once with the links that lead to them.
  const rehearsal = new Writer({ ...context, found: new Found(), anchors: new Map() });
  rehearsal.document(body, notes);
  const writer = new Writer({ ...context, found, anchors: rehearsal.printedAnchors });
  const undescribedPictures = [...pictures.values()].filter(({ alt, source }) => source && alt === '').length;
  return { ...writer.document(body, notes), undescribedPictures };
}

/** mammoth puts the notes that it met into one last list. */
function noteItems(last: Html.Node | undefined): Html.Element[] {
  if (!last || !isElement(last) || last.tagName !== 'ol') return [];
  const items = last.childNodes.filter(isElement);
  if (!items.every((item) => /^(?:footnote|endnote)-/.test(attributeOf(item, 'id') ?? ''))) return [];
  // Once for each time that it is referred to.
  return [...new Map(items.toReversed().map((item) => [attributeOf(item, 'id'), item])).values()].toReversed();
}
