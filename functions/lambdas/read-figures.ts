import middy from '@middy/core';
import { readingWork } from '../metrics/imports/read-figures.ts';
import { createRunChild } from '../platform/child-process.ts';
import { coreParts } from '../platform/compose.ts';
import { environment } from '../platform/environment.ts';
import { jobHandler } from '../platform/job-handler.ts';
import { createObjects } from '../platform/objects.ts';
import { createQueues } from '../platform/queue.ts';
import { toldErrors } from '../platform/told-errors.ts';

const parts = { ...coreParts('read-figures'), objects: createObjects(), queues: createQueues() };
const { child, council } = environment('figures');

export const handler = middy(jobHandler(parts, readingWork(parts, createRunChild(child), council))).use(
  toldErrors(parts.log),
);
