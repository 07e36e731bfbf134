import middy from '@middy/core';
import { makeFileWork } from '../packs/build/make-file.ts';
import { coreParts } from '../platform/compose.ts';
import { jobHandler } from '../platform/job-handler.ts';
import { createObjects } from '../platform/objects.ts';
import { createQueues } from '../platform/queue.ts';
import { toldErrors } from '../platform/told-errors.ts';

const parts = { ...coreParts('make-file'), objects: createObjects(), queues: createQueues() };

export const handler = middy(jobHandler(parts, makeFileWork(parts))).use(toldErrors(parts.log));
