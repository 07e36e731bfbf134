import type { Context } from 'hono';
import type { Action } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import type { Counted } from '../access/rate-limit.ts';
import type { Session } from '../access/session.ts';
import type { IdentityProvider } from '../access/sign-in.ts';
import type { Council } from '../packs/council.ts';
import type { Parts } from '../platform/parts.ts';

export interface Settings {
  /** Scheme, host and port that browsers see. Behind the content network the request's own host is another. */
  origin: string;
  /** Where browsers post files to and fetch them from; when absent, an upload page allows the origin of its own form. */
  objectsOrigin?: string | undefined;
  signInOrigin: string;
  /** When set, a request without it in `x-origin-secret` has not come through the content network. */
  originSecret?: string | undefined;
  council: Council;
  /** Other limits of requests in a minute than the usual ones. */
  limits?: Partial<Record<Counted, number>> | undefined;
}

/** What the portal is composed of. */
export interface Portal {
  parts: Parts;
  identity: IdentityProvider;
  settings: Settings;
}

export interface PortalEnv {
  Variables: { portal: Portal; session: Session | undefined; formAction: string | undefined };
}

export type PortalContext = Context<PortalEnv>;

/** A request by somebody who is signed in and whose role allows the route's action. */
export interface Visit {
  context: PortalContext;
  parts: Parts;
  settings: Settings;
  actor: Actor;
  /** The one that asks; a person may have several. */
  sessionId: string;
}

export type Handle = (visit: Visit) => Promise<Response>;

/** One row of the table of routes. Whoever may not do the action gets the same answer as for a page that doesn't exist. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  /** Of several, any opens the route; the use case then asks for the one that the thing needs. */
  action: Action | readonly Action[];
  handle: Handle;
  /** The largest body, in bytes. */
  largestBody?: number;
}
