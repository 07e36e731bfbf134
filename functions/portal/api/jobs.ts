import { z } from 'zod';
import { listDeadJobs, mostListed, retryJob } from '../../packs/build/dead-jobs.ts';
import type { Job } from '../../platform/jobs.ts';
import { jobKinds } from '../../platform/names.ts';
import { param } from '../http/visit.ts';
import { type Endpoint, itself, reply } from './endpoint.ts';

const text = z.string();

const job = z.object({
  jobId: text,
  kind: z.enum(jobKinds),
  subject: z
    .object({ scope: text, id: text })
    .describe('Of a build: the review and the number of its version. Of an inspection: the item and its revision'),
  state: z.enum(['open', 'done', 'dead']),
  attempts: z.int(),
  createdAt: text,
  leaseUntil: text.describe('Of a dead job: when it gave up'),
  reason: text.optional().describe('Why it gave up, in words'),
}) satisfies z.ZodType<Job>;
const deadJobs = z.object({ jobs: z.array(job) });

export const jobEndpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/jobs/dead',
    action: 'job.read',
    says: `Background work that gave up and waits for an administrator, the newest first, at most ${mostListed}`,
    answers: { status: 200, schema: deadJobs },
    refusals: [404],
    handle: reply(
      deadJobs,
      ({ parts, actor }) => listDeadJobs(parts, actor),
      (jobs) => ({ jobs }),
    ),
  },
  {
    method: 'post',
    path: '/api/v1/jobs/:jobId/retry',
    action: 'job.retry',
    says: 'Have work that gave up tried again, from the beginning',
    answers: { status: 202, schema: job },
    refusals: [404, 409],
    handle: reply(job, (visit) => retryJob(visit.parts, visit.actor, param(visit, 'jobId')), itself, { status: 202 }),
  },
];
