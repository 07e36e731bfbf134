import { z } from 'zod';
import type { Council } from '../packs/council.ts';
import type { Parts } from '../platform/parts.ts';
import { type DraftedReport, draftAnnualReport } from './draft-annual-report.ts';

/**
 * What the schedule sends: the time for which it was set, which a late or repeated delivery still carries. The same field as in
 * every scheduled event of EventBridge.
 */
const fired = z.object({ time: z.iso.datetime({ offset: true }) });

/** Takes the yearly event of the schedule. */
export function scheduleHandler(
  parts: Pick<Parts, 'table' | 'objects' | 'queues' | 'clock' | 'wallClock' | 'ids' | 'log'>,
  council: Council,
) {
  return async (event: unknown): Promise<DraftedReport> => {
    const { time } = fired.parse(event);
    const drafted = await draftAnnualReport(parts, council, new Date(time));
    const { reviewId, created } = drafted;
    parts.log.info('The schedule of the annual report fired', { reviewId, state: created ? 'created' : 'found' });
    return drafted;
  };
}
