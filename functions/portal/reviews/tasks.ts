import { may } from '../../access/authorisation.ts';
import { listEvidence } from '../../evidence/list-evidence.ts';
import type { ReviewEvidence } from '../../evidence/model.ts';
import { listReleases } from '../../metrics/releases/list-releases.ts';
import type { Release } from '../../metrics/store.ts';
import { listVersions } from '../../packs/read/read-versions.ts';
import { frameworkOf } from '../../reviews/frameworks.ts';
import type { NarrativeSection, Review } from '../../reviews/model.ts';
import { readNarrative } from '../../reviews/read-review.ts';
import { counted } from '../http/words.ts';
import type { Visit } from '../model.ts';
import { handTasks } from './hand-tasks.ts';
import { notStarted, type Task } from './task.ts';

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
      // Nobody comes for a report on a year.
      ...(review.daysOnSite > 0 ? [teamTask(review, may(actor, 'review.write') ? `${at}/team` : undefined)] : []),
      ...(releases.ok ? [figuresTask(releases.value)] : []),
      ...(narrative.ok ? [narrativeTask(review, narrative.value, `${at}/narrative`)] : []),
      ...(evidence.ok ? [evidenceTask(evidence.value, `${at}/evidence`)] : []),
    ],
    hand: versions.ok ? handTasks(review, versions.value, at, (action) => may(actor, action)) : [],
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
