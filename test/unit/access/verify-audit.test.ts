import { describe, expect, it } from 'vitest';
import { type AuditEntry, digestOf, headOf } from '../../../functions/access/audit.ts';
import { type AuditRoot, rootDigest } from '../../../functions/access/audit-roots.ts';
import { filterTrail, trailCsv } from '../../../functions/access/read-trail.ts';
import { checkChain, rootsFault } from '../../../functions/access/verify-audit.ts';

const words = ['created the review', 'added E01, “=1+1”', 'built version 1', '=HYPERLINK("http://evil.example")'];

function chain(sentences: readonly string[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const [index, sentence] of sentences.entries()) {
    const at = `2026-09-${String(10 + index)}T22:30:00.000Z`;
    const previous = entries.at(-1)?.digest ?? '';
    const entry = { scope: 'r1', sequence: index + 1, at, actorId: 'a', actorName: 'Olu Adeyemi', sentence, previous };
    entries.push({ ...entry, digest: digestOf(entry) });
  }
  return entries;
}

const entries = chain(words);
const last = entries[3] as AuditEntry;
const head = headOf(last);

function rootOf(heads: AuditRoot['heads'], day: string, previous = ''): AuditRoot {
  const root = { day, madeAt: `${day}T08:00:00.000Z`, heads, previous };
  return { ...root, digest: rootDigest(root) };
}

describe('the check of a trail', () => {
  it('finds nothing in one that is as it was written', () => {
    expect(checkChain(entries, head, [rootOf([head], '2026-09-13')])).toEqual({ holds: true, entries: 4 });
    expect(checkChain([], undefined, [])).toEqual({ holds: true, entries: 0 });
  });

  it.each([
    [
      'a changed sentence',
      entries.map((each) => (each.sequence === 2 ? { ...each, sentence: 'added nothing' } : each)),
      2,
    ],
    ['another name', entries.map((each) => (each.sequence === 1 ? { ...each, actorName: 'Somebody' } : each)), 1],
    ['an entry taken out of the middle', entries.filter(({ sequence }) => sequence !== 3), 3],
    ['the newest entry taken out', entries.slice(0, 3), 4],
    ['every entry taken out', [], 1],
    ['a chain written anew', chain(['created the review', 'nothing', 'nothing', 'nothing']), 4],
  ])('finds %s', (_, changed, at) => {
    const verdict = checkChain(changed, head, []);
    expect(verdict).toMatchObject({ holds: false, at });
    expect(verdict.holds ? '' : verdict.says).toMatch(/^Entry \d.*\.$/);
  });

  it('finds by the daily root what was rewritten with its head', () => {
    const rewritten = chain(['created the review', 'nothing', 'nothing', 'nothing']);
    const roots = [rootOf([{ scope: 'r1', sequence: 2, digest: entries[1]?.digest ?? '' }], '2026-09-11')];
    expect(checkChain(rewritten, headOf(rewritten[3] as AuditEntry), roots)).toMatchObject({
      holds: false,
      at: 2,
      says: 'Entry 2, or one before it, is not what it was when the trail was sealed on 11 September 2026.',
    });
  });

  it('finds a root that was changed or taken out', () => {
    const first = rootOf([], '2026-09-10');
    const second = rootOf([], '2026-09-11', first.digest);
    expect(rootsFault([first, second])).toBeUndefined();
    expect(rootsFault([{ ...first, heads: [head] }, second])).toContain('10 September 2026 was changed');
    expect(rootsFault([second])).toContain('before that of 11 September 2026 is missing');
  });
});

describe('a trail to look through and to take away', () => {
  const filter = { words: '', who: '', from: '', until: '' };
  it('is found by words, by who, and by days as London counts them', () => {
    const found = (more: Partial<typeof filter>) =>
      filterTrail(entries, { ...filter, ...more }).map(({ sequence }) => sequence);
    expect(found({ words: ' e01 ' })).toEqual([2]);
    expect(found({ who: 'olu' })).toEqual([1, 2, 3, 4]);
    expect(found({ who: 'marian' })).toEqual([]);
    // 22:30 in universal time is half past eleven in the evening of a London summer.
    expect(found({ from: '2026-09-11', until: '2026-09-12' })).toEqual([2, 3]);
  });

  it('has no cell that a spreadsheet runs', () => {
    const csv = trailCsv({ scope: 'r1', entries, verdict: { holds: true, entries: 4 } });
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(csv.split('\r\n')).toHaveLength(6);
  });
});
