import { secondsFrom } from '../platform/clock.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { sealDays } from './audit-roots.ts';
import { type Actor, rolesFrom } from './model.ts';
import { endSession, openSession } from './session.ts';
import { accessRoom } from './store.ts';
import { digestOfToken, newToken } from './tokens.ts';

/** What signing in needs of an OpenID Connect provider; `platform/identity.ts` is the real one. */
export interface IdentityProvider {
  begin(): Promise<{ url: string; transaction: string }>;
  complete(
    callbackUrl: string,
    transaction: string,
  ): Promise<{ subject: string; email: string; name: string; roles: readonly string[] }>;
  /** Where the browser goes so that the provider's own session ends too. */
  signOutUrl(): Promise<string | undefined>;
}

const signInSeconds = 600;

type SignInParts = Pick<Parts, 'table' | 'clock' | 'wallClock' | 'ids' | 'log'>;

/** Starts a sign-in. The token goes into a cookie of the browser that started it; nobody else can complete it. */
export async function beginSignIn(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  provider: IdentityProvider,
  returnTo: string,
): Promise<{ url: string; token: string }> {
  const { url, transaction } = await provider.begin();
  const token = newToken();
  await accessRoom(parts)
    .entities.signIn.create({
      tokenDigest: digestOfToken(token),
      transaction,
      returnTo: safeReturn(returnTo),
      endsAt: secondsFrom(parts.wallClock, signInSeconds),
      expiresAt: Math.ceil(parts.wallClock().getTime() / 1000) + signInSeconds,
    })
    .go();
  return { url, token };
}

/** What the browser brought back, and what it is. */
export interface Return {
  callbackUrl: string;
  /** Of the sign-in that it began. */
  token: string | undefined;
  /** Of the session that it still has: it ends, and the new one has another token. */
  oldToken?: string | undefined;
  /** 'Firefox on Windows'. */
  browser: string;
}

/** Completes a sign-in: a new session with a new token. Used once; a second try with the same token is refused. */
export async function completeSignIn(
  parts: SignInParts,
  provider: IdentityProvider,
  { callbackUrl, token, oldToken, browser }: Return,
): Promise<Outcome<{ token: string; actor: Actor; returnTo: string }, 'sign-in-again' | 'no-role'>> {
  const again = failure('sign-in-again', 'That sign-in took too long or was used before. Sign in again.');
  if (!token) return again;
  const { data: begun } = await accessRoom(parts)
    .entities.signIn.delete({ tokenDigest: digestOfToken(token) })
    .go({ response: 'all_old' });
  if (!begun?.transaction || !begun.endsAt || begun.endsAt < parts.wallClock().toISOString()) return again;
  let claims: Awaited<ReturnType<IdentityProvider['complete']>>;
  try {
    claims = await provider.complete(callbackUrl, begun.transaction);
  } catch (error) {
    parts.log.warn('The identity provider refused a sign-in', { error });
    return again;
  }
  const actor: Actor = {
    personId: claims.subject,
    name: claims.name,
    email: claims.email.toLowerCase(),
    roles: rolesFrom(claims.roles),
  };
  await endSession(parts, oldToken);
  if (actor.roles.length === 0) {
    return failure('no-role', 'You are known, but have no role here yet. Ask your administrator to give you one.');
  }
  await sealTrail(parts);
  return success({ token: await openSession(parts, actor, browser), actor, returnTo: begun.returnTo ?? '/' });
}

/** The trail's daily root is made at the first sign-in of a day. Its failure keeps nobody out: the next sign-in tries again. */
async function sealTrail(parts: SignInParts): Promise<void> {
  try {
    await sealDays(parts);
  } catch (error) {
    parts.log.error('The audit trail was not sealed; the next sign-in tries again', error);
  }
}

/** Only a path of our own, so that a sign-in link cannot lead away. */
function safeReturn(path: string): string {
  return /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/';
}
