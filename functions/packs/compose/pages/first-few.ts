import type { DocumentView } from './document-view.ts';
import { printNumber } from './format.ts';
import type { Gap } from './gaps.ts';
import { isMissing } from './missing.ts';

/** Of each section. What thousands of items lack would be a document of its own: the index shows it item by item. */
const MOST_GAPS = 40;
const MOST_CHANGES = 400;

export function firstGaps(gaps: readonly Gap[]): Gap[] {
  const sections = Map.groupBy(gaps, ({ id }) => id);
  return [...sections.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined || some.length <= MOST_GAPS) return some;
    const more = { ...first, what: `and ${printNumber(some.length - MOST_GAPS, 0)} more things, which stand there` };
    return [...some.slice(0, MOST_GAPS), more];
  });
}

export function firstChanges({ control: { changes } }: DocumentView): DocumentView['control']['changes'] {
  if (isMissing(changes) || changes.list.length <= MOST_CHANGES) return changes;
  const more = `and ${printNumber(changes.list.length - MOST_CHANGES, 0)} more changes`;
  const rest = { what: more, before: 'In the portal', now: 'In the portal, which compares the two versions' };
  return { ...changes, list: [...changes.list.slice(0, MOST_CHANGES), rest] };
}
