import type { PortalContext } from '../model.ts';

const seconds = 2;

/**
 * What a page needs that updates itself until something has ended: it says so, and can be stopped (`?still=1`), since a page
 * that moves under its reader shuts some people out.
 */
export function waiting(context: PortalContext, message: string, keep: Record<string, string> = {}) {
  const still = context.req.query('still') !== undefined;
  const path = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...keep, ...more }).toString();
    return query ? `${context.req.path}?${query}` : context.req.path;
  };
  return {
    refresh: still ? 0 : seconds,
    wait: { message, refreshing: !still, seconds, still: path({ still: '1' }), again: path({ still: '1' }) },
  };
}
