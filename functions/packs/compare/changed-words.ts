import { diffArrays, diffWordsWithSpace } from 'diff';
import { day } from '../../access/british-dates.ts';
import type { Manifest } from '../model.ts';

export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** One paragraph of the narrative that differs. `before` or `now` is empty when it was added or taken out. */
export interface WordChange {
  sectionId: string;
  /** Where it stands, in words: “Our journey”, paragraph 3. */
  where: string;
  before: string;
  now: string;
  /** Both as one text, word by word. */
  pieces: Piece[];
}

/** Sections that are in only one of the two count as empty in the other. */
export function wordChanges(before: Manifest, now: Manifest): WordChange[] {
  const old = new Map(before.narrative.map((section) => [section.sectionId, section]));
  const kept = new Set(now.narrative.map(({ sectionId }) => sectionId));
  const gone = before.narrative.filter(({ sectionId }) => !kept.has(sectionId));
  return [
    ...now.narrative.flatMap((section) =>
      sectionChanges(section, old.get(section.sectionId)?.markdown ?? '', section.markdown),
    ),
    ...gone.flatMap((section) => sectionChanges(section, section.markdown, '')),
  ];
}

function sectionChanges(
  { sectionId, heading }: Manifest['narrative'][number],
  before: string,
  now: string,
): WordChange[] {
  if (before === now) return [];
  const changes: WordChange[] = [];
  let paragraph = 1;
  let removed: readonly string[] = [];
  const pair = (added: readonly string[]) => {
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
      const [was = '', is = ''] = [removed[index], added[index]];
      const where = `“${heading}”, paragraph ${paragraph + Math.min(index, Math.max(added.length - 1, 0))}`;
      changes.push({ sectionId, where, before: was, now: is, pieces: piecesOf(was, is) });
    }
    paragraph += added.length;
    removed = [];
  };
  for (const chunk of diffArrays(paragraphs(before), paragraphs(now))) {
    if (chunk.removed) removed = chunk.value;
    else if (chunk.added) pair(chunk.value);
    else {
      pair([]);
      paragraph += chunk.value.length;
    }
  }
  pair([]);
  return changes;
}

function paragraphs(markdown: string): string[] {
  return markdown
    .split(/\n\s*\n/)
    .map((text) => text.trim())
    .filter(Boolean);
}

const mostEdits = 1000;
/** Two paragraphs that have less in common than this part of the longer one are shown whole, one after the other. */
const leastInCommon = 0.4;

function piecesOf(before: string, now: string): Piece[] {
  const found = before && now ? diffWordsWithSpace(before, now, { maxEditLength: mostEdits }) : undefined;
  const pieces = (found ?? []).map(({ value, added, removed }): Piece => {
    return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value };
  });
  const same = pieces.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.length : 0), 0);
  if (same >= leastInCommon * Math.max(before.length, now.length)) return pieces;
  const whole: Piece[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: now },
  ];
  return whole.filter(({ text }) => text !== '');
}

const context = 6;
const longest = 60;

/** One side of a change as print shows it: the passage that differs with a few words around it, at most some sixty words. */
export function passage({ before, now, pieces }: WordChange, side: 'before' | 'now'): string {
  const text = side === 'before' ? before : now;
  if (text === '') return side === 'before' ? 'not there' : 'taken out';
  const own = pieces.filter(({ kind }) => kind === 'same' || kind === (side === 'before' ? 'removed' : 'added'));
  const first = pieces[0]?.kind === 'same' ? words(plain(pieces[0].text)) : [];
  const last = pieces.length > 1 && pieces.at(-1)?.kind === 'same' ? words(plain(pieces.at(-1)?.text ?? '')) : [];
  const all = words(plain(own.map((piece) => piece.text).join('')));
  const from = Math.max(first.length - context, 0);
  const until = all.length - Math.max(last.length - context, 0);
  const kept = all.slice(from, until);
  const shown = kept.length > longest ? [...kept.slice(0, longest), '…'] : kept;
  return `${from > 0 ? '… ' : ''}${shown.join(' ')}${until < all.length && kept.length <= longest ? ' …' : ''}`;
}

/** As a reader of the pack knows it: without the signs of Markdown, and a bound figure by its place and date. */
function plain(markdown: string): string {
  return markdown
    .replaceAll(/\[\[[^|\]]+\|([^|\]]+)\|([^\]]+)\]\]/g, (_, place: string, date: string) => {
      return `(the figure of ${place.trim()}, ${day(date.trim())})`;
    })
    .replaceAll(/\*\*|__|^[ \t]*(?:[-*+]|#{1,6})[ \t]+/gm, '');
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
