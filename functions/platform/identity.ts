import * as oidc from 'openid-client';
import { z } from 'zod';
import { type Environment, environment } from './environment.ts';

/** Who signed in, as the provider says. `roles` are the provider's groups, not yet judged. */
export interface SignedIn {
  subject: string;
  email: string;
  name: string;
  roles: readonly string[];
}

/** An OpenID Connect provider: authorisation code flow with PKCE. */
export interface Identity {
  /** Where the browser goes to sign in, and what must be kept (unreadable to others) until it comes back. */
  begin(): Promise<{ url: string; transaction: string }>;
  /** Throws when the provider refused, or when the answer does not belong to the transaction. */
  complete(callbackUrl: string, transaction: string): Promise<SignedIn>;
  /** Where the browser goes so that the provider's own session ends too; `undefined` if the provider has no such page. */
  signOutUrl(): Promise<string | undefined>;
}

/** Paths of the portal that the provider sends browsers back to. They are registered with the provider. */
export const identityPaths = { signedIn: '/sign-in/complete', signedOut: '/signed-out' } as const;

const transactionShape = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });

const claimsShape = z.object({
  sub: z.string().min(1),
  email: z.email(),
  name: z.string().min(1),
  'cognito:groups': z.array(z.string()).default([]),
});

/** Finds the provider once; a failure is not kept, so that the next sign-in tries again. */
function discoverOnce(settings: Environment<'identity'>): () => Promise<oidc.Configuration> {
  let found: Promise<oidc.Configuration> | undefined;
  const issuer = new URL(settings.issuer);
  // Plain HTTP only to this very machine: the embedded run.
  const local = issuer.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(issuer.hostname);
  const authentication = settings.clientSecret === undefined ? oidc.None() : undefined;
  return () => {
    found ??= oidc
      .discovery(issuer, settings.clientId, settings.clientSecret, authentication, {
        timeout: 10,
        ...(local ? { execute: [oidc.allowInsecureRequests] } : {}),
      })
      .catch((error: unknown) => {
        found = undefined;
        throw error;
      });
    return found;
  };
}

export function createIdentity(settings: Environment<'identity'> = environment('identity')): Identity {
  const provider = discoverOnce(settings);
  return {
    async begin() {
      const transaction = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(await provider(), {
        redirect_uri: settings.portalOrigin + identityPaths.signedIn,
        scope: 'openid email profile',
        response_type: 'code',
        state: transaction.state,
        nonce: transaction.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(transaction.verifier),
        code_challenge_method: 'S256',
        // Otherwise whoever signs out is signed straight back in by the provider's own session.
        prompt: 'login',
      });
      return { url: url.href, transaction: JSON.stringify(transaction) };
    },
    async complete(callbackUrl, kept) {
      const transaction = transactionShape.parse(JSON.parse(kept));
      // Behind the content network the host is another: the origin comes from configuration, the answer from the query.
      const answer = new URL(
        new URL(callbackUrl, settings.portalOrigin).search,
        settings.portalOrigin + identityPaths.signedIn,
      );
      const tokens = await oidc.authorizationCodeGrant(await provider(), answer, {
        expectedState: transaction.state,
        expectedNonce: transaction.nonce,
        pkceCodeVerifier: transaction.verifier,
        idTokenExpected: true,
      });
      const claims = claimsShape.parse(tokens.claims());
      return { subject: claims.sub, email: claims.email, name: claims.name, roles: claims['cognito:groups'] };
    },
    async signOutUrl() {
      const page = (await provider()).serverMetadata().end_session_endpoint;
      if (page === undefined) return undefined;
      const url = new URL(page);
      const back = settings.portalOrigin + identityPaths.signedOut;
      // `logout_uri` is what Cognito calls the standard's `post_logout_redirect_uri`.
      for (const [name, value] of Object.entries({
        client_id: settings.clientId,
        post_logout_redirect_uri: back,
        logout_uri: back,
      })) {
        url.searchParams.set(name, value);
      }
      return url.href;
    },
  };
}
