import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { environmentNames as names } from '../../functions/platform/names.ts';
import type { Installation } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { FrontDoor } from './front-door.ts';
import { type Ground, volumeLimits } from './ground.ts';
import { ServiceFunction } from './service-function.ts';
import type { SignIn } from './sign-in.ts';

export interface PortalProps {
  ground: Ground;
  signIn: SignIn;
  installation: Installation;
  /** As browsers see it. */
  origin: string;
}

/** What people and programs talk to: content network → HTTP API → the portal function. */
export class Portal extends Construct {
  readonly frontDoor: FrontDoor;

  constructor(scope: Construct, id: string, props: PortalProps) {
    super(scope, id);
    const [sent = 1, ...before] = props.installation.originSecrets;
    const originSecret = this.originSecret(sent);
    const portal = this.service(props, [originSecret, ...before.map((edition) => this.originSecret(edition))]);
    const { portalDomain, certificateArn, webAclArn } = props.installation;
    this.frontDoor = new FrontDoor(this, 'FrontDoor', {
      alarms: props.ground.alarms,
      portal,
      domain: portalDomain,
      certificateArn,
      webAclArn,
      originSecret,
    });
  }

  /** A deployment resolves a secret only where the template has changed, so a new secret needs a new name. */
  private originSecret(edition: number): Secret {
    const secret = new Secret(this, `OriginSecret${edition}`, {
      description: 'Proves to the portal that a request came through the content network',
      generateSecretString: { excludePunctuation: true, passwordLength: 48 },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(
      secret,
      'AwsSolutions-SMG4',
      'It opens nothing by itself, and the portal must know a new one before the content network sends it: replacing it is two deployments.',
    );
    return secret;
  }

  private service({ ground, signIn, installation, origin }: PortalProps, secrets: Secret[]): ServiceFunction {
    const { alarms, data, buckets, builds, inspections, readings, environment } = ground;
    const service = new ServiceFunction(this, 'Service', {
      alarms,
      entry: 'portal',
      description: 'Serves the pages and the HTTP API',
      memoryMb: 1024,
      seconds: 29,
      environment: {
        ...environment.table,
        ...environment.queues,
        ...environment.objects,
        [names.portalOrigin]: origin,
        [names.issuer]: signIn.issuer,
        [names.signInOrigin]: signIn.pagesOrigin,
        [names.clientId]: signIn.client.userPoolClientId,
        [names.originSecret]: secrets.map((secret) => secret.secretValue.unsafeUnwrap()).join(','),
        [names.council]: installation.council,
        [names.authority]: installation.authority,
        ...(installation.notice ? { [names.notice]: installation.notice } : {}),
        ...volumeLimits(installation),
      },
      impact: 'Somebody saw "Something went wrong on our side" in the portal. Its reference is in the log of portal.',
      throttledImpact:
        'Some people see "Service unavailable" in the portal, because more requests arrive than the account may answer at once. What they typed is kept by their browser. Look at the concurrency of the account, and at the log of portal for who asks so much.',
    });
    data.grant(service.role, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem');
    data.grantIndexQuery(service.role);
    builds.grantSend(service.role);
    inspections.grantSend(service.role);
    readings.grantSend(service.role);
    // The forms and links that it signs can do no more than itself: post an upload, fetch a built file.
    buckets.quarantine.grantObjects(service.role, 'uploads/', ['s3:PutObject']);
    buckets.quarantine.grantObjects(service.role, 'figures/', ['s3:PutObject']);
    buckets.packs.grantObjects(service.role, 'versions/', ['s3:GetObject', 's3:GetObjectVersion']);
    buckets.records.grantObjects(service.role, 'manifests/', ['s3:GetObject', 's3:PutObject']);
    buckets.records.grantObjects(service.role, 'observations/', ['s3:GetObject', 's3:PutObject']);
    buckets.records.grantObjects(service.role, 'plans/', ['s3:GetObject', 's3:PutObject']);
    buckets.records.grantObjects(service.role, 'figures/', ['s3:GetObject', 's3:PutObject']);
    buckets.records.grantObjects(service.role, 'readings/', ['s3:GetObject', 's3:PutObject']);
    return service;
  }
}
