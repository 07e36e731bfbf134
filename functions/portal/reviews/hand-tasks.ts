import type { Action } from '../../access/authorisation.ts';
import { type Version, waitingPosts } from '../../packs/model.ts';
import { frameworkOf } from '../../reviews/frameworks.ts';
import type { Review } from '../../reviews/model.ts';
import { counted, day } from '../http/words.ts';
import { notStarted, type Task } from './task.ts';

/** From a build to a release: each task leads to where its next step is taken. */
export function handTasks(
  review: Review,
  versions: readonly Version[],
  at: string,
  may: (action: Action) => boolean,
): Task[] {
  const newest = versions.find(({ state }) => state !== 'failed') ?? versions[0];
  return [
    approversTask(review, may('approvers.assign') ? `${at}/approvers` : undefined),
    buildTask(newest, may('version.build') ? `${at}/build` : undefined),
    {
      id: 'versions',
      text: 'Versions',
      ...(newest ? { href: `${at}/versions` } : {}),
      hint: 'What was built, what was said of it, and what changed between two of them',
      state: newest ? counted(versions.length, 'version') : 'None yet',
    },
    approvalTask(newest, at),
    releaseTask(versions, newest, at),
  ];
}

function approversTask(review: Review, href: string | undefined): Task {
  const posts = frameworkOf(review.framework).approvers.length;
  const named = review.approvers.length;
  return {
    id: 'approvers',
    text: 'Who approves',
    ...(href ? { href } : {}),
    hint: 'A person for each post that must sign the pack',
    ...(named === 0 ? notStarted : { state: `${named} of ${posts} named`, ...(named < posts ? { tag: 'light' } : {}) }),
  };
}

function buildTask(newest: Version | undefined, href: string | undefined): Task {
  const task = {
    id: 'build',
    text: 'Build a version',
    ...(href ? { href } : {}),
    hint: 'Freezes everything as it stands and makes the pack',
  };
  if (!newest) return { ...task, ...notStarted };
  if (newest.state === 'building') return { ...task, state: `Version ${newest.number} is being built`, tag: 'light' };
  return { ...task, state: 'Whenever you are ready' };
}

function approvalTask(newest: Version | undefined, at: string): Task {
  const task = {
    id: 'approval',
    text: 'Approval',
    hint: 'Those who must sign read the version and approve or return it',
  };
  if (!newest || newest.state === 'building' || newest.state === 'failed')
    return { ...task, state: 'Cannot start yet' };
  const href = `${at}/versions/${newest.number}`;
  if (newest.state === 'built') {
    const [waiting, all] = [waitingPosts(newest).length, newest.posts.length];
    return { ...task, href, state: `Version ${newest.number}: ${all - waiting} of ${all} have approved`, tag: 'light' };
  }
  if (newest.state === 'returned') return { ...task, href, state: `Version ${newest.number} was returned`, tag: 'red' };
  return { ...task, href, state: `Version ${newest.number} is approved` };
}

function releaseTask(versions: readonly Version[], newest: Version | undefined, at: string): Task {
  const task = {
    id: 'release',
    text: 'Release',
    hint: 'Make the released edition, and give named reviewers leave to read it',
  };
  const approved = newest?.state === 'approved' || newest?.state === 'releasing' ? newest : undefined;
  if (approved) {
    const release = approved.state === 'approved';
    const href = `${at}/versions/${approved.number}${release ? '/release' : ''}`;
    return { ...task, href, state: release ? `Version ${approved.number} can go out` : 'Being released', tag: 'blue' };
  }
  const last = versions.find(({ state }) => state === 'released');
  if (!last) return { ...task, state: newest ? 'Nothing released' : 'Cannot start yet' };
  const when = last.releasedAt ? ` on ${day(last.releasedAt)}` : '';
  return { ...task, href: `${at}/versions/${last.number}/access`, state: `Version ${last.number} released${when}` };
}
