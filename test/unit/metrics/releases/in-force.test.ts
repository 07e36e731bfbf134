import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inForce, supersededBy } from '../../../../functions/metrics/releases/in-force.ts';

interface One {
  releaseId: string;
  kind: 'import' | 'undo';
  supersedes?: string;
}

const imported = (releaseId: string, supersedes?: string): One => ({
  releaseId,
  kind: 'import',
  ...(supersedes === undefined ? {} : { supersedes }),
});
const undo = (releaseId: string, supersedes: string): One => ({ releaseId, kind: 'undo', supersedes });
const standing = (...releases: One[]) => inForce(releases).map(({ releaseId }) => releaseId);

describe('releases in force', () => {
  it('are those that nothing has replaced or undone', () => {
    expect(standing(imported('a'), imported('b', 'a'), imported('c'))).toEqual(['b', 'c']);
    expect(standing(imported('a'), undo('b', 'a'))).toEqual([]);
  });

  it('stand again where what took them out is itself undone', () => {
    expect(standing(imported('a'), undo('b', 'a'), undo('c', 'b'))).toEqual(['a']);
    expect(standing(imported('a'), undo('b', 'a'), undo('c', 'b'), undo('d', 'c'))).toEqual([]);
    expect(standing(imported('a'), imported('b', 'a'), undo('c', 'b'))).toEqual(['a']);
  });

  it('say which release took one out', () => {
    const releases = [imported('a'), undo('b', 'a'), undo('c', 'b'), imported('d', 'a')];
    expect(supersededBy(releases).get('a')?.releaseId).toBe('d');
    expect(supersededBy(releases).get('b')?.releaseId).toBe('c');
  });

  it('are as a person would work them out, one step after the other', () => {
    const steps = fc.array(fc.record({ undoes: fc.boolean(), at: fc.nat(20) }), { maxLength: 25 });
    fc.assert(
      fc.property(steps, (all) => {
        const releases: One[] = [];
        for (const [at, step] of all.entries()) {
          const releaseId = String(at).padStart(3, '0');
          const out = supersededBy(releases);
          // The portal lets nobody supersede what is out of force already.
          const open = releases.filter((one) => !out.has(one.releaseId));
          const target = open[step.at % Math.max(1, open.length)];
          if (step.undoes && target) releases.push(undo(releaseId, target.releaseId));
          else releases.push(imported(releaseId));
        }
        // From the newest down: out of force is whatever a release in force supersedes.
        const out = new Set<string>();
        for (const one of [...releases].reverse())
          if (!out.has(one.releaseId) && one.supersedes !== undefined) out.add(one.supersedes);
        const expected = releases.filter(({ releaseId, kind }) => kind === 'import' && !out.has(releaseId));
        expect(inForce(releases)).toEqual(expected);
      }),
    );
  });
});
