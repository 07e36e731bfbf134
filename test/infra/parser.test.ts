import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { roleStatements } from './policies.ts';
import { list, makeApp, resources, type Statement } from './synthesise.ts';

let template: Template;
const every = <Properties>(type: string) => resources<Properties>(template, type);

beforeAll(() => {
  template = Template.fromStack(makeApp().stack);
});

interface Configured {
  VpcConfig?: { SubnetIds: { Ref: string }[]; SecurityGroupIds: unknown[] };
  Environment: { Variables: Record<string, unknown> };
  ReservedConcurrentExecutions?: number;
}

const functionNamed = (part: RegExp) => every<Configured>('AWS::Lambda::Function').find(({ id }) => part.test(id));

describe('the function that opens files', () => {
  it('is the only one that does, and the only one in the closed network', () => {
    const openers = every<Configured>('AWS::Lambda::Function').filter(
      ({ Properties }) => 'DOCUMENT_CHILD' in Properties.Environment.Variables,
    );
    // The builder typesets, from what the parser has compiled.
    expect(openers.map(({ id }) => id.replace(/Function.*/, '')).sort()).toEqual([
      'IntakeParserParseEvidence',
      'PacksBuildPack',
    ]);
    const inNetwork = every<Configured>('AWS::Lambda::Function').filter(({ Properties }) => Properties.VpcConfig);
    expect(inNetwork.map(({ id }) => id.replace(/Function.*/, ''))).toEqual(['IntakeParserParseEvidence']);
  });

  it('is told of no table, no queue and no other function', () => {
    expect(Object.keys(functionNamed(/ParseEvidence/)?.Properties.Environment.Variables ?? {}).sort()).toEqual([
      'DOCUMENT_CHILD',
      'EVIDENCE_BUCKET',
      'NODE_OPTIONS',
      'PACKS_BUCKET',
      'QUARANTINE_BUCKET',
      'RECORDS_BUCKET',
    ]);
  });

  it('runs as often at once as its caller asks, and no more', () => {
    const reserved = functionNamed(/ParseEvidence/)?.Properties.ReservedConcurrentExecutions;
    expect(reserved).toBe(10);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ScalingConfig: { MaximumConcurrency: reserved },
    });
  });

  it('may hold its rights in its own network only, and leaves making interfaces to Lambda', () => {
    const role = every('AWS::IAM::Role').find(({ id }) => /ParseEvidenceRole/.test(id))?.id ?? '';
    const endpoint = every('AWS::EC2::VPCEndpoint')[0]?.id;
    const statements = roleStatements(template, role);
    const ofBuckets = statements.filter(({ Action }) => list(Action).some((action) => action.startsWith('s3:')));
    expect(ofBuckets).toHaveLength(2);
    for (const { Condition } of ofBuckets) {
      expect(Condition).toEqual({ StringEquals: { 'aws:SourceVpce': { Ref: endpoint } } });
    }
    const granted = statements
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action }) => list(Action).filter((action) => action.startsWith('ec2:')));
    const [denied] = statements.filter(({ Effect }) => Effect === 'Deny');
    expect(list(denied?.Action ?? []).sort()).toEqual(granted.sort());
    expect(Object.keys(denied?.Condition?.ArnLike ?? {})).toEqual(['lambda:SourceFunctionArn']);
  });
});

describe('its network', () => {
  it('has no way to or from the internet', () => {
    for (const type of [
      'AWS::EC2::InternetGateway',
      'AWS::EC2::EgressOnlyInternetGateway',
      'AWS::EC2::NatGateway',
      'AWS::EC2::TransitGatewayAttachment',
      'AWS::EC2::VPCPeeringConnection',
      'AWS::EC2::VPNGateway',
      'AWS::EC2::Route',
      'AWS::EC2::SecurityGroupIngress',
    ]) {
      template.resourceCountIs(type, 0);
    }
    for (const { Properties } of every<{ MapPublicIpOnLaunch: boolean }>('AWS::EC2::Subnet')) {
      expect(Properties.MapPublicIpOnLaunch).toBe(false);
    }
  });

  it('leads to S3 by one endpoint, for the parser alone, to three prefixes of two buckets', () => {
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 1);
    const [endpoint] = every<{ VpcEndpointType: string; PolicyDocument: { Statement: Statement[] } }>(
      'AWS::EC2::VPCEndpoint',
    );
    expect(endpoint?.Properties.VpcEndpointType).toBe('Gateway');
    const statements = endpoint?.Properties.PolicyDocument.Statement ?? [];
    expect(statements.flatMap(({ Action }) => list(Action))).toEqual(['s3:GetObjectVersion', 's3:PutObject']);
    const open = statements.flatMap(({ Resource }) => list(Resource)).map((resource) => JSON.stringify(resource));
    expect(open.map((resource) => /Buckets(\w+)Bucket\w+","Arn"\]},"(.*)"\]\]/.exec(resource)?.slice(1))).toEqual([
      ['Quarantine', '/uploads/*'],
      ['Evidence', '/compiled/*'],
      ['Evidence', '/originals/*'],
    ]);
    for (const { Condition } of statements) {
      expect(JSON.stringify(Condition)).toMatch(/^\{"ArnEquals":\{"aws:PrincipalArn":.*ParseEvidenceRole/);
    }
  });

  it('lets out TLS to the addresses of S3, and names of S3', () => {
    template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
    template.allResourcesProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupEgress: Match.absent(),
      SecurityGroupIngress: Match.absent(),
    });
    const egress = every('AWS::EC2::SecurityGroupEgress').map(({ Properties }) => Properties);
    expect(egress).toEqual([
      expect.objectContaining({
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        DestinationPrefixListId: 'pl-7ca54015',
      }),
    ]);
    const lists = every<{ Domains: string[] }>('AWS::Route53Resolver::FirewallDomainList');
    const domains = new Map(lists.map(({ id, Properties }) => [id, Properties.Domains]));
    const [rules] = every<{
      FirewallRules: { Action: string; Priority: number; FirewallDomainListId: { 'Fn::GetAtt': [string, string] } }[];
    }>('AWS::Route53Resolver::FirewallRuleGroup');
    const inOrder = [...(rules?.Properties.FirewallRules ?? [])].sort((a, b) => a.Priority - b.Priority);
    expect(inOrder.map((rule) => [rule.Action, domains.get(rule.FirewallDomainListId['Fn::GetAtt'][0])])).toEqual([
      ['ALLOW', ['s3.eu-west-2.amazonaws.com', '*.s3.eu-west-2.amazonaws.com']],
      ['BLOCK', ['*']],
    ]);
    template.resourceCountIs('AWS::Route53Resolver::FirewallRuleGroupAssociation', 1);
  });

  it('records every connection, and says so when one was refused', () => {
    template.hasResourceProperties('AWS::EC2::FlowLog', { ResourceType: 'VPC', TrafficType: 'ALL' });
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '"REJECT"',
      MetricTransformations: [Match.objectLike({ MetricName: 'parser-refused-connections' })],
    });
  });
});
