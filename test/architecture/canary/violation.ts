/** Planted: `npm run boundaries` must report this import, or it is blind. Nothing runs it. */
import { systemClock } from '../../../functions/platform/clock.ts';

export const canary = systemClock;
