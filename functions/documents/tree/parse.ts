import type { Outcome } from '../model.ts';
import { readAsBrowser } from './browser.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { Element } from './model.ts';
import { readable, readTree, sectionsOf } from './read.ts';

/**
 * HTML of a pack → tree. Everything that isn't on the allow-list, isn't closed, or would be moved by an HTML parser is a problem that
 * names line and element; all problems come at once. HTML that is in order is read the short way; a browser's parser judges the rest.
 * @param elsewhere of a document that is set in pieces: where links lead that leave this piece
 */
export function parseTree(html: string, elsewhere: Elsewhere = {}): Outcome<Element[], 'template-error'> {
  return readTree(html, elsewhere) ?? sectionsOf(readAsBrowser(readable(html)), elsewhere);
}
