import type { PortalContext } from '../model.ts';

/** Without scripts, a page that waits is loaded again after so long. */
const seconds = 2;

/**
 * What a page needs that updates itself until something has ended. `progress`: where the script asks how far it is. It can be
 * stopped (`?still=1`), since a page that moves under its reader shuts some people out.
 */
export function waiting(context: PortalContext, message: string, progress: string, keep: Record<string, string> = {}) {
  const still = context.req.query('still') !== undefined;
  const path = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...keep, ...more }).toString();
    return query ? `${context.req.path}?${query}` : context.req.path;
  };
  return {
    refresh: still ? 0 : seconds,
    wait: { message, progress, refreshing: !still, still: path({ still: '1' }), again: path({ still: '1' }) },
  };
}
