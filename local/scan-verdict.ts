import { randomUUID } from 'node:crypto';
import type { EventBridgeEvent } from 'aws-lambda';
import type { Version } from './object-store/version.ts';

/**
 * The detail of GuardDuty's "GuardDuty Malware Protection Object Scan Result" (Amazon GuardDuty user guide, "Monitoring
 * S3 object scans with Amazon EventBridge"), as far as we read it.
 */
interface ScanResult {
  schemaVersion: '1.0';
  scanStatus: 'COMPLETED' | 'SKIPPED' | 'FAILED';
  resourceType: 'S3_OBJECT';
  s3ObjectDetails: { bucketName: string; objectKey: string; eTag: string; versionId: string; s3Throttled: boolean };
  scanResultDetails: { scanResultStatus: string; threats: null };
}

/** The tag that GuardDuty sets on a version it has scanned; bucket policies ask for it. */
export const scanTag = 'GuardDutyMalwareScanStatus';
/** A verdict that AWS never gives: nothing here has scanned the file. */
export const notScannedStatus = 'NOT_SCANNED_LOCAL_RUN';

export type ScanVerdictEvent = EventBridgeEvent<'GuardDuty Malware Protection Object Scan Result', ScanResult>;

/** The same event that AWS sends, with a verdict that AWS never gives: nothing here has scanned the file. */
export function notScanned(version: Version, region: string): ScanVerdictEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'GuardDuty Malware Protection Object Scan Result',
    source: 'aws.guardduty',
    account: '000000000000',
    // An event keeps its time when it is repeated.
    time: version.modified,
    region,
    resources: [`arn:aws:guardduty:${region}:000000000000:malware-protection-plan/local`],
    detail: {
      schemaVersion: '1.0',
      scanStatus: 'SKIPPED',
      resourceType: 'S3_OBJECT',
      s3ObjectDetails: {
        bucketName: version.bucket,
        objectKey: version.key,
        eTag: version.etag,
        versionId: version.versionId,
        s3Throttled: false,
      },
      scanResultDetails: { scanResultStatus: notScannedStatus, threats: null },
    },
  };
}
