import { Hono } from 'hono';
import { css, scripts, stylesheet } from '../../generated/assets.js';
import { openApi } from './api/open-api.ts';
import { apiRoutes } from './api/routes.ts';
import { home } from './home/home.ts';
import { notFound } from './http/problem.ts';
import { contentGuard, crossSiteGuard, headersGuard, noStore, originSecretGuard } from './http/protection.ts';
import { rateGuard } from './http/rate-guard.ts';
import { fail, page } from './http/replies.ts';
import { addRoutes } from './http/routing.ts';
import { whoIsAsking } from './http/session.ts';
import type { Portal, PortalEnv } from './model.ts';
import { pageRoutes } from './routes.ts';
import { addSignIn } from './sign-in/sign-in.ts';

/** The web application and its HTTP API. Guards first, then what anybody may see, then the table of routes. */
export function createPortal(
  parts: Portal['parts'],
  identity: Portal['identity'],
  settings: Portal['settings'],
): Hono<PortalEnv> {
  const app = new Hono<PortalEnv>();
  const portal: Portal = { parts, identity, settings };
  app.use(
    originSecretGuard(settings.originSecret),
    headersGuard,
    contentGuard(settings),
    noStore,
    async (context, next) => {
      context.set('portal', portal);
      await next();
    },
  );
  addAsset(app, stylesheet, css, 'text/css');
  for (const { path, js } of Object.values(scripts)) addAsset(app, path, js, 'text/javascript');
  app.use(whoIsAsking, rateGuard, crossSiteGuard(settings.origin));
  addSignIn(app);
  app.get('/', home);
  app.get('/accessibility', (context) => page(context, 'help/accessibility', { title: 'Accessibility statement' }));
  app.get('/api/v1/openapi.json', (context) => context.json(openApi(settings.origin)));
  addRoutes(app, [...pageRoutes, ...apiRoutes]);
  app.notFound((context) => fail(context, notFound));
  app.onError((error, context) => {
    const reference = parts.ids();
    parts.log.error('A request failed', error, { reference, method: context.req.method, route: context.req.routePath });
    const message = `Something went wrong on our side. Nothing you typed was at fault. Try again; if it goes on, give your administrator the reference ${reference}.`;
    return fail(context, { ok: false, code: 'fault', message }, { reference });
  });
  return app;
}

/** What every page loads, of nobody's. Its path holds a digest of it, so that it may be kept for ever. */
function addAsset(app: Hono<PortalEnv>, path: string, text: string, type: string): void {
  const headers = { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'public, max-age=31536000, immutable' };
  app.get(path, (context) => context.body(text, 200, headers));
}
