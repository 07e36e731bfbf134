import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { environmentNames as names } from '../../functions/platform/names.ts';
import type { Installation } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { FrontDoor } from './front-door.ts';
import type { Ground } from './ground.ts';
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
    const originSecret = new Secret(this, 'OriginSecret', {
      description: 'Proves to the portal that a request came through the content network',
      generateSecretString: { excludePunctuation: true, passwordLength: 48 },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(
      originSecret,
      'AwsSolutions-SMG4',
      'It opens nothing by itself, and the content network and the portal must change together: replacing it is a deployment.',
    );
    const portal = this.service(props, originSecret);
    const { portalDomain, certificateArn, webAclArn } = props.installation;
    this.frontDoor = new FrontDoor(this, 'FrontDoor', {
      portal,
      domain: portalDomain,
      certificateArn,
      webAclArn,
      originSecret,
    });
  }

  private service({ ground, signIn, installation, origin }: PortalProps, originSecret: Secret): ServiceFunction {
    const { alarms, data, buckets, builds, environment } = ground;
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
        [names.originSecret]: originSecret.secretValue.unsafeUnwrap(),
        [names.council]: installation.council,
        [names.authority]: installation.authority,
        ...(installation.notice ? { [names.notice]: installation.notice } : {}),
      },
      impact: 'Somebody saw "Something went wrong on our side" in the portal. Its reference is in the log of portal.',
    });
    data.grant(service.role, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem');
    data.grantIndexQuery(service.role);
    builds.queue.grantSendMessages(service.role);
    // The forms and links that it signs can do no more than itself: post an upload, fetch a built file.
    buckets.quarantine.grantObjects(service.role, 'uploads/', 's3:PutObject');
    buckets.packs.grantObjects(service.role, 'versions/', 's3:GetObject', 's3:GetObjectVersion');
    buckets.records.grantObjects(service.role, 'manifests/', 's3:GetObject', 's3:PutObject');
    buckets.records.grantObjects(service.role, 'observations/', 's3:GetObject', 's3:PutObject');
    buckets.records.grantObjects(service.role, 'figures/', 's3:PutObject');
    return service;
  }
}
