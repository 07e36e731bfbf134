import type { EventBridgeEvent } from 'aws-lambda';
import { z } from 'zod';
import { failure, type Outcome, success } from './outcome.ts';
import type { Parts } from './parts.ts';

/** The scanner's word on a file. Never "clean" where nothing scanned it. */
export type ScanWord = 'clean' | 'not-scanned-local-run';

/** A scanner's verdict on one version of one upload. `status` is GuardDuty's `scanResultStatus`, or the local run's own word. */
export interface Verdict {
  key: string;
  versionId?: string;
  status: string;
}

export interface ScanRules {
  /** True only where no scanner can be had: the embedded run, which says so on every page that shows the file. */
  acceptUnscanned: boolean;
}

/** What a verdict means for a file, or why it can't be used, in words for whoever sent it. */
export function scanWord(status: string, rules: ScanRules): Outcome<ScanWord, 'threat' | 'unscanned'> {
  if (status === 'NO_THREATS_FOUND') return success('clean');
  if (status === 'NOT_SCANNED_LOCAL_RUN' && rules.acceptUnscanned) return success('not-scanned-local-run');
  if (status === 'THREATS_FOUND') {
    return failure(
      'threat',
      'The malware scan found a threat in this file. Do not open it; ask your IT service, and upload a clean copy.',
    );
  }
  return failure(
    'unscanned',
    'The malware scan could not read this file, so it cannot be used. Save it again without a password and upload it once more.',
  );
}

/**
 * A room that takes verdicts. `not-recorded`: the key is shaped as the room's are, and no upload is recorded under it. `not-ours`: the key
 * is no upload of the room's.
 */
export type VerdictReceiver = (verdict: Verdict) => Promise<Outcome<unknown, 'not-recorded' | 'not-ours'>>;

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
 * Takes the scan verdict that starts the work on an upload, to the room that it belongs to. The upload's record may be younger than the
 * verdict: then this throws, so that the event comes again. What stays unknown is logged and passed over; an upload of ours that lost its
 * verdict so is not lost: its own job finds the file after the form has ended, and says that it was not scanned.
 */
export function verdictHandler(parts: Pick<Parts, 'wallClock' | 'log'>, receivers: readonly VerdictReceiver[]) {
  return async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
    const { s3ObjectDetails, scanResultDetails } = scanResult.parse(event.detail);
    const verdict: Verdict = {
      key: s3ObjectDetails.objectKey,
      ...(s3ObjectDetails.versionId ? { versionId: s3ObjectDetails.versionId } : {}),
      status: scanResultDetails.scanResultStatus,
    };
    let code: 'not-recorded' | 'not-ours' = 'not-ours';
    for (const receive of receivers) {
      const outcome = await receive(verdict);
      if (outcome.ok) return;
      if (outcome.code === 'not-ours') continue;
      code = outcome.code;
      const age = (parts.wallClock().getTime() - Date.parse(event.time)) / 1000;
      if (age < recordedWithin) throw new Error(outcome.message);
    }
    parts.log.warn('A scan verdict was for no upload of ours', { code });
  };
}
