import { fingerprint } from '../../packs/model.ts';
import { releasedOrigins, type VersionOrigins, versionOrigins } from '../../packs/read/version-origins.ts';
import { fail, page } from '../http/replies.ts';
import { crumbs, onReview, param, versionNumber } from '../http/visit.ts';
import type { Handle } from '../model.ts';

/** The figures of a version on the web: each with its release, its row and what it was worked out from, as the pack prints them. */
export const showVersionFigures = onReview(async (visit, review) => {
  const { context, parts, actor } = visit;
  const found = await versionOrigins(parts, actor, review.reviewId, versionNumber(visit));
  if (!found.ok) return fail(context, found);
  const at = `/reviews/${review.reviewId}/versions`;
  const { number } = found.value.version;
  const way = crumbs(review, { href: at, text: 'Versions' }, { href: `${at}/${number}`, text: `Version ${number}` });
  return page(context, 'versions/figures', { ...modelOf(found.value), crumbs: way });
});

/** The same for a reader to whom the version is released. */
export const showReleasedFigures: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const reviewId = param(visit, 'reviewId');
  const found = await releasedOrigins(parts, actor, reviewId, versionNumber(visit));
  if (!found.ok) return fail(context, found);
  const { version, manifest } = found.value;
  const way = [
    { href: '/released', text: 'Packs released to me' },
    { href: `/released/${reviewId}/${version.number}`, text: manifest.review.title },
  ];
  return page(context, 'versions/figures', { ...modelOf(found.value), crumbs: way });
};

function modelOf({ version, manifest, origins }: VersionOrigins) {
  return {
    title: 'Where each figure comes from',
    review: manifest.review.title,
    versionNumber: version.number,
    fingerprint: fingerprint(version.manifestDigest),
    releases: origins?.releases ?? [],
    symbols: (origins?.symbols ?? []).map(({ symbol, means }) => `${symbol}: ${means}`).join('; '),
    groups: origins?.groups ?? [],
  };
}
