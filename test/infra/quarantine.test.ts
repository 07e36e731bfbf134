import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Asked, bucketStatements, deniedBy, roleStatements } from './policies.ts';
import { list, makeApp, resources } from './synthesise.ts';

const tag = 's3:ExistingObjectTag/GuardDutyMalwareScanStatus';
const tls = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };

let template: Template;
let scanner: string;
let parser: string;

const idOf = (type: string, part: RegExp) => resources(template, type).find(({ id }) => part.test(id))?.id ?? 'missing';
const bucket = (role: string) => idOf('AWS::S3::Bucket', new RegExp(`Buckets${role}`));
const denied = (bucketRole: string, asked: Asked) =>
  deniedBy(bucketStatements(template, bucket(bucketRole)), { ...asked, context: { ...tls, ...asked.context } });

beforeAll(() => {
  template = Template.fromStack(makeApp().stack);
  scanner = idOf('AWS::IAM::Role', /MalwareScanRole/);
  parser = idOf('AWS::IAM::Role', /ParseEvidenceRole/);
});

describe('an upload in quarantine', () => {
  const verdicts = [undefined, 'THREATS_FOUND', 'UNSUPPORTED', 'ACCESS_DENIED', 'FAILED', 'no_threats_found', ''];

  it.each(verdicts)('is read by nobody but the scanner while its verdict is %j', (verdict) => {
    for (const action of ['s3:GetObject', 's3:GetObjectVersion']) {
      for (const role of [parser, 'AnAdministratorWhoMayDoEverything']) {
        expect(denied('Quarantine', { action, role, context: { [tag]: verdict } })).toBe('ReadOnlyWhatIsClean');
      }
      expect(denied('Quarantine', { action, role: scanner, context: { [tag]: verdict } })).toBeUndefined();
    }
  });

  it('is opened by the parser once it is clean', () => {
    const asked = { action: 's3:GetObjectVersion', role: parser, context: { [tag]: 'NO_THREATS_FOUND' } };
    expect(denied('Quarantine', asked)).toBeUndefined();
  });

  it('is called clean by the scanner alone, and by nobody as it is uploaded', () => {
    for (const action of ['s3:PutObjectTagging', 's3:PutObjectVersionTagging', 's3:DeleteObjectTagging']) {
      expect(denied('Quarantine', { action, role: 'AnAdministrator' })).toBe('OnlyTheScannerTags');
      expect(denied('Quarantine', { action, role: scanner })).toBeUndefined();
    }
    const uploader = { action: 's3:PutObject', role: idOf('AWS::IAM::Role', /PortalServiceRole/) };
    const withTag = { 's3:RequestObjectTagKeys': 'GuardDutyMalwareScanStatus' };
    expect(denied('Quarantine', { ...uploader, context: withTag })).toBe('NoTagsOnArrival');
    expect(denied('Quarantine', uploader)).toBeUndefined();
  });

  it('is tagged by the plan, whose role may', () => {
    template.hasResourceProperties('AWS::GuardDuty::MalwareProtectionPlan', {
      Actions: { Tagging: { Status: 'ENABLED' } },
    });
    const actions = roleStatements(template, scanner).flatMap(({ Action }) => list(Action));
    expect(actions).toContain('s3:PutObjectTagging');
    expect(actions).toContain('s3:PutObjectVersionTagging');
  });
});

describe('what was found ready', () => {
  it('can be added to and not replaced', () => {
    const put = { action: 's3:PutObject', role: parser, context: { 's3:ObjectCreationOperation': 'true' } };
    expect(denied('Evidence', put)).toBe('OnlyAdd');
    expect(denied('Evidence', { ...put, context: { ...put.context, 's3:if-none-match': '*' } })).toBeUndefined();
  });
});
