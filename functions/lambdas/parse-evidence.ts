import middy from '@middy/core';
import { parseHandler } from '../evidence/parse-evidence.ts';
import { createRunChild } from '../platform/child-process.ts';
import { createLog } from '../platform/log.ts';
import { createObjects } from '../platform/objects.ts';
import { toldErrors } from '../platform/told-errors.ts';

const parts = { objects: createObjects() };

export const handler = middy(parseHandler(parts, createRunChild())).use(toldErrors(createLog('parse-evidence')));
