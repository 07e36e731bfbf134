import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

/** A group is a role. A test holds this list to the roles of `functions/access/model.ts`. */
export const groups = [
  'officer',
  'agency-contributor',
  'data-officer',
  'nominee',
  'approver',
  'independent-scrutineer',
  'democratic-services',
  'information-governance',
  'lead-peer',
  'peer',
  'reviewer',
  'member',
  'administrator',
] as const;

export interface SignInProps {
  /** The first label of the sign-in page's host. */
  prefix: string;
  /** Where the portal is, as browsers see it. */
  portalOrigin: string;
}

/** Who may sign in: people whom an administrator invited, with a second factor. The portal uses the code flow with PKCE. */
export class SignIn extends Construct {
  readonly client: UserPoolClient;
  readonly issuer: string;
  /** Of the provider's own pages: another than the issuer's. */
  readonly pagesOrigin: string;
  readonly poolId: string;

  constructor(scope: Construct, id: string, { prefix, portalOrigin }: SignInProps) {
    super(scope, id);
    const pool = new UserPool(this, 'People', {
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: true, mutable: true } },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const groupName of groups) pool.addGroup(`Group-${groupName}`, { groupName });
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: prefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.client = pool.addClient('Portal', {
      // A public client: the proof key of each sign-in stands in for a secret.
      generateSecret: false,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${portalOrigin}/sign-in/complete`],
        logoutUrls: [`${portalOrigin}/signed-out`],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      // The portal keeps sessions of its own; the provider's tokens are read once.
      accessTokenValidity: Duration.minutes(5),
      idTokenValidity: Duration.minutes(5),
      refreshTokenValidity: Duration.hours(1),
    });
    // The newer sign-in pages honour `prompt=login`; they show nothing until a client has a branding.
    new CfnManagedLoginBranding(this, 'Look', {
      userPoolId: pool.userPoolId,
      clientId: this.client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    this.issuer = pool.userPoolProviderUrl;
    this.pagesOrigin = domain.baseUrl();
    this.poolId = pool.userPoolId;
  }
}
