import middy from '@middy/core';
import { handle } from 'hono/aws-lambda';
import { coreParts } from '../platform/compose.ts';
import { environment } from '../platform/environment.ts';
import { createIdentity } from '../platform/identity.ts';
import { createObjects } from '../platform/objects.ts';
import { createQueues } from '../platform/queue.ts';
import { toldErrors } from '../platform/told-errors.ts';
import { createPortal } from '../portal/portal.ts';

const parts = { ...coreParts('portal'), objects: createObjects(), queues: createQueues() };
const settings = { ...environment('portal'), council: environment('council') };

export const handler = middy(handle(createPortal(parts, createIdentity(), settings))).use(toldErrors(parts.log));
