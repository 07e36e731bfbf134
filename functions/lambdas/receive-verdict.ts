import middy from '@middy/core';
import { verdictHandler } from '../evidence/handlers.ts';
import { coreParts } from '../platform/compose.ts';
import { environment } from '../platform/environment.ts';
import { createQueues } from '../platform/queue.ts';
import { toldErrors } from '../platform/told-errors.ts';

const parts = { ...coreParts('receive-verdict'), queues: createQueues() };

export const handler = middy(verdictHandler(parts, environment('scan'))).use(toldErrors(parts.log));
