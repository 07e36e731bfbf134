import { may } from '../../access/authorisation.ts';
import { listReviews } from '../../reviews/read-review.ts';
import { page, seeOther } from '../http/replies.ts';
import type { PortalContext } from '../model.ts';

/** The start page: what this person came for. Who is not signed in reads what the service is. */
export async function home(context: PortalContext): Promise<Response> {
  const actor = context.get('session')?.actor;
  if (!actor) return page(context, 'sign-in/start', { title: 'Evidence packs for reviews and inspections' });
  const { parts } = context.get('portal');
  if (!may(actor, 'review.list')) {
    if (may(actor, 'released.list')) return seeOther(context, '/released');
    return page(context, 'home/nothing', { title: 'There is nothing for you here yet' });
  }
  const reviews = await listReviews(parts, actor);
  // Who may only look after a review comes to its trail.
  const below = may(actor, 'review.read') ? '' : '/audit';
  return page(context, 'home/reviews', { title: 'My reviews', reviews, below, mayCreate: may(actor, 'review.create') });
}
