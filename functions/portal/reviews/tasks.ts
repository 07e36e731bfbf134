import { may } from '../../access/authorisation.ts';
import { listEvidence } from '../../evidence/list-evidence.ts';
import type { ReviewEvidence } from '../../evidence/model.ts';
import { listReleases } from '../../metrics/list-releases.ts';
import type { Release } from '../../metrics/store.ts';
import type { Version } from '../../packs/model.ts';
import { listVersions } from '../../packs/read-versions.ts';
import { frameworkOf } from '../../reviews/frameworks.ts';
import type { NarrativeSection, Review } from '../../reviews/model.ts';
import { readNarrative } from '../../reviews/read-review.ts';
import { counted, day } from '../http/words.ts';
import type { Visit } from '../model.ts';

/** A row of the task list: its state in words; `tag` colours the states that ask for something. */
export interface Task {
  id: string;
  text: string;
  href?: string;
  hint?: string;
  state: string;
  tag?: 'blue' | 'light' | 'red';
}

const notStarted = { state: 'Not started', tag: 'blue' } as const;

/** What is done of a review and what waits. What this person may not read is left out. */
export async function tasksOf({ parts, actor }: Visit, review: Review): Promise<{ prepare: Task[]; hand: Task[] }> {
  const at = `/reviews/${review.reviewId}`;
  const [evidence, releases, narrative, versions] = await Promise.all([
    listEvidence(parts, actor, review.reviewId),
    listReleases(parts, actor),
    readNarrative(parts, actor, review.reviewId),
    listVersions(parts, actor, review.reviewId),
  ]);
  return {
    prepare: [
      teamTask(review, may(actor, 'review.write') ? `${at}/team` : undefined),
      ...(releases.ok ? [figuresTask(releases.value)] : []),
      ...(narrative.ok ? [narrativeTask(review, narrative.value, `${at}/narrative`)] : []),
      ...(evidence.ok ? [evidenceTask(evidence.value, `${at}/evidence`)] : []),
    ],
    hand: versions.ok ? handTasks(versions.value, at, may(actor, 'version.build')) : [],
  };
}

function teamTask(review: Review, href: string | undefined): Task {
  const count = review.team.length;
  const state = count > 0 ? { state: `${count} ${count === 1 ? 'person' : 'people'}` } : notStarted;
  return {
    id: 'team',
    text: 'Review team',
    hint: 'Who comes, from which authority',
    ...(href ? { href } : {}),
    ...state,
  };
}

function figuresTask(releases: readonly Release[]): Task {
  const newest = releases[0];
  const hint = newest ? `Newest: ${newest.source}, ${newest.status}` : 'Import them from a file made from the template';
  const state = newest ? { state: counted(releases.length, 'import') } : notStarted;
  return { id: 'figures', text: 'Figures', href: '/figures', hint, ...state };
}

function narrativeTask(review: Review, sections: readonly NarrativeSection[], href: string): Task {
  const required = frameworkOf(review.framework).sections.filter((section) => section.required);
  const written = new Set(
    sections.filter((section) => section.markdown.trim() !== '').map(({ sectionId }) => sectionId),
  );
  const done = required.filter(({ id }) => written.has(id)).length;
  const state = `${done} of ${required.length} required sections written`;
  const hint = 'Your words, section by section; figures in them are bound to what was imported';
  if (written.size === 0) return { id: 'narrative', text: 'Narrative', href, hint, ...notStarted };
  return {
    id: 'narrative',
    text: 'Narrative',
    href,
    hint,
    state,
    ...(done < required.length ? { tag: 'light' as const } : {}),
  };
}

function evidenceTask(evidence: readonly ReviewEvidence[], href: string): Task {
  const count = (...states: string[]) => evidence.filter(({ revision }) => states.includes(revision.state)).length;
  const words = [
    [count('ready'), 'ready'],
    [count('awaiting-upload', 'inspecting'), 'on their way'],
    [count('refused', 'abandoned'), 'refused or never sent'],
  ] as const;
  const state = words.flatMap(([many, word]) => (many > 0 ? [`${many} ${word}`] : [])).join(', ');
  const shared = { id: 'evidence', text: 'Evidence', href, hint: 'Documents, each checked as it arrives' };
  if (evidence.length === 0) return { ...shared, ...notStarted };
  return { ...shared, state, ...(count('refused', 'abandoned') > 0 ? { tag: 'red' as const } : {}) };
}

function handTasks(versions: readonly Version[], at: string, mayBuild: boolean): Task[] {
  const newest = versions[0];
  const building = newest?.state === 'building';
  const released = versions.filter((version) => version.state === 'released');
  const last = released[0];
  const build: Task = {
    id: 'build',
    text: 'Build a version',
    ...(mayBuild ? { href: `${at}/build` } : {}),
    hint: 'Freezes everything as it stands and makes the pack',
    ...(building
      ? { state: `Version ${newest.number} is being built`, tag: 'light' }
      : newest
        ? { state: 'Whenever you are ready' }
        : notStarted),
  };
  const list: Task = {
    id: 'versions',
    text: 'Versions',
    ...(newest ? { href: `${at}/versions` } : {}),
    hint: 'What was built, with its document fingerprint',
    state: newest ? counted(versions.length, 'version') : 'None yet',
  };
  const release: Task = {
    id: 'release',
    text: 'Release',
    ...(newest && newest.state !== 'building' && newest.state !== 'failed'
      ? { href: `${at}/versions/${newest.number}#release` }
      : {}),
    hint: 'Give named reviewers leave to read a version, for a time',
    state: last
      ? `Version ${last.number} released${last.releasedAt ? ` on ${day(last.releasedAt)}` : ''}`
      : newest
        ? 'Nothing released'
        : 'Cannot start yet',
  };
  return [build, list, release];
}
