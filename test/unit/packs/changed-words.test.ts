import { describe, expect, it } from 'vitest';
import { passage, wordChanges } from '../../../functions/packs/compare/changed-words.ts';
import type { Manifest } from '../../../functions/packs/model.ts';

/** A manifest's narrative is all that is read. */
const manifestOf = (...texts: string[]) =>
  ({
    narrative: texts.map((markdown, index) => ({
      sectionId: `s${index}`,
      heading: `Section ${index}`,
      required: true,
      figures: false,
      markdown,
    })),
  }) as unknown as Manifest;
const changes = (before: string, now: string) => wordChanges(manifestOf(before), manifestOf(now));

describe('words that changed', () => {
  it('are none when nothing but blank lines did', () => {
    expect(changes('One.\n\nTwo.', 'One.\n\n\nTwo.\n')).toEqual([]);
  });

  it('are told by paragraph, counted as they now stand', () => {
    const found = changes('One.\n\nTwo is here.\n\nThree.', 'New.\n\nOne.\n\nTwo was here.\n\nThree.');
    expect(found.map(({ where, before, now }) => [where, before, now])).toEqual([
      ['“Section 0”, paragraph 1', '', 'New.'],
      ['“Section 0”, paragraph 3', 'Two is here.', 'Two was here.'],
    ]);
    expect(found[1]?.pieces.map(({ kind, text }) => `${kind}:${text}`)).toEqual([
      'same:Two ',
      'removed:is',
      'added:was',
      'same: here.',
    ]);
  });

  it('name what was taken out', () => {
    const [change] = changes('One.\n\nTwo.', 'One.');
    expect(change).toMatchObject({ before: 'Two.', now: '' });
    expect(change && [passage(change, 'before'), passage(change, 'now')]).toEqual(['Two.', 'taken out']);
  });

  it('show paragraphs with little in common whole', () => {
    const [change] = changes('Drift after the first conference.', 'Children like their schools, and say so.');
    expect(change?.pieces.map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });

  it('count a section that only one of the two has as empty in the other', () => {
    const found = wordChanges(manifestOf('Same.', 'Gone.'), manifestOf('Same.'));
    expect(found).toMatchObject([{ where: '“Section 1”, paragraph 1', before: 'Gone.', now: '' }]);
  });

  it('are printed as the passage that differs, a few words around it', () => {
    const rest = 'and so on for many words that are the same in both of the versions that we hold side by side';
    const [change] = changes(
      `At first ${rest} with 12 children ${rest}.`,
      `At first ${rest} with 13 children ${rest}.`,
    );
    expect(change && passage(change, 'before')).toBe('… we hold side by side with 12 children and so on for many …');
    expect(change && passage(change, 'now')).toContain('with 13 children');
  });

  it('are printed without the signs of Markdown, a bound figure by its place and date', () => {
    const [change] = changes('', '- **Worse:** [[cpp.count | Thornmere | 2026-03-31]] children.');
    expect(change && passage(change, 'now')).toBe('Worse: (the figure of Thornmere, 31 March 2026) children.');
  });

  it('are cut when a whole long paragraph is new', () => {
    const [change] = changes('', 'word '.repeat(400));
    expect(change && passage(change, 'now').split(' ')).toHaveLength(61);
    expect(change && passage(change, 'before')).toBe('not there');
  });
});
