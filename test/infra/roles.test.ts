import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { allowed } from './allowed.ts';
import { roleStatements } from './policies.ts';
import { list, makeApp, resources, type Statement } from './synthesise.ts';

let template: Template;

beforeAll(() => {
  template = Template.fromStack(makeApp().stack);
});

/** A resource of a policy in a word. One that this can't name fails the test. */
function inWords(resource: unknown): string {
  const text = JSON.stringify(resource);
  const prefix = /Buckets(\w+?)Bucket\w+","Arn"\]\},"(\/[^"]+)"/.exec(text);
  if (prefix) return `${prefix[1]?.toLowerCase()}${prefix[2]}`;
  const whole: [RegExp, (found: string) => string][] = [
    [/^\{"Fn::GetAtt":\["GroundBuckets(\w+?)Bucket\w+","Arn"\]\}$/, (found) => `${found.toLowerCase()} names`],
    [/^\{"Fn::GetAtt":\["GroundDataTable\w+","Arn"\]\}$/, () => 'table'],
    [/"GroundDataTable\w+","Arn"\]\},"\/index\/gsi1"/, () => 'table index'],
    [/^\{"Fn::GetAtt":\["Ground(Inspections|Builds|Files|Readings)Queue\w+","Arn"\]\}$/, (found) => `queue ${found}`],
    [/^\{"Fn::GetAtt":\["\w+(Undelivered)\w+","Arn"\]\}$/, (found) => `queue ${found}`],
    [/^\{"Fn::GetAtt":\["IntakeParser(ParseEvidence)Function\w+","Arn"\]\}$/, (found) => `function ${found}`],
    [/"arn:aws:ec2:eu-west-2:",\{"Ref":"AWS::AccountId"\},":\*\/\*"/, () => 'network interfaces'],
    [/^\{"Fn::GetAtt":\["(\w+?)Log\w+","Arn"\]\}$/, (found) => `log ${found}`],
    [/^"\*"$/, () => 'everything'],
  ];
  for (const [pattern, name] of whole) {
    const found = pattern.exec(text);
    if (found) return name(found[1] ?? '');
  }
  throw new Error(`A resource that this test has no word for: ${text}`);
}

function granted(statements: readonly Statement[]): Record<string, string[]> {
  const kinds: Record<string, string[]> = {};
  for (const { Effect, Action, Resource } of statements) {
    if (Effect !== 'Allow') continue;
    for (const resource of list(Resource)) {
      const kind = inWords(resource);
      kinds[kind] = [...(kinds[kind] ?? []), ...list(Action)].sort();
    }
  }
  return kinds;
}

describe('the roles', () => {
  it('are one for each function, and each may do exactly this', () => {
    const functions = resources<{ Role: { 'Fn::GetAtt': [string, string] } }>(template, 'AWS::Lambda::Function');
    const found = functions.map(({ id, Properties }) => {
      const name = id.replace(/(Service)?Function.*/, '');
      const { [`log ${id.replace(/Function.*/, '')}`]: log, ...rest } = granted(
        roleStatements(template, Properties.Role['Fn::GetAtt'][0]),
      );
      expect({ name, log }).toEqual({ name, log: ['logs:CreateLogStream', 'logs:PutLogEvents'] });
      return [name, rest];
    });
    const wanted = Object.entries(allowed).map(([name, kinds]) => [
      name,
      Object.fromEntries(Object.entries(kinds).map(([kind, actions]) => [kind, [...actions].sort()])),
    ]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
    expect(new Set(functions.map(({ Properties }) => Properties.Role['Fn::GetAtt'][0])).size).toBe(functions.length);
  });

  it('have no managed policy, no action with a wildcard, and no open end without a reason', () => {
    const roles = resources<{ ManagedPolicyArns?: unknown; Policies?: unknown }>(template, 'AWS::IAM::Role');
    for (const { Properties } of roles) {
      expect(Properties.ManagedPolicyArns).toBeUndefined();
      // Policies in the role itself would be passed over here.
      expect(Properties.Policies).toBeUndefined();
    }
    const open = new Map<string, Set<string>>();
    for (const { id } of roles) {
      for (const { Effect, Action, Resource } of roleStatements(template, id)) {
        for (const action of list(Action)) expect(action).not.toContain('*');
        for (const resource of list(Resource)) {
          const ends = /"([^"]*\*)"(\]\])?/.exec(JSON.stringify(resource))?.[1];
          if (Effect === 'Allow' && ends) open.set(ends, (open.get(ends) ?? new Set()).add(id.replace(/Role.*/, '')));
        }
      }
    }
    // Object names are made at run time, so a prefix is as narrow as it gets; the rule's name is GuardDuty's own; network
    // interfaces are Lambda's, and the function that runs under the role is denied them (parser.test.ts).
    expect(Object.fromEntries([...open].map(([ends, who]) => [ends, [...who].sort()]))).toEqual({
      '/uploads/*': ['IntakeMalwareScan', 'IntakeParserParseEvidence', 'PortalService'],
      '/originals/*': ['IntakeParserParseEvidence', 'PacksMakeFile'],
      '/compiled/*': ['IntakeParserParseEvidence', 'PacksMakeFile'],
      '/pieces/*': ['PacksBuildPack', 'PacksMakeFile'],
      '/versions/*': ['PacksBuildPack', 'PacksMakeFile', 'PortalService'],
      '/manifests/*': ['AnnualReportDraft', 'PacksBuildPack', 'PacksMakeFile', 'PortalService'],
      '/plans/*': ['PacksBuildPack', 'PortalService'],
      '/observations/*': ['FiguresReadFigures', 'PacksBuildPack', 'PortalService'],
      '/readings/*': ['FiguresReadFigures', 'PortalService'],
      // In quarantine and among the records.
      '/figures/*': ['FiguresReadFigures', 'IntakeMalwareScan', 'IntakeReceiveVerdict', 'PortalService'],
      ':rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*': ['IntakeMalwareScan'],
      ':*/*': ['IntakeParserParseEvidence'],
      '*': ['IntakeParserParseEvidence'],
    });
  });

  it('run functions on Node 24, each with a log of its own that ends', () => {
    const functions = resources<{ LoggingConfig: { LogGroup: { Ref: string } } }>(template, 'AWS::Lambda::Function');
    expect(functions).toHaveLength(Object.keys(allowed).length);
    expect(new Set(functions.map(({ Properties }) => Properties.LoggingConfig.LogGroup.Ref)).size).toBe(
      functions.length,
    );
    template.allResourcesProperties('AWS::Lambda::Function', { Runtime: 'nodejs24.x', Architectures: ['x86_64'] });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });
});
