import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type Action, may } from '../../access/authorisation.ts';
import type { Session } from '../../access/session.ts';
import type { PortalContext, PortalEnv, Route } from '../model.ts';
import { readForm } from './form.ts';
import { problem } from './problem.ts';
import { fail, page, seeOther } from './replies.ts';
import { statusOf } from './status.ts';
import { unsafeNames } from './unsafe-names.ts';

const usualBody = 1_000_000;

/** Puts the table's rows in place. A row is reached only by somebody who is signed in and may do its action. */
export function addRoutes(app: Hono<PortalEnv>, routes: readonly Route[]): void {
  for (const route of routes) {
    const limit = bodyLimit({
      maxSize: route.largestBody ?? usualBody,
      onError: tooLarge(route.largestBody ?? usualBody),
    });
    app.on(route.method.toUpperCase(), route.path, limit, async (context) => {
      const session = context.get('session');
      if (!session) return await signInFirst(context);
      const answer = await answerOf(route, context, session);
      if (answer.status === statusOf('not-found')) noteAbsent(context, route, session.sessionId);
      return answer;
    });
  }
}

/** What a route is for: one of these has to be allowed. */
export function actionsOf({ action }: Pick<Route, 'action'>): readonly Action[] {
  return typeof action === 'string' ? [action] : action;
}

async function answerOf(route: Route, context: PortalContext, { actor, sessionId }: Session): Promise<Response> {
  if (!actionsOf(route).some((action) => may(actor, action))) return context.notFound();
  const refused = await unsafeNames(context);
  if (refused) return fail(context, refused);
  const { parts, settings } = context.get('portal');
  return route.handle({ context, parts, settings, actor, sessionId });
}

/**
 * Somebody asked for what isn't there, or isn't there for them: the two are told apart nowhere. One line in a month is a
 * mistyped address; many by one session are somebody trying doors.
 */
function noteAbsent(context: PortalContext, { method, path, ...route }: Route, sessionId: string): void {
  const { parts } = context.get('portal');
  const { reviewId, itemId, releaseId, importId, jobId } = context.req.param() as Record<string, string | undefined>;
  const where = { action: actionsOf(route)[0], method: method.toUpperCase(), route: path };
  const ids = { sessionId, reviewId, itemId, releaseId, importId, jobId };
  parts.log.warn('What was asked for is not there for this person', { ...where, ...ids });
}

/** A page is shown after signing in; a form that was sent is kept in the answer, so that nothing typed is lost. */
async function signInFirst(context: PortalContext): Promise<Response> {
  if (context.req.path.startsWith('/api/')) {
    return problem(context, { ok: false, code: 'not-signed-in', message: 'Sign in first: this needs a session.' });
  }
  if (context.req.method === 'GET') {
    return seeOther(context, `/sign-in?returnTo=${encodeURIComponent(context.req.path)}`);
  }
  const plain = /^application\/x-www-form-urlencoded\b/i.test(context.req.header('content-type') ?? '');
  const sent = plain ? Object.entries(await readForm(context)).map(([name, value]) => ({ name, value })) : [];
  const model = { title: 'Your session has ended', action: context.req.path, sent };
  return page(context, 'errors/session-ended', model, statusOf('not-signed-in'));
}

function tooLarge(largest: number) {
  return (context: PortalContext) => {
    const message = `What you sent is larger than ${largest / 1_000_000} MB, the most that this page takes. Nothing was saved.`;
    return fail(context, { ok: false, code: 'too-large', message });
  };
}
