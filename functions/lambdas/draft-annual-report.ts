import middy from '@middy/core';
import { coreParts } from '../platform/compose.ts';
import { environment } from '../platform/environment.ts';
import { createObjects } from '../platform/objects.ts';
import { createQueues } from '../platform/queue.ts';
import { toldErrors } from '../platform/told-errors.ts';
import { scheduleHandler } from '../reports/handlers.ts';

const parts = { ...coreParts('draft-annual-report'), objects: createObjects(), queues: createQueues() };

export const handler = middy(scheduleHandler(parts, environment('council'))).use(toldErrors(parts.log));
