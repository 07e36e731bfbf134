import type { Hono } from 'hono';
import { endSession } from '../../access/session.ts';
import { beginSignIn, completeSignIn } from '../../access/sign-in.ts';
import { browserInWords } from '../http/browser.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { cookieToken, giveCookie, takeCookie } from '../http/session.ts';
import type { PortalEnv } from '../model.ts';

/** Signing in and out: the only pages, with the accessibility statement, that need no session. */
export function addSignIn(app: Hono<PortalEnv>): void {
  app.get('/sign-in', async (context) => {
    const { parts, identity } = context.get('portal');
    const { url, token } = await beginSignIn(parts, identity, context.req.query('returnTo') ?? '/');
    giveCookie(context, 'signIn', token);
    return seeOther(context, url);
  });

  app.get('/sign-in/complete', async (context) => {
    const { parts, identity } = context.get('portal');
    const done = await completeSignIn(parts, identity, {
      callbackUrl: context.req.url,
      token: cookieToken(context, 'signIn'),
      oldToken: cookieToken(context, 'session'),
      browser: browserInWords(context.req.header('user-agent')),
    });
    takeCookie(context, 'signIn');
    if (!done.ok) return fail(context, done);
    giveCookie(context, 'session', done.value.token);
    return seeOther(context, done.value.returnTo);
  });

  app.post('/sign-out', async (context) => {
    const { parts, identity } = context.get('portal');
    await endSession(parts, cookieToken(context, 'session'));
    takeCookie(context, 'session');
    return seeOther(context, (await identity.signOutUrl()) ?? '/signed-out');
  });

  app.get('/signed-in', (context) => page(context, 'sign-in/signed-in', { title: 'You are signed in again' }));
  app.get('/signed-out', (context) => page(context, 'sign-in/signed-out', { title: 'You have signed out' }));
}
