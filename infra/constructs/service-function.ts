import { join } from 'node:path';
import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { FilterPattern, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { environmentNames } from '../../functions/platform/names.ts';
import { type Alarms, fiveMinutes } from './alarms.ts';
import { bundling, childEntry, documentEngine, figuresReader, projectRoot } from './bundling.ts';

export interface ServiceFunctionProps {
  alarms: Alarms;
  /** The file under functions/lambdas. */
  entry: string;
  description: string;
  environment: Readonly<Record<string, string>>;
  memoryMb: number;
  /** More flags for Node. */
  nodeOptions?: string;
  seconds: number;
  /** Ships the document engine and its killable process beside the handler. */
  documents?: boolean;
  /** Ships the killable process that reads figures files beside the handler. */
  figures?: boolean;
  /** Runs it there, and nowhere else. Without it, a function reaches the internet. */
  network?: { vpc: IVpc; securityGroup: ISecurityGroup };
  /** Runs so many at once: no more, and no fewer because others are busy. */
  reserved?: number;
  /** What users notice when it fails. */
  impact: string;
  /** What users notice when it is refused its turn. */
  throttledImpact: string;
}

/** What a line of the log says when the function failed: by itself, by time, or by memory. */
const failures = FilterPattern.anyTerm('"level":"ERROR"', 'Task timed out', 'Runtime exited', 'Uncaught Exception');

/** A Lambda function with a role of its own (to write its log, and what it is granted), a log with an end, and an alarm. */
export class ServiceFunction extends Construct {
  readonly role: Role;
  readonly function: NodejsFunction;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const {
      alarms,
      entry,
      description,
      environment,
      memoryMb,
      seconds,
      documents = false,
      figures = false,
      network,
      reserved,
    } = props;
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description });
    logGroup.grantWrite(this.role);
    this.function = new NodejsFunction(this, 'Function', {
      description,
      entry: join(projectRoot, 'functions/lambdas', `${entry}.ts`),
      projectRoot,
      depsLockFilePath: join(projectRoot, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.X86_64,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.TEXT,
      tracing: Tracing.DISABLED,
      memorySize: memoryMb,
      timeout: Duration.seconds(seconds),
      ephemeralStorageSize: documents || figures ? Size.gibibytes(2) : undefined,
      ...(network
        ? {
            vpc: network.vpc,
            vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
            securityGroups: [network.securityGroup],
          }
        : {}),
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
      environment: {
        NODE_OPTIONS: ['--enable-source-maps', ...(props.nodeOptions ? [props.nodeOptions] : [])].join(' '),
        ...environment,
        ...(documents ? { [environmentNames.documentChild]: childEntry } : {}),
        ...(figures ? { [environmentNames.figuresChild]: childEntry } : {}),
      },
      bundling: bundling(documents ? documentEngine : figures ? figuresReader : undefined),
    });
    const failed = logGroup.addMetricFilter('Failures', {
      filterPattern: failures,
      metricNamespace: Stack.of(this).stackName,
      metricName: `${entry}-failures`,
    });
    alarms.raise(this, 'Failing', {
      metric: failed.metric({ ...fiveMinutes, statistic: 'Sum' }),
      above: 0,
      impact: props.impact,
    });
    alarms.raise(this, 'Throttled', {
      metric: this.function.metricThrottles(fiveMinutes),
      above: 0,
      impact: props.throttledImpact,
    });
  }

  /** For a role that calls it: this function alone, in no other version. */
  invokeStatement(): PolicyStatement {
    return new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] });
  }
}
