import type { Failure, Problem } from '../../platform/outcome.ts';
import type { PortalContext } from '../model.ts';
import { type Code, statusOf, statusTitles } from './status.ts';

/** A failure as the API says it: problem details of RFC 9457, with our stable code and the list of what was wrong. */
export function problem(context: PortalContext, failed: Failure<Code>): Response {
  const status = statusOf(failed.code);
  const body = {
    type: 'about:blank',
    title: statusTitles[status],
    status,
    detail: failed.message,
    code: failed.code,
    ...(failed.details ? { details: failed.details } : {}),
  };
  return context.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}

/** What a zod schema found wrong, field by field. */
export function invalid(issues: readonly { path: PropertyKey[]; message: string }[]): Failure<'invalid'> {
  const details: Problem[] = issues.map((issue) => ({
    where: issue.path.map(String).join('.') || 'the whole body',
    message: issue.message,
  }));
  return {
    ok: false,
    code: 'invalid',
    message: 'Some of what was sent is missing or not right. See details.',
    details,
  };
}

export const notFound: Failure<'not-found'> = { ok: false, code: 'not-found', message: 'There is no such page.' };
