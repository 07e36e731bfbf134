import type { EventBridgeEvent } from 'aws-lambda';
import { z } from 'zod';
import type { Parts } from '../platform/parts.ts';
import type { Work } from '../platform/run-job.ts';
import { giveUpInspection, inspectEvidence } from './inspect-evidence.ts';
import type { Inspector } from './inspector.ts';
import { receiveVerdict, type ScanRules } from './receive-verdict.ts';

/** GuardDuty Malware Protection's event, as EventBridge delivers it: the fields that we read. */
const scanResult = z.object({
  s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.string().optional() }),
  scanResultDetails: z.object({ scanResultStatus: z.string() }),
});

/**
 * An event for an upload that isn't recorded fails so long, in seconds from the event's own time, and is delivered again.
 * AWS tries three times in about three minutes; then the upload is nobody's.
 */
const recordedWithin = 120;

/**
 * Takes the scan verdict that starts an inspection. The upload's record may be younger than the verdict: then this throws,
 * so that the event comes again. What stays unknown is logged and passed over; an upload of ours that lost its verdict so
 * is not lost: its own job finds the file after the form has ended, and says that it was not scanned.
 */
export function verdictHandler(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock' | 'queues' | 'log'>,
  rules: ScanRules,
) {
  return async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
    const { s3ObjectDetails, scanResultDetails } = scanResult.parse(event.detail);
    const outcome = await receiveVerdict(parts, rules, {
      key: s3ObjectDetails.objectKey,
      ...(s3ObjectDetails.versionId ? { versionId: s3ObjectDetails.versionId } : {}),
      status: scanResultDetails.scanResultStatus,
    });
    if (outcome.ok) return;
    const age = (parts.wallClock().getTime() - Date.parse(event.time)) / 1000;
    if (outcome.code === 'not-recorded' && age < recordedWithin) throw new Error(outcome.message);
    parts.log.warn('A scan verdict was for no upload of ours', { code: outcome.code });
  };
}

export function inspectionWork(
  parts: Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'log'>,
  inspector: Inspector,
): Work {
  return {
    run: (job) => inspectEvidence(parts, inspector, job),
    giveUp: (job, reason) => giveUpInspection(parts, job, reason),
  };
}
