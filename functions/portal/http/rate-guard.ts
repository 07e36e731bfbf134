import type { MiddlewareHandler } from 'hono';
import { type Counted, countRequest } from '../../access/rate-limit.ts';
import type { PortalContext, PortalEnv } from '../model.ts';
import { addressOf } from './address.ts';
import { fail } from './replies.ts';
import { statusOf } from './status.ts';

/** Counts each request, by session or by address; a sign-in is always counted by address. */
export const rateGuard: MiddlewareHandler<PortalEnv> = async (context, next) => {
  const signingIn = context.req.path.startsWith('/sign-in');
  const session = context.get('session');
  const wait = signingIn
    ? await count(context, 'signIn', addressOf(context))
    : session
      ? await count(context, 'session', session.sessionId)
      : await count(context, 'address', addressOf(context));
  if (wait === undefined) return next();
  const message = `More requests came from you in the last minute than anybody needs. Wait ${wait} ${wait === 1 ? 'second' : 'seconds'}, then try again. Nothing was changed.`;
  const answer = fail(context, { ok: false, code: 'too-many', message });
  answer.headers.set('retry-after', String(wait));
  context.get('portal').parts.log.warn('Too many requests', {
    sessionId: session?.sessionId,
    status: statusOf('too-many'),
    kind: signingIn ? 'sign-in' : session ? 'session' : 'address',
  });
  return answer;
};

function count(context: PortalContext, counted: Counted, who: string): Promise<number | undefined> {
  const { parts, settings } = context.get('portal');
  return countRequest(parts, counted, who, settings.limits);
}
