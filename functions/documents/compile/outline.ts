import { PDFDict } from 'pdf-lib';
import type { Reader } from './access.ts';
import { type Destinations, topOf } from './destinations.ts';
import type { OutlineItem } from './model.ts';

const MOST_ENTRIES = 20_000;
const DEEPEST = 30;

/** The document's bookmarks, destinations resolved. Entries met twice (loops) end their list. */
export function readOutline(reader: Reader, catalog: PDFDict, destinations: Destinations): OutlineItem[] {
  const seen = new Set<PDFDict>();
  const siblings = (parent: PDFDict | undefined, depth: number): OutlineItem[] => {
    const items: OutlineItem[] = [];
    let entry = reader.dict(parent, 'First');
    while (entry instanceof PDFDict && !seen.has(entry) && seen.size < MOST_ENTRIES && depth < DEEPEST) {
      seen.add(entry);
      const destination = destinations.of(entry);
      const top = destination && topOf(destination);
      items.push({
        title: (reader.text(entry, 'Title') ?? '').slice(0, 1_000),
        page: destination?.page ?? -1,
        ...(top === undefined ? {} : { top }),
        children: siblings(entry, depth + 1),
      });
      entry = reader.dict(entry, 'Next');
    }
    return items;
  };
  return siblings(reader.dict(catalog, 'Outlines'), 0);
}
