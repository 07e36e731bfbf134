import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { PortalEnv, Settings } from '../model.ts';
import { fail } from './replies.ts';

type Guard = MiddlewareHandler<PortalEnv>;

/**
 * Turns away what has not come through the content network, and with it its firewall. Answers nothing that helps a prober.
 * While a secret is being replaced there are two, with a comma between.
 */
export function originSecretGuard(secret: string | undefined): Guard {
  const accepted = secret?.split(',');
  return async (context, next) => {
    const given = context.req.header('x-origin-secret') ?? '';
    if (accepted && !accepted.some((one) => same(given, one))) {
      return context.text('Not found', 404);
    }
    await next();
  };
}

function same(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets through only writes that our own pages or a client that names our origin have sent. A browser sets both headers
 * itself, so that another site can't forge them; every content type is held to this, JSON too.
 */
export function crossSiteGuard(origin: string): Guard {
  return async (context, next) => {
    if (!reading.has(context.req.method)) {
      const site = context.req.header('sec-fetch-site');
      const given = context.req.header('origin');
      const ours = given === undefined ? site === 'same-origin' : given === origin && site !== 'cross-site';
      if (!ours) {
        return fail(context, {
          ok: false,
          code: 'cross-site',
          message:
            'This request did not come from our own pages, so nothing was changed. Open the page here and try again.',
        });
      }
    }
    await next();
  };
}

/** `same-origin` referrer: with none, browsers send `Origin: null` with our own forms. */
export const headersGuard: Guard = secureHeaders({
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  crossOriginResourcePolicy: 'same-origin',
  permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
});

/**
 * Nothing is loaded or sent but what is listed. Forms may lead to the object store and the identity provider, since a browser
 * holds redirects after a form to this list as well; a page with an upload form adds where that form goes.
 */
export function contentGuard(settings: Settings): Guard {
  const targets = ["'self'", settings.signInOrigin, ...(settings.objectsOrigin ? [settings.objectsOrigin] : [])];
  return async (context, next) => {
    await next();
    const added = context.get('formAction');
    const formAction = [...new Set([...targets, ...(added ? [added] : [])])].join(' ');
    const policy = `default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action ${formAction}`;
    context.res.headers.set('content-security-policy', policy);
  };
}

/** Pages hold what few may read: no cache keeps them. A reply that says otherwise (the style sheet) is left alone. */
export const noStore: Guard = async (context, next) => {
  await next();
  if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store');
};
