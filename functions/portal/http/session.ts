import type { MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { readSession } from '../../access/session.ts';
import type { PortalContext, PortalEnv } from '../model.ts';

const options = { httpOnly: true, secure: true, sameSite: 'Lax', path: '/', prefix: 'host' } as const;
const names = { session: 'session', signIn: 'signin' } as const;

/** A session's token, or that of a sign-in under way. With the prefix `__Host-`, no other host can set or read it. */
export function cookieToken(context: PortalContext, which: keyof typeof names): string | undefined {
  return getCookie(context, names[which], 'host');
}

/** A session's cookie ends with the browser; the session itself ends sooner, in the table. */
export function giveCookie(context: PortalContext, which: keyof typeof names, token: string): void {
  setCookie(context, names[which], token, which === 'signIn' ? { ...options, maxAge: 600 } : options);
}

export function takeCookie(context: PortalContext, which: keyof typeof names): void {
  deleteCookie(context, names[which], options);
}

/** Says who is asking, for whatever comes after. */
export const whoIsAsking: MiddlewareHandler<PortalEnv> = async (context, next) => {
  context.set('session', await readSession(context.get('portal').parts, cookieToken(context, 'session')));
  await next();
};
