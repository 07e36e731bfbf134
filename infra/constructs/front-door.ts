import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { type Alarms, fiveMinutes } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';

export interface FrontDoorProps {
  alarms: Alarms;
  portal: ServiceFunction;
  domain: string;
  certificateArn: string;
  webAclArn?: string | undefined;
  /** What proves to the portal that a request came through the content network. */
  originSecret: ISecret;
}

/** The way in: content network (its certificate, its firewall) → HTTP API → portal. Pages are never cached on the way. */
export class FrontDoor extends Construct {
  readonly distribution: Distribution;

  constructor(
    scope: Construct,
    id: string,
    { alarms, portal, domain, certificateArn, webAclArn, originSecret }: FrontDoorProps,
  ) {
    super(scope, id);
    const api = this.api(portal);
    alarms.raise(this, 'NotServed', {
      metric: api.metricServerError({ ...fiveMinutes, statistic: 'Sum' }),
      above: 0,
      impact:
        'Somebody asked the portal for a page and got an error instead. What was saved before is safe. Look at the log Requests of the front door for the request, and by its id at the log of portal.',
    });
    const host = `${api.apiId}.execute-api.${Stack.of(this).region}.amazonaws.com`;
    this.distribution = new Distribution(this, 'Distribution', {
      domainNames: [domain],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: webAclArn,
      defaultBehavior: {
        origin: new HttpOrigin(host, {
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          customHeaders: { 'x-origin-secret': originSecret.secretValue.unsafeUnwrap() },
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
    });
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR1',
      'A reviewer may be abroad; who may enter is decided by sign-in and role.',
    );
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR2',
      'The firewall must be made in us-east-1, outside this stack: the installation names it in webAclArn.',
    );
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR3',
      'The HTTP API behind it logs every request, and nothing is answered from a cache; a second log of the same would keep query strings.',
    );
  }

  private api(portal: ServiceFunction): HttpApi {
    const api = new HttpApi(this, 'Api', {
      description: 'The portal and its HTTP API',
      createDefaultStage: false,
      defaultIntegration: new HttpLambdaIntegration('Portal', portal.function),
    });
    const log = new LogGroup(this, 'Requests', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        // No path, no query, no address: a request is found by its id in the portal's own log.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            time: '$context.requestTime',
            method: '$context.httpMethod',
            status: '$context.status',
            milliseconds: '$context.responseLatency',
            fault: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
    acknowledge(
      api,
      'AwsSolutions-APIG4',
      'The portal itself decides who may do what, per route, by its own sessions (functions/access); it must also serve the sign-in.',
    );
    return api;
  }
}
