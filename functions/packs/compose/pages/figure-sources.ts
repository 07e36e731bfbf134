import type { BoundFigure } from '../peer-review/view.ts';
import { letterAt } from './letters.ts';

/** The figures bound in one section's words, under the number that the section has in print. */
export interface BoundWords {
  number: string;
  /** The section's id in the page. */
  id: string;
  figures: readonly BoundFigure[];
}

interface SourceRow {
  /** Every section in which the figure stands. */
  sections: { number: string; href: string; more: boolean }[];
  printed: string;
  says: string;
  working: string;
  /** Of its source, in the list before the table. */
  letter: string;
}

/** Where each figure in the text comes from: each figure once, in the order of the sections, and each source once, by letter. */
export function figureSources(sections: readonly BoundWords[]) {
  const letters = new Map<string, string>();
  const rows = new Map<string, SourceRow>();
  for (const { number, id, figures } of sections) {
    for (const { printed, says, working = 'as given', source } of figures) {
      const letter = letters.get(source) ?? letterAt(letters.size);
      letters.set(source, letter);
      const key = JSON.stringify([printed, says, working, source]);
      const row = rows.get(key) ?? { sections: [], printed, says, working, letter };
      rows.set(key, row);
      const last = row.sections.at(-1);
      if (last?.number === number) continue;
      if (last) last.more = true;
      row.sections.push({ number, href: `#${id}`, more: false });
    }
  }
  return { rows: [...rows.values()], sources: [...letters].map(([text, letter]) => ({ letter, text })) };
}
