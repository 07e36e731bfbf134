import middy from '@middy/core';
import { inspectionWork } from '../evidence/handlers.ts';
import { remoteInspector } from '../evidence/inspector.ts';
import { coreParts } from '../platform/compose.ts';
import { createFunctions } from '../platform/functions.ts';
import { jobHandler } from '../platform/job-handler.ts';
import { createObjects } from '../platform/objects.ts';
import { createQueues } from '../platform/queue.ts';
import { toldErrors } from '../platform/told-errors.ts';

const parts = { ...coreParts('inspect-evidence'), objects: createObjects(), queues: createQueues() };

export const handler = middy(jobHandler(parts, inspectionWork(parts, remoteInspector(createFunctions())))).use(
  toldErrors(parts.log),
);
