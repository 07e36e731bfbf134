import { listDeadJobs, mostListed, retryJob } from '../../packs/build/dead-jobs.ts';
import type { Job } from '../../platform/jobs.ts';
import { listReviews } from '../../reviews/read-review.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { param } from '../http/visit.ts';
import type { Handle } from '../model.ts';

/** Work that gave up, with its reason in words, for an administrator who may have it tried again. */
export const showJobs: Handle = async ({ context, parts, actor }) => {
  const [jobs, reviews] = await Promise.all([listDeadJobs(parts, actor), listReviews(parts, actor)]);
  if (!jobs.ok) return fail(context, jobs);
  const titles = new Map(reviews.map(({ reviewId, title }) => [reviewId, title]));
  return page(context, 'jobs/list', {
    title: 'Work that gave up',
    jobs: jobs.value.map((job) => ({ ...job, what: inWords(job, titles) })),
    most: jobs.value.length === mostListed ? mostListed : undefined,
    retried: context.req.query('retried') !== undefined,
  });
};

export const retry: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const retried = await retryJob(parts, actor, param(visit, 'jobId'));
  return retried.ok ? seeOther(context, '/jobs?retried=1') : fail(context, retried);
};

/** Documents are not named: who looks after the system need not know what is in them. */
function inWords({ kind, subject }: Job, titles: ReadonlyMap<string, string>): string {
  if (kind === 'inspect-evidence') return 'Inspection of an uploaded file';
  return `Build of version ${subject.id} of “${titles.get(subject.scope) ?? 'a review that is gone'}”`;
}
