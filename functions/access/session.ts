import { createHash, randomBytes } from 'node:crypto';
import { secondsFrom } from '../platform/clock.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { type Actor, rolesFrom } from './model.ts';
import { sessions, signIns } from './store.ts';

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
const idleSeconds = 60 * 60;
const sessionSeconds = 12 * 60 * 60;

type AccessParts = Pick<Parts, 'table' | 'wallClock'>;

/** Starts a sign-in. The token goes into a cookie of the browser that started it; nobody else can complete it. */
export async function beginSignIn(
  parts: AccessParts,
  provider: IdentityProvider,
  returnTo: string,
): Promise<{ url: string; token: string }> {
  const { url, transaction } = await provider.begin();
  const token = newToken();
  await signIns(parts)
    .create({
      tokenDigest: digest(token),
      transaction,
      returnTo: safeReturn(returnTo),
      endsAt: secondsFrom(parts.wallClock, signInSeconds),
      expiresAt: expiry(parts, signInSeconds),
    })
    .go();
  return { url, token };
}

/** Completes a sign-in: a new session with a new token. Used once; a second try with the same token is refused. */
export async function completeSignIn(
  parts: AccessParts & Pick<Parts, 'log'>,
  provider: IdentityProvider,
  callbackUrl: string,
  token: string | undefined,
): Promise<Outcome<{ token: string; actor: Actor; returnTo: string }, 'sign-in-again' | 'no-role'>> {
  const again = failure('sign-in-again', 'That sign-in took too long or was used before. Sign in again.');
  if (!token) return again;
  const { data: begun } = await signIns(parts)
    .delete({ tokenDigest: digest(token) })
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
  if (actor.roles.length === 0) {
    return failure('no-role', 'You are known, but have no role here yet. Ask your administrator to give you one.');
  }
  return success({ token: await openSession(parts, actor), actor, returnTo: begun.returnTo ?? '/' });
}

async function openSession(parts: AccessParts, actor: Actor): Promise<string> {
  const token = newToken();
  await sessions(parts)
    .create({
      tokenDigest: digest(token),
      ...actor,
      roles: [...actor.roles],
      idleEndsAt: secondsFrom(parts.wallClock, idleSeconds),
      endsAt: secondsFrom(parts.wallClock, sessionSeconds),
      expiresAt: expiry(parts, sessionSeconds),
    })
    .go();
  return token;
}

/** Who holds this token, if its session has not ended. Reading keeps it from going idle. */
export async function readSession(parts: AccessParts, token: string | undefined): Promise<Actor | undefined> {
  if (!token) return undefined;
  const { data } = await sessions(parts)
    .get({ tokenDigest: digest(token) })
    .go({ consistent: true });
  const now = parts.wallClock().toISOString();
  if (!data || data.endsAt <= now || data.idleEndsAt <= now) return undefined;
  if (data.idleEndsAt < secondsFrom(parts.wallClock, idleSeconds - 300)) {
    await sessions(parts)
      .patch({ tokenDigest: data.tokenDigest })
      .set({ idleEndsAt: secondsFrom(parts.wallClock, idleSeconds) })
      .go();
  }
  return { personId: data.personId, name: data.name, email: data.email, roles: rolesFrom(data.roles) };
}

export async function endSession(parts: AccessParts, token: string | undefined): Promise<void> {
  if (token)
    await sessions(parts)
      .delete({ tokenDigest: digest(token) })
      .go();
}

/** Only a path of our own, so that a sign-in link cannot lead away. */
function safeReturn(path: string): string {
  return /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/';
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function expiry(parts: AccessParts, seconds: number): number {
  return Math.ceil(parts.wallClock().getTime() / 1000) + seconds;
}
