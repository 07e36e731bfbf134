import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import Provider, { type Configuration, type JWK } from 'oidc-provider';
import { identityPaths } from '../../functions/platform/identity.ts';
import type { SamplePerson } from '../people.ts';
import { host } from '../ports.ts';
import { clearExpired, FolderAdapter } from './adapter.ts';
import { faultPage, signInPage } from './pages.ts';

export interface IdentityProviderOptions {
  root: string;
  port: number;
  portalOrigin: string;
  clientId: string;
  clientSecret: string;
  cookieKey: string;
  signingKey: Record<string, unknown>;
  people: readonly SamplePerson[];
}

export interface RunningIdentityProvider {
  issuer: string;
  stop: () => Promise<void>;
}

const mostFormBytes = 4096;

function configuration(options: IdentityProviderOptions): Configuration {
  const find = (subject: string) => options.people.find((person) => person.subject === subject);
  return {
    adapter: (model: string) => new FolderAdapter(join(options.root, 'identity'), model),
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [options.portalOrigin + identityPaths.signedIn],
        post_logout_redirect_uris: [options.portalOrigin + identityPaths.signedOut],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [options.signingKey as JWK] },
    cookies: { keys: [options.cookieKey] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'cognito:groups'] },
    // As Cognito does: the claims are in the ID token.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, userinfo: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    ttl: {
      Session: 12 * 3600,
      Grant: 12 * 3600,
      Interaction: 3600,
      AccessToken: 3600,
      IdToken: 3600,
      AuthorizationCode: 60,
    },
    // Our own client needs nobody's consent.
    async loadExistingGrant(context) {
      const { client, session } = context.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    findAccount(_context, subject) {
      const person = find(subject);
      if (person === undefined) return undefined;
      const claims = {
        sub: subject,
        name: person.name,
        email: person.email,
        email_verified: true,
        'cognito:groups': [...person.groups],
      };
      return { accountId: subject, claims: () => claims };
    },
    renderError(context) {
      context.type = 'html';
      context.body = faultPage('The sign-in was not complete, or it took too long.', options.portalOrigin);
    },
  };
}

/** Ends the provider's session at once, as Cognito's sign-out address does; the standard's page would ask again. */
function endSessionAtOnce(provider: Provider, portalOrigin: string): void {
  provider.use(async (context, next) => {
    if (context.path !== '/session/end' || context.method !== 'GET') return next();
    const session = await provider.Session.get(context as Parameters<typeof provider.Session.get>[0]);
    await session.destroy();
    context.cookies.set('_session', null);
    // Only ever to our own portal, whatever the address asks for.
    context.redirect(portalOrigin + identityPaths.signedOut);
  });
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const bytes of request as AsyncIterable<Buffer>) {
    text += bytes.toString('utf8');
    if (text.length > mostFormBytes) break;
  }
  return new URLSearchParams(text);
}

function html(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

/** The page that asks who somebody is, and its answer. */
async function interact(
  provider: Provider,
  options: IdentityProviderOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    html(response, 200, signInPage(uid, options.people, false));
    return;
  }
  const subject = (await readForm(request)).get('subject');
  if (!options.people.some((person) => person.subject === subject))
    html(response, 422, signInPage(uid, options.people, true));
  else await provider.interactionFinished(request, response, { login: { accountId: subject ?? '' } });
}

/** An OpenID Connect provider for the embedded run: code flow with PKCE, invented people, no passwords, this machine only. */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<RunningIdentityProvider> {
  const issuer = `http://localhost:${options.port}`;
  await clearExpired(join(options.root, 'identity'));
  const provider = new Provider(issuer, configuration(options));
  endSessionAtOnce(provider, options.portalOrigin);
  const callback = provider.callback();
  const server = createServer((request, response) => {
    if (!(request.url ?? '').startsWith('/interaction/')) {
      void callback(request, response);
      return;
    }
    interact(provider, options, request, response).catch(() => {
      html(response, 400, faultPage('This sign-in has ended or belongs to another browser.', options.portalOrigin));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  return {
    issuer,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
