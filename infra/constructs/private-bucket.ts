import { type CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, Grant, type IGrantable, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

type Own = Pick<BucketProps, 'objectLockEnabled' | 'objectLockDefaultRetention' | 'serverAccessLogsBucket'>;

type Conditions = Record<string, Record<string, string>>;

export interface PrivateBucketProps extends Own {
  lifecycleRules?: readonly LifecycleRule[];
  /** How long a replaced or deleted object can be had back. */
  undeleteDays: number;
}

/** A bucket that is private, versioned, encrypted and reached by TLS only. What was begun and not finished goes after a day. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { undeleteDays, lifecycleRules = [], ...own }: PrivateBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      ...own,
      ...(own.serverAccessLogsBucket ? { serverAccessLogsPrefix: `${id.toLowerCase()}/` } : {}),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(undeleteDays),
          expiredObjectDeleteMarker: lifecycleRules.every(
            ({ expiration, prefix }) => prefix !== undefined || expiration === undefined,
          ),
        },
        ...lifecycleRules,
      ],
    });
  }

  /** Actions on the objects under a prefix: the names of objects are made at run time, so the end is open. */
  grantObjects(role: IRole, prefix: string, actions: readonly string[], conditions: Conditions = {}): void {
    Grant.addToPrincipal({ grantee: role, actions: [...actions], resourceArns: [this.objects(prefix)], conditions });
    const bucket = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnResource);
    acknowledge(
      role,
      `AwsSolutions-IAM5[Resource::<${bucket}.Arn>/${prefix}*]`,
      `Objects under ${prefix} are named by ids and digests made at run time; no other part of the bucket is reached.`,
    );
  }

  /** Without it, S3 answers 403 rather than 404 for an object that isn't there. A prefix can't be asked for then. */
  grantMissing(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['s3:ListBucket'], resourceArns: [this.bucket.bucketArn] });
  }

  /** The names of the objects under a prefix, and not what is in them. */
  grantNames(grantee: IGrantable, prefix: string): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['s3:ListBucket'],
      resourceArns: [this.bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': `${prefix}*` } },
    });
  }

  /** Forbids something to everybody in the account and outside it, but for the conditions. */
  deny(sid: string, actions: readonly string[], prefix: string, conditions: Conditions): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [...actions],
        resources: [this.objects(prefix)],
        conditions,
      }),
    );
  }

  /** The objects under a prefix, as policies name them. */
  objects(prefix: string): string {
    return this.bucket.arnForObjects(`${prefix}*`);
  }
}
