import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { may } from '../../access/authorisation.ts';
import type { PortalContext, PortalEnv, Route } from '../model.ts';
import { problem } from './problem.ts';
import { fail, seeOther } from './replies.ts';

const usualBody = 1_000_000;

/** Puts the table's rows in place. A row is reached only by somebody who is signed in and may do its action. */
export function addRoutes(app: Hono<PortalEnv>, routes: readonly Route[]): void {
  for (const route of routes) {
    const limit = bodyLimit({
      maxSize: route.largestBody ?? usualBody,
      onError: tooLarge(route.largestBody ?? usualBody),
    });
    app.on(route.method.toUpperCase(), route.path, limit, async (context) => {
      const actor = context.get('actor');
      if (!actor) return signInFirst(context);
      if (route.action !== 'signed-in' && !may(actor, route.action)) return context.notFound();
      const { parts, settings } = context.get('portal');
      return route.handle({ context, parts, settings, actor });
    });
  }
}

function signInFirst(context: PortalContext): Response {
  if (context.req.path.startsWith('/api/')) {
    return problem(context, { ok: false, code: 'not-signed-in', message: 'Sign in first: this needs a session.' });
  }
  const back = context.req.method === 'GET' ? context.req.path : '/';
  return seeOther(context, `/sign-in?returnTo=${encodeURIComponent(back)}`);
}

function tooLarge(largest: number) {
  return (context: PortalContext) => {
    const message = `What you sent is larger than ${largest / 1_000_000} MB, the most that this page takes. Nothing was saved.`;
    return fail(context, { ok: false, code: 'too-large', message });
  };
}
