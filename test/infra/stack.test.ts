import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { roles } from '../../functions/access/model.ts';
import { identityPaths } from '../../functions/platform/identity.ts';
import { gsi1, tableKey } from '../../functions/platform/names.ts';
import { makeApp, type Resource } from './synthesise.ts';

let template: Template;

beforeAll(() => {
  template = Template.fromStack(makeApp().stack);
});

function every<Properties>(type: string): (Resource<Properties> & { id: string })[] {
  const found = template.findResources(type) as Record<string, Resource<Properties>>;
  return Object.entries(found).map(([id, resource]) => ({ ...resource, id }));
}

interface Statement {
  Action: string | string[];
  Resource: unknown;
  Effect: string;
}
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

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

describe('the queues', () => {
  it('each have dead letters and alarms that say what a user would notice', () => {
    const queues = every<{ RedrivePolicy?: { deadLetterTargetArn: { 'Fn::GetAtt': [string, string] } } }>(
      'AWS::SQS::Queue',
    );
    const alarms = every<{ AlarmDescription: string; Dimensions?: { Value: object }[] }>('AWS::CloudWatch::Alarm');
    const watched = (id: string) =>
      alarms.filter(({ Properties }) => JSON.stringify(Properties.Dimensions ?? []).includes(`"${id}","QueueName"`));
    const working = queues.filter(({ Properties }) => Properties.RedrivePolicy);
    expect(working).toHaveLength(2);
    for (const { id, Properties } of working) {
      const dead = Properties.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0] ?? '';
      expect(queues.map((queue) => queue.id)).toContain(dead);
      expect(watched(id)).toHaveLength(1);
      expect(watched(dead)).toHaveLength(1);
    }
    expect(queues).toHaveLength(5);
    for (const { id } of queues) expect(watched(id)).toHaveLength(1);
  });

  it('have alarms in sentences, which reach somebody', () => {
    for (const { Properties } of every<{ AlarmDescription: string; AlarmActions: unknown[] }>(
      'AWS::CloudWatch::Alarm',
    )) {
      expect(Properties.AlarmDescription).toMatch(/(evidence|packs?|portal|builds)\b.*(Look at|is in) the/i);
      expect(Properties.AlarmActions).toHaveLength(1);
    }
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email' });
  });
});

describe('the functions', () => {
  it('run on Node 24 with a role and a log of their own, and an alarm on failures', () => {
    const functions = every<{ Role: { 'Fn::GetAtt': [string, string] }; LoggingConfig: { LogGroup: { Ref: string } } }>(
      'AWS::Lambda::Function',
    );
    expect(functions).toHaveLength(5);
    expect(new Set(functions.map(({ Properties }) => Properties.Role['Fn::GetAtt'][0])).size).toBe(5);
    expect(new Set(functions.map(({ Properties }) => Properties.LoggingConfig.LogGroup.Ref)).size).toBe(5);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['x86_64'] });
    }
    for (const { Properties } of every<{ RetentionInDays?: number }>('AWS::Logs::LogGroup')) {
      expect(Properties.RetentionInDays).toBe(365);
    }
    template.allResourcesProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '?"\\"level\\":\\"ERROR\\"" ?"Task timed out" ?"Runtime exited" ?"Uncaught Exception"',
    });
  });

  it('may do what they need: no managed policy, no action with a wildcard, no resource that is everything', () => {
    for (const { Properties } of every<{ ManagedPolicyArns?: unknown }>('AWS::IAM::Role')) {
      expect(Properties.ManagedPolicyArns).toBeUndefined();
    }
    const prefixes = new Set<string>();
    for (const { Properties } of every<{ PolicyDocument: { Statement: Statement[] } }>('AWS::IAM::Policy')) {
      for (const statement of Properties.PolicyDocument.Statement) {
        for (const action of list(statement.Action)) expect(action).not.toContain('*');
        for (const resource of list(statement.Resource)) {
          expect(resource).not.toBe('*');
          const open = /"([^"]*\*)"\]\]/.exec(JSON.stringify(resource))?.[1];
          if (open) prefixes.add(open);
        }
      }
    }
    // Object names are made at run time, so a prefix is as narrow as it gets; the rule's name is GuardDuty's own.
    expect([...prefixes].sort()).toEqual([
      '/compiled/*',
      '/figures/*',
      '/manifests/*',
      '/observations/*',
      '/originals/*',
      '/uploads/*',
      '/versions/*',
      ':rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*',
    ]);
  });

  it('let only the inspection and the scan read quarantine', () => {
    const readers = every<{ PolicyDocument: { Statement: Statement[] } }>('AWS::IAM::Policy').filter(({ Properties }) =>
      Properties.PolicyDocument.Statement.some(
        ({ Action, Resource }) =>
          list(Action).includes('s3:GetObject') && JSON.stringify(Resource).includes('/uploads/*'),
      ),
    );
    expect(readers.map(({ id }) => id.replace(/Role.*/, '')).sort()).toEqual([
      'IntakeInspectEvidence',
      'IntakeMalwareScan',
    ]);
  });
});

describe('what starts them', () => {
  it('scans uploads, and delivers the verdict', () => {
    template.hasResourceProperties('AWS::GuardDuty::MalwareProtectionPlan', {
      ProtectedResource: { S3Bucket: { ObjectPrefixes: ['uploads/'] } },
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
});
