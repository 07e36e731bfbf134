import middy from '@middy/core';
import { buildWork } from '../packs/build/build-pack.ts';
import { childTypesetter } from '../packs/make/typesetter.ts';
import { createRunChild } from '../platform/child-process.ts';
import { coreParts } from '../platform/compose.ts';
import { jobHandler } from '../platform/job-handler.ts';
import { createObjects } from '../platform/objects.ts';
import { createQueues } from '../platform/queue.ts';
import { toldErrors } from '../platform/told-errors.ts';

const parts = { ...coreParts('build-pack'), objects: createObjects(), queues: createQueues() };

export const handler = middy(jobHandler(parts, buildWork(parts, childTypesetter(createRunChild())))).use(
  toldErrors(parts.log),
);
