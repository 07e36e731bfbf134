import { listEvidence } from '../../evidence/list-evidence.ts';
import { listReleases } from '../../metrics/releases/list-releases.ts';
import { startBuild } from '../../packs/freeze/start-build.ts';
import { listVersions } from '../../packs/read/read-versions.ts';
import { frameworkOf } from '../../reviews/frameworks.ts';
import type { Review } from '../../reviews/model.ts';
import { readNarrative } from '../../reviews/read-review.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { crumbs, onReview } from '../http/visit.ts';
import { counted, day, number } from '../http/words.ts';
import type { Visit } from '../model.ts';

/** Before a build: what the next version will hold, and what it will say is missing. */
export const showBuild = onReview(async (visit, review) => {
  const { context, parts, actor } = visit;
  const versions = await listVersions(parts, actor, review.reviewId);
  if (!versions.ok) return fail(context, versions);
  const newest = versions.value[0];
  return page(context, 'versions/build', {
    title: `Build version ${(newest?.number ?? 0) + 1}`,
    crumbs: crumbs(review),
    review,
    building: newest?.state === 'building' ? newest : undefined,
    ...(await contentsOf(visit, review)),
  });
});

export const build = onReview(async ({ context, parts, actor, settings }, review) => {
  const started = await startBuild(parts, actor, settings.council, review.reviewId);
  if (!started.ok) return fail(context, started);
  return seeOther(context, `/reviews/${review.reviewId}/versions/${started.value.number}`);
});

interface Missing {
  text: string;
  href: string;
}

async function contentsOf({ parts, actor }: Visit, review: Review) {
  const [evidence, releases, narrative] = await Promise.all([
    listEvidence(parts, actor, review.reviewId),
    listReleases(parts, actor),
    readNarrative(parts, actor, review.reviewId),
  ]);
  const at = `/reviews/${review.reviewId}`;
  const items = evidence.ok ? evidence.value : [];
  const ready = items.filter(({ revision }) => revision.state === 'ready');
  const written = new Set(
    (narrative.ok ? narrative.value : [])
      .filter(({ markdown }) => markdown.trim() !== '')
      .map(({ sectionId }) => sectionId),
  );
  const sections = frameworkOf(review.framework).sections;
  const missing: Missing[] = [
    ...(review.team.length === 0 ? [{ text: 'The review team names nobody', href: `${at}/team` }] : []),
    ...(releases.ok && releases.value.length === 0 ? [{ text: 'No figures were imported', href: '/figures' }] : []),
    ...sections
      .filter(({ id, required }) => required && !written.has(id))
      .map(({ id, heading }) => ({ text: `“${heading}” is not written`, href: `${at}/narrative/${id}` })),
    ...items
      .filter(({ revision }) => revision.state !== 'ready' && revision.state !== 'abandoned')
      .map(({ ref, item, revision }) => ({
        text: `${ref} “${item.title}” ${revision.state === 'refused' ? 'was refused' : 'is not ready yet'}`,
        href: `${at}/evidence/${item.itemId}`,
      })),
    ...(items.length === 0 ? [{ text: 'There is no evidence', href: `${at}/evidence` }] : []),
  ];
  const pages = ready.reduce((sum, { revision }) => sum + (revision.pages ?? 0), 0);
  const contents = [
    {
      key: 'Review team',
      value: review.team.length > 0 ? review.team.map(({ name }) => name).join(', ') : 'Nobody yet',
    },
    {
      key: 'Figures',
      value: releases.ok
        ? `${counted(releases.value.length, 'import')}, as at ${day(review.asAt)}`
        : 'Not shown to you',
    },
    { key: 'Narrative', value: `${written.size} of ${sections.length} sections written` },
    {
      key: 'Evidence',
      value: `${number(ready.length)} of ${number(items.length)} items ready, ${number(pages)} pages`,
    },
  ];
  return { missing, contents };
}
