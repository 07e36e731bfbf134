import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { roles } from '../../functions/access/model.ts';
import { identityPaths } from '../../functions/platform/identity.ts';
import { gsi1, tableKey } from '../../functions/platform/names.ts';
import { makeApp, resources, type Statement } from './synthesise.ts';

let template: Template;

beforeAll(() => {
  template = Template.fromStack(makeApp().stack);
});

const every = <Properties>(type: string) => resources<Properties>(template, type);

describe('the table', () => {
  it('has the keys, the index and the expiry that the program uses, and can be restored', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: tableKey.partition, KeyType: 'HASH' },
        { AttributeName: tableKey.sort, KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: gsi1.name,
          KeySchema: [
            { AttributeName: gsi1.partition, KeyType: 'HASH' },
            { AttributeName: gsi1.sort, KeyType: 'RANGE' },
          ],
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });
});

describe('the buckets', () => {
  it('are private, versioned, encrypted, and drop what was begun and not finished', () => {
    const buckets = every<{ LifecycleConfiguration: { Rules: object[] } }>('AWS::S3::Bucket');
    expect(buckets).toHaveLength(5);
    for (const { Properties } of buckets) {
      expect(Properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      });
      expect(Properties.LifecycleConfiguration.Rules).toContainEqual(
        expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
      );
      expect(Properties).not.toHaveProperty('CorsConfiguration');
    }
  });

  it('refuse every request that is not TLS', () => {
    const refused = every<{ Bucket: { Ref: string }; PolicyDocument: { Statement: Statement[] } }>(
      'AWS::S3::BucketPolicy',
    )
      .filter(({ Properties }) =>
        Properties.PolicyDocument.Statement.some(
          (statement) =>
            statement.Effect === 'Deny' &&
            JSON.stringify(statement).includes('{"Bool":{"aws:SecureTransport":"false"}}') &&
            statement.Action === 's3:*',
        ),
      )
      .map(({ Properties }) => Properties.Bucket.Ref);
    expect(new Set(refused)).toEqual(new Set(every('AWS::S3::Bucket').map(({ id }) => id)));
  });

  it('lock what was built, in a way that the right to erasure can open', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 365 } } },
    });
  });
});

describe('what starts them', () => {
  it('scans uploads, and delivers the verdict', () => {
    template.hasResourceProperties('AWS::GuardDuty::MalwareProtectionPlan', {
      ProtectedResource: { S3Bucket: { ObjectPrefixes: ['uploads/', 'figures/'] } },
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.guardduty'],
        'detail-type': ['GuardDuty Malware Protection Object Scan Result'],
        detail: { s3ObjectDetails: { bucketName: [{ Ref: Match.stringLikeRegexp('Quarantine') }] } },
      },
      Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
    });
  });

  it('sweeps each minute by the clock of London', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      ScheduleExpressionTimezone: 'Europe/London',
    });
  });

  it('has the annual report drafted once a year by the clock of London, and keeps what it could not deliver', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 6 1 6 ? *)',
      ScheduleExpressionTimezone: 'Europe/London',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: Match.objectLike({
        Input: '{"time":"<aws.scheduler.scheduled-time>"}',
        DeadLetterConfig: Match.anyValue(),
        RetryPolicy: { MaximumRetryAttempts: 20, MaximumEventAgeInSeconds: 86_400 },
      }),
    });
  });

  it('gives the scan time to tag a file before it is opened', () => {
    template.hasResourceProperties('AWS::SQS::Queue', { DelaySeconds: 10, VisibilityTimeout: 900 });
  });

  it('gives one message to a function, whose queue waits longer than it works', () => {
    template.allResourcesProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});

describe('the way in', () => {
  it('signs in invited people with a second factor, by code flow without a secret', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      GenerateSecret: false,
      CallbackURLs: [`https://packs.thornmere.example${identityPaths.signedIn}`],
      LogoutURLs: [`https://packs.thornmere.example${identityPaths.signedOut}`],
    });
    const groups = every<{ GroupName: string }>('AWS::Cognito::UserPoolGroup').map(
      ({ Properties }) => Properties.GroupName,
    );
    expect(groups.sort()).toEqual([...roles].sort());
  });

  it('tells the portal and the content network the same secret, and caches nothing', () => {
    const secret = every('AWS::SecretsManager::Secret')[0]?.id;
    const reference = `{{resolve:secretsmanager:",{"Ref":"${secret}"}`;
    const [distribution] = every<{ DistributionConfig: { DefaultCacheBehavior: object } }>(
      'AWS::CloudFront::Distribution',
    );
    expect(JSON.stringify(distribution)).toContain(reference);
    const portal = every<object>('AWS::Lambda::Function').find(({ id }) => id.startsWith('Portal'));
    expect(JSON.stringify(portal)).toContain(reference);
    expect(distribution?.Properties.DistributionConfig.DefaultCacheBehavior).toMatchObject({
      // AWS's own "CachingDisabled".
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      ViewerProtocolPolicy: 'redirect-to-https',
    });
  });

  it('sends the new secret and accepts both while it is replaced', () => {
    const replacing = Template.fromStack(makeApp({ changes: { originSecrets: [2, 1] } }).stack);
    const secrets = resources(replacing, 'AWS::SecretsManager::Secret').map(({ id }) => id);
    const editions = (part: unknown) =>
      [...JSON.stringify(part).matchAll(/secretsmanager:",\{"Ref":"(\w+)"/g)].map(([, id = '']) => secrets.indexOf(id));
    const portal = resources(replacing, 'AWS::Lambda::Function').find(({ id }) => id.startsWith('Portal'));
    expect(secrets).toHaveLength(2);
    expect(editions(resources(replacing, 'AWS::CloudFront::Distribution'))).toEqual([0]);
    expect(editions(portal)).toEqual([0, 1]);
    expect(JSON.stringify(portal)).toContain('"},":SecretString:::}},{{resolve:secretsmanager:"');
  });
});
