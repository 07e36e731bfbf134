import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Action, authorisation, decide, may } from '../../../functions/access/authorisation.ts';
import { authorisationDocument } from '../../../tools/authorisation.ts';
import { oneOfEach, somebody } from '../../builders/people.ts';

const now = new Date('2026-09-14T09:00:00Z');
const reviewer = somebody('reviewer');
const grant = {
  email: reviewer.email,
  reviewId: 'r1',
  number: 2,
  from: '2026-09-01T00:00:00Z',
  until: '2026-09-14T09:00:00Z',
  editions: ['report'],
};
const version = { reviewId: 'r1', number: 2, state: 'released', grant } as const;
const before = new Date('2026-09-14T08:59:59.999Z');

describe('the table of who may do what', () => {
  it('denies whoever has no role, everything', () => {
    const nobody = { ...reviewer, roles: [] };
    for (const action of Object.keys(authorisation) as Action[]) {
      expect(may(nobody, action), action).toBe(false);
      expect(decide(nobody, action, version as never, before), action).toBe('absent');
    }
  });

  it('is what the documentation prints', () => {
    const printed = readFileSync('docs/authorisation.md', 'utf8');
    expect(printed, 'npm run docs:authorisation').toBe(authorisationDocument());
  });

  it('opens what is released to its reader alone, and until the very instant at which it ends', () => {
    expect(decide(reviewer, 'released.read', version, before)).toBe('allowed');
    expect(decide(reviewer, 'released.read', version, now)).toBe('absent');
    expect(decide(reviewer, 'released.read', version, new Date('2026-08-31T23:59:59Z'))).toBe('absent');
    const { grant: _, ...without } = version;
    expect(decide(reviewer, 'released.read', without, before)).toBe('absent');
    expect(decide({ ...reviewer, email: 'other@example.org' }, 'released.read', version, before)).toBe('absent');
    expect(decide(reviewer, 'released.read', { ...version, number: 3 }, before)).toBe('absent');
    expect(decide(reviewer, 'released.read', { ...version, reviewId: 'r2' }, before)).toBe('absent');
  });

  it('gives a reader the files that were released, and no draft', () => {
    const file = (edition: string, state: 'released' | 'built' | 'failed' = 'released') =>
      decide(reviewer, 'version.download', { ...version, state, edition }, before);
    expect([file('report'), file('bundle'), file('report', 'built'), file('report', 'failed')]).toEqual([
      'allowed',
      'absent',
      'absent',
      'absent',
    ]);
  });

  it('tells whoever may do a thing that its state is another, and nobody else', () => {
    const job = { state: 'open' } as const;
    expect(decide(somebody('administrator'), 'job.retry', job, now)).toBe('not-now');
    expect(decide(somebody('administrator'), 'job.retry', { state: 'dead' }, now)).toBe('allowed');
    expect(decide(somebody('officer'), 'job.retry', { state: 'dead' }, now)).toBe('absent');
  });

  it('lets everybody end their own sessions, and an administrator anybody’s', () => {
    for (const actor of oneOfEach) {
      expect(decide(actor, 'session.end', { personId: actor.personId }, now)).toBe('allowed');
      const another = decide(actor, 'session.end', { personId: 'another' }, now);
      expect(another, actor.name).toBe(actor.roles.includes('administrator') ? 'allowed' : 'absent');
      expect(decide(actor, 'session.read', { personId: 'another' }, now)).toBe('absent');
    }
  });

  it('keeps an administrator from the content', () => {
    const administrator = somebody('administrator');
    for (const action of [
      'review.read',
      'narrative.read',
      'evidence.read',
      'figures.read',
      'version.download',
    ] as const)
      expect(may(administrator, action), action).toBe(false);
  });
});
