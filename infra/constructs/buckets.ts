import { Duration } from 'aws-cdk-lib';
import { ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { BucketRole } from '../../functions/platform/names.ts';
import { acknowledge } from './acknowledge.ts';
import { PrivateBucket } from './private-bucket.ts';

/** The four buckets, and one for the record of who reached them. */
export class Buckets extends Construct implements Record<BucketRole, PrivateBucket> {
  /** Uploads as they arrived. Only the parser reads them, when the scan found them clean; what is sound is copied on, so the rest may go. */
  readonly quarantine: PrivateBucket;
  /** Originals that were found ready, the relocatable objects compiled from them, and for a few days the pieces of packs that are being built. */
  readonly evidence: PrivateBucket;
  /** Files of built versions. Locked: whoever deletes one within the year needs the right to bypass governance. */
  readonly packs: PrivateBucket;
  /** Manifests, and releases of figures. */
  readonly records: PrivateBucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const logs = new PrivateBucket(this, 'AccessLogs', {
      undeleteDays: 30,
      lifecycleRules: [{ expiration: Duration.days(365) }],
    });
    acknowledge(
      logs,
      'AwsSolutions-S1',
      'This bucket holds the access logs of the others; logging its own would never end.',
    );
    const logged = { serverAccessLogsBucket: logs.bucket };

    this.quarantine = new PrivateBucket(this, 'Quarantine', {
      ...logged,
      undeleteDays: 7,
      lifecycleRules: [
        { expiration: Duration.days(30) },
        // Each is removed when it has been read; what no program came to may hold children's data all the same.
        { prefix: 'figures/', expiration: Duration.days(1), noncurrentVersionExpiration: Duration.days(1) },
      ],
    });
    this.evidence = new PrivateBucket(this, 'Evidence', {
      ...logged,
      undeleteDays: 90,
      // Of builds that failed; the others remove theirs.
      lifecycleRules: [{ prefix: 'pieces/', expiration: Duration.days(7) }],
    });
    // Objects are named by their digest: whoever may add one may not put another in the place of an old one.
    this.evidence.deny('OnlyAdd', ['s3:PutObject'], '', {
      Null: { 's3:if-none-match': 'true' },
      Bool: { 's3:ObjectCreationOperation': 'true' },
    });
    this.packs = new PrivateBucket(this, 'Packs', {
      ...logged,
      undeleteDays: 90,
      objectLockEnabled: true,
      // Not COMPLIANCE: a person may have the right to be erased.
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(365)),
    });
    this.records = new PrivateBucket(this, 'Records', { ...logged, undeleteDays: 90 });
  }
}
