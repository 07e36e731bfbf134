import type { Failure } from '../../platform/outcome.ts';
import type { PortalContext } from '../model.ts';
import { problem } from './problem.ts';
import { renderPage } from './render.ts';
import { type Code, statusOf } from './status.ts';

/** A page of the portal, inside the layout. `title` is the page's heading in words. */
export function page(
  context: PortalContext,
  template: string,
  model: { title: string; errors?: Record<string, string> } & Record<string, unknown>,
  status: 200 | 404 | 403 | 409 | 410 | 413 | 415 | 422 | 401 | 429 | 500 = 200,
): Response {
  const { settings } = context.get('portal');
  return context.html(
    renderPage(template, model, { settings, actor: context.get('session')?.actor, path: context.req.path }),
    status,
  );
}

/** After a form: the browser fetches the next page, so that a reload sends nothing twice. */
export function seeOther(context: PortalContext, path: string): Response {
  return context.redirect(path, 303);
}

const errorPages: Record<ReturnType<typeof statusOf>, { template: string; title: string }> = {
  401: { template: 'errors/not-signed-in', title: 'Sign in again' },
  403: { template: 'errors/forbidden', title: 'We could not do that' },
  404: { template: 'errors/not-found', title: 'Page not found' },
  409: { template: 'errors/conflict', title: 'That could not be done yet' },
  410: { template: 'errors/gone', title: 'You can no longer read this' },
  413: { template: 'errors/too-large', title: 'That is too large' },
  415: { template: 'errors/conflict', title: 'That could not be read' },
  422: { template: 'errors/conflict', title: 'That could not be done' },
  429: { template: 'errors/too-many', title: 'Wait a moment' },
  500: { template: 'errors/fault', title: 'Sorry, there is a problem with the service' },
};

/** A failure as its reader can use it: problem details for the API, a page for people. */
export function fail(context: PortalContext, failed: Failure<Code>, more: { reference?: string } = {}): Response {
  if (context.req.path.startsWith('/api/')) return problem(context, failed);
  const status = statusOf(failed.code);
  const { template, title } = errorPages[status];
  return page(context, template, { title, message: failed.message, details: failed.details ?? [], ...more }, status);
}
