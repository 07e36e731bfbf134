import { z } from 'zod';
import { retryInspection } from '../../evidence/retry-inspection.ts';
import { retryBuild } from '../../packs/retry-build.ts';
import { findDeadJobs, type Job, readJob } from '../../platform/jobs.ts';
import { notFound } from '../http/problem.ts';
import { param } from '../http/visit.ts';
import { type Endpoint, itself, reply } from './endpoint.ts';

const text = z.string();

const job = z.object({
  jobId: text,
  kind: z.enum(['inspect-evidence', 'build-pack']),
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

const mostListed = 200;

/** What happens to a job that is tried again is decided by the room that made it. */
const retries = { 'inspect-evidence': retryInspection, 'build-pack': retryBuild } as const;

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
      async ({ parts }) => ({ ok: true, value: await findDeadJobs(parts, mostListed) }),
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
    handle: reply(
      job,
      async (visit) => {
        const found = await readJob(visit.parts, param(visit, 'jobId'));
        return found ? retries[found.kind](visit.parts, visit.actor, found) : notFound;
      },
      itself,
      { status: 202 },
    ),
  },
];
