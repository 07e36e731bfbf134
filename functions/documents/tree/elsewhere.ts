import { type Element, has, walk } from './model.ts';

/** Where a link leads that leaves this piece of a document, by its target as written: `#evidence-E07` or `pack:E07`. */
export type Elsewhere = Readonly<Record<string, PrintedPlace>>;

export interface PrintedPlace {
  /** The number printed on the page. */
  page: number;
  /** Only when it is in another volume: a file of its own, to which a link can't lead. */
  volume?: number;
}

/** Marks a link whose page number is known already. Only this step sets it: HTML may not have it. */
export const PRINTED = 'data-printed';

/** Entries of the contents and `data-page` print the number themselves. */
function wordsFor(link: Element, volume: number, page: number): string {
  if (has(link, 'data-contents')) return ` (volume ${volume})`;
  return has(link, 'data-page') ? ` volume ${volume},` : ` (volume ${volume}, page ${page})`;
}

/**
 * Readies the links that leave this piece. One in the same volume becomes a symbol that the linker resolves (`pack:#evidence-E07`); one
 * in another volume is no link any more, and its words say where it leads, unless the words beside it do (`data-place-said`).
 */
export function leadElsewhere(sections: readonly Element[], elsewhere: Elsewhere): void {
  if (Object.keys(elsewhere).length === 0) return;
  const here = new Set<string>();
  for (const element of walk(sections)) {
    for (const id of element.anchors) here.add(`#${id}`);
    if (has(element, 'data-coversheet')) here.add(`pack:${element.attributes['data-coversheet']}`);
  }
  for (const link of walk(sections)) {
    const href = link.name === 'a' ? link.attributes.href : undefined;
    const place = href === undefined || here.has(href) || !Object.hasOwn(elsewhere, href) ? undefined : elsewhere[href];
    if (href === undefined || place === undefined) continue;
    link.attributes[PRINTED] = String(place.page);
    if (place.volume === undefined) {
      link.attributes.href = href.startsWith('#') ? `pack:${href}` : href;
      continue;
    }
    delete link.attributes.href;
    if (!has(link, 'data-place-said')) link.children.push(wordsFor(link, place.volume, place.page));
  }
}
