import middy from '@middy/core';
import { parseHandler } from '../evidence/parse-evidence.ts';
import { createRunChild } from '../platform/child-process.ts';
import { createObjects } from '../platform/objects.ts';

const parts = { objects: createObjects() };

export const handler = middy(parseHandler(parts, createRunChild()));
