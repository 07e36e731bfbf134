import { Stack } from 'aws-cdk-lib';
import { Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { type Ground, workSeconds } from './ground.ts';
import { ParserNetwork } from './parser-network.ts';
import { ServiceFunction } from './service-function.ts';

/** So many files are opened at once. The queue's caller keeps to it, and the rest of the account keeps its share. */
export const filesAtOnce = 10;

/**
 * Opens files that nobody trusts. Whoever took it over would hold: the right to read uploads that were found clean, if their
 * names were known, and to add (never replace, never read) objects of the evidence bucket. No table, no queue, no internet.
 */
export class Parser extends Construct {
  readonly service: ServiceFunction;

  constructor(scope: Construct, id: string, ground: Ground, s3PrefixList: string) {
    super(scope, id);
    const { alarms, buckets, environment } = ground;
    const network = new ParserNetwork(this, 'Network', { alarms, s3PrefixList });
    this.service = new ServiceFunction(this, 'ParseEvidence', {
      alarms,
      entry: 'parse-evidence',
      description: 'Opens an upload in a process that can be killed, and compiles it',
      documents: true,
      memoryMb: 3008,
      seconds: workSeconds.parseEvidence,
      environment: environment.objects,
      network,
      reserved: filesAtOnce,
      impact:
        'Some uploaded evidence could not be opened and stays at "inspecting". It is tried up to four times; then the file is refused with a reason. Look at the log of parse-evidence.',
      throttledImpact:
        'Uploaded evidence waits at "inspecting" longer than usual: more files arrive than are opened at once. Nothing is lost. Look at the number of uploads, and at filesAtOnce in the stack.',
    });
    const { role } = this.service;
    const reading = ['s3:GetObjectVersion'];
    const adding = ['s3:PutObject'];
    buckets.quarantine.grantObjects(role, 'uploads/', reading, network.onlyFromHere);
    buckets.evidence.grantObjects(role, 'originals/', adding, network.onlyFromHere);
    buckets.evidence.grantObjects(role, 'compiled/', adding, network.onlyFromHere);
    network.admit(role, reading, [buckets.quarantine.objects('uploads/')]);
    network.admit(role, adding, [buckets.evidence.objects('originals/'), buckets.evidence.objects('compiled/')]);
    this.letLambdaConnect(role);
  }

  /**
   * Lambda itself connects the function to its subnets, with the function's role (AWS Lambda developer guide, "Giving Lambda
   * functions access to resources in an Amazon VPC"). The code that runs under that role may not use those rights.
   */
  private letLambdaConnect(role: IRole): void {
    const { account, region, partition } = Stack.of(this);
    const changing = [
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ];
    const looking = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];
    const inThisAccount = `arn:${partition}:ec2:${region}:${account}:*/*`;
    const everyFunction = `arn:${partition}:lambda:${region}:${account}:function:*`;
    role.addToPrincipalPolicy(new PolicyStatement({ actions: changing, resources: [inThisAccount] }));
    role.addToPrincipalPolicy(new PolicyStatement({ actions: looking, resources: ['*'] }));
    role.addToPrincipalPolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: [...changing, ...looking],
        resources: ['*'],
        conditions: { ArnLike: { 'lambda:SourceFunctionArn': everyFunction } },
      }),
    );
    const why = 'Lambda makes the network interfaces and names them; the function itself is denied all of it.';
    acknowledge(role, 'AwsSolutions-IAM5[Resource::*]', why);
    acknowledge(role, `AwsSolutions-IAM5[Resource::arn:${partition}:ec2:${region}:<AWS::AccountId>:*/*]`, why);
  }
}
