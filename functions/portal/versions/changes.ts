import { type Comparison, countChanges } from '../../packs/compare/what-changed.ts';

const nothing: Comparison = { facts: [], figures: [], words: [], evidence: [] };

/** A comparison as pages show it: rows of before and now, and changed paragraphs word by word. */
export function changesModel(changes: Comparison = nothing) {
  const count = countChanges(changes);
  const groups = [
    { heading: 'The review', rows: changes.facts },
    { heading: 'Figures', rows: changes.figures },
    { heading: 'Evidence', rows: changes.evidence },
  ].filter(({ rows }) => rows.length > 0);
  return {
    count,
    groups,
    words: changes.words.map(({ where, pieces }) => ({
      where,
      pieces: pieces.map(({ kind, text }) => ({
        text,
        added: kind === 'added',
        removed: kind === 'removed',
        // With nothing in common, the new paragraph begins on a line of its own.
        ends: kind === 'removed' && pieces.every((piece) => piece.kind !== 'same'),
      })),
    })),
  };
}
