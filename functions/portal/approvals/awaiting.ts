import { fingerprint } from '../../packs/model.ts';
import { listAwaiting } from '../../packs/release/list-awaiting.ts';
import { page } from '../http/replies.ts';
import type { Handle } from '../model.ts';

/** What awaits this person's approval. */
export const showAwaiting: Handle = async ({ context, parts, actor }) => {
  const awaiting = (await listAwaiting(parts, actor)).map((each) => ({
    ...each,
    fingerprint: fingerprint(each.version.manifestDigest),
  }));
  return page(context, 'approvals/awaiting', { title: 'Awaiting my approval', awaiting });
};
