import middy from '@middy/core';
import { receiveVerdict } from '../evidence/receive-verdict.ts';
import { receiveFiguresVerdict } from '../metrics/imports/receive-verdict.ts';
import { coreParts } from '../platform/compose.ts';
import { environment } from '../platform/environment.ts';
import { createObjects } from '../platform/objects.ts';
import { createQueues } from '../platform/queue.ts';
import { verdictHandler } from '../platform/scan-verdict.ts';
import { toldErrors } from '../platform/told-errors.ts';

const parts = { ...coreParts('receive-verdict'), queues: createQueues(), objects: createObjects() };
const receivers = [receiveVerdict, receiveFiguresVerdict].map(
  (receive) => (verdict: Parameters<typeof receive>[2]) => receive(parts, environment('scan'), verdict),
);

export const handler = middy(verdictHandler(parts, receivers)).use(toldErrors(parts.log));
