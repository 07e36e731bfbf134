import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogMaxAggregationInterval,
  FlowLogTrafficType,
  type GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  type ISecurityGroup,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Alarms, fiveMinutes } from './alarms.ts';
import { DnsAllowList } from './dns-allow-list.ts';

export interface ParserNetworkProps {
  alarms: Alarms;
  /** AWS's own list of the region's S3 addresses; its id differs by region. */
  s3PrefixList: string;
}

/**
 * Where files that nobody trusts are opened: subnets without a way to or from the internet. The one way out leads to S3, by
 * address (security group), by name (DNS) and by what may be asked there (the endpoint's policy).
 */
export class ParserNetwork extends Construct {
  readonly vpc: Vpc;
  readonly securityGroup: ISecurityGroup;
  private readonly endpoint: GatewayVpcEndpoint;

  constructor(scope: Construct, id: string, { alarms, s3PrefixList }: ParserNetworkProps) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.86.0.0/24'),
      maxAzs: 2,
      natGateways: 0,
      createInternetGateway: false,
      subnetConfiguration: [{ name: 'Parser', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 26 }],
      // It would take a helper function that may change security groups. Nothing is in the default one.
      restrictDefaultSecurityGroup: false,
    });
    const group = new SecurityGroup(this, 'OnlyToS3', {
      vpc: this.vpc,
      description: 'The parser reaches S3 and nothing else, and nothing reaches the parser',
      allowAllOutbound: false,
    });
    group.addEgressRule(Peer.prefixList(s3PrefixList), Port.tcp(443), 'S3 of this region');
    this.securityGroup = group;
    this.endpoint = this.vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });
    // Names are resolved outside security groups: a name that is looked up could carry words out.
    new DnsAllowList(this, 'Dns', { vpc: this.vpc, host: `s3.${Stack.of(this).region}.amazonaws.com` });
    this.watch(alarms);
  }

  /** Lets a role through the endpoint to do so much, and no other role anything. */
  admit(role: IRole, actions: readonly string[], resources: readonly string[]): void {
    this.endpoint.addToPolicy(
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: [...actions],
        resources: [...resources],
        conditions: { ArnEquals: { 'aws:PrincipalArn': role.roleArn } },
      }),
    );
  }

  /** A condition under which a permission holds here alone: a key that is carried off opens nothing elsewhere. */
  get onlyFromHere(): Record<string, Record<string, string>> {
    return { StringEquals: { 'aws:SourceVpce': this.endpoint.vpcEndpointId } };
  }

  private watch(alarms: Alarms): void {
    const log = new LogGroup(this, 'Flows', { retention: RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN });
    this.vpc.addFlowLog('FlowLog', {
      destination: FlowLogDestination.toCloudWatchLogs(log),
      trafficType: FlowLogTrafficType.ALL,
      maxAggregationInterval: FlowLogMaxAggregationInterval.ONE_MINUTE,
    });
    const refused = log.addMetricFilter('Refused', {
      filterPattern: FilterPattern.anyTerm('REJECT'),
      metricNamespace: Stack.of(this).stackName,
      metricName: 'parser-refused-connections',
    });
    alarms.raise(this, 'TriedToLeave', {
      metric: refused.metric({ ...fiveMinutes, statistic: 'Sum' }),
      above: 0,
      impact:
        'No user notices anything, and nothing got out: while uploaded evidence was opened, something tried to connect to a place that is not S3 and was refused. A hostile file may be at work. Tell your security team. Look at the log Flows of the parser network for the minute, and at the access log of quarantine for the upload that was read then.',
    });
  }
}
