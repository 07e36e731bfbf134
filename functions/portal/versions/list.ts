import { may } from '../../access/authorisation.ts';
import { currentFiles, fingerprint, type Version } from '../../packs/model.ts';
import { listVersions } from '../../packs/read/read-versions.ts';
import { fail, page } from '../http/replies.ts';
import { crumbs, onReview } from '../http/visit.ts';
import { moment } from '../http/words.ts';

/** The versions as a timeline, the newest first, and the form that compares two of them. */
export const showVersions = onReview(async ({ context, parts, actor }, review) => {
  const versions = await listVersions(parts, actor, review.reviewId);
  if (!versions.ok) return fail(context, versions);
  const numbers = versions.value.map(({ number }) => number);
  return page(context, 'versions/list', {
    title: 'Versions',
    crumbs: crumbs(review),
    ...{ review, numbers },
    pair: { one: numbers[1], other: numbers[0] },
    versions: versions.value.map((version) => ({
      ...version,
      pages: currentFiles(version).find(({ edition }) => edition === 'bundle')?.pages,
      fingerprint: fingerprint(version.manifestDigest),
      events: eventsOf(version),
    })),
    mayBuild: may(actor, 'version.build'),
    mayCompare: numbers.length > 1 && may(actor, 'version.compare'),
  });
});

/** What happened to a version, in order, each as a sentence. */
function eventsOf(version: Version): string[] {
  const { createdBy, createdAt, decisions, releasedAt, releasedBy, supersededBy, withdrawnAt, withdrawnBy } = version;
  const out = version.released !== undefined && version.released.files.length > 0;
  return [
    `Frozen by ${createdBy} on ${moment(createdAt)}`,
    ...decisions.map(({ decision, name, post, at }) => {
      const word = decision === 'approved' ? 'Approved' : 'Returned';
      return `${word} by ${name} as ${post} on ${moment(at)}`;
    }),
    ...(out && releasedAt ? [`Released by ${releasedBy} on ${moment(releasedAt)}`] : []),
    ...(supersededBy ? [`Superseded by version ${supersededBy}`] : []),
    ...(withdrawnAt ? [`Withdrawn by ${withdrawnBy} on ${moment(withdrawnAt)}`] : []),
  ];
}
