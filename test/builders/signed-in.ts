import type { Actor } from '../../functions/access/model.ts';
import { beginSignIn, completeSignIn, type IdentityProvider } from '../../functions/access/sign-in.ts';
import { type Clock, systemClock } from '../../functions/platform/clock.ts';
import { createIds } from '../../functions/platform/ids.ts';
import type { Parts } from '../../functions/platform/parts.ts';
import type { Table } from '../../functions/platform/table.ts';

/** A provider that vouches for one person, whoever asks. */
export function providerOf({ personId, email, name, roles }: Actor): IdentityProvider {
  return {
    begin: () => Promise.resolve({ url: 'https://sign-in.example/authorise', transaction: 'transaction' }),
    complete: () => Promise.resolve({ subject: personId, email, name, roles }),
    signOutUrl: () => Promise.resolve(undefined),
  };
}

export const noLog: Parts['log'] = { info: () => {}, warn: () => {}, error: () => {} };

/** The cookie of a new session, opened by a server with this clock. */
export async function sessionCookie(table: Table, actor: Actor, wallClock: Clock = systemClock): Promise<string> {
  const parts = { table, clock: wallClock, wallClock, ids: createIds(wallClock), log: noLog };
  const { token } = await beginSignIn(parts, providerOf(actor), '/');
  const completed = await completeSignIn(parts, providerOf(actor), {
    callbackUrl: 'https://packs.example/sign-in/complete',
    token,
    browser: 'A test',
  });
  if (!completed.ok) throw new Error(completed.message);
  return `__Host-session=${completed.value.token}`;
}
