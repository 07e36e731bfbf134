import middy from '@middy/core';
import { coreParts } from '../platform/compose.ts';
import { sweepJobs } from '../platform/jobs.ts';
import { createQueues } from '../platform/queue.ts';
import { toldErrors } from '../platform/told-errors.ts';

const parts = { ...coreParts('sweep-jobs'), queues: createQueues() };

export const handler = middy(() => sweepJobs(parts)).use(toldErrors(parts.log));
