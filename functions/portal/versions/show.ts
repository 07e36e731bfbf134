import { may } from '../../access/authorisation.ts';
import { downloadLink } from '../../packs/download-link.ts';
import { type Edition, editions, fingerprint, type Version } from '../../packs/model.ts';
import { listVersions, readVersion } from '../../packs/read-versions.ts';
import type { Review } from '../../reviews/model.ts';
import { dateValues, type FieldErrors, type Values } from '../http/form.ts';
import { dateAt } from '../http/london.ts';
import { notFound } from '../http/problem.ts';
import { buildInWords } from '../http/progress.ts';
import { fail, page } from '../http/replies.ts';
import { crumbs, onReview, param, versionNumber } from '../http/visit.ts';
import { waiting } from '../http/waiting.ts';
import type { Handle, Visit } from '../model.ts';

export const showVersions = onReview(async ({ context, parts, actor }, review) => {
  const versions = await listVersions(parts, actor, review.reviewId);
  if (!versions.ok) return fail(context, versions);
  return page(context, 'versions/list', {
    title: 'Versions',
    crumbs: crumbs(review),
    review,
    versions: versions.value.map((version) => ({
      ...version,
      pages: pagesOf(version),
      fingerprint: fingerprint(version.manifestDigest),
    })),
    mayBuild: may(actor, 'version.build'),
  });
});

export const showVersion = onReview((visit, review) => versionPage(visit, review, {}, {}));

/** A version: its state, its files, who may read it, and the form that gives somebody leave to. */
export async function versionPage(
  visit: Visit,
  review: Review,
  values: Values,
  errors: FieldErrors,
): Promise<Response> {
  const { context, parts, actor } = visit;
  const found = await readVersion(parts, actor, review.reviewId, versionNumber(visit));
  if (!found.ok) return fail(context, found);
  const { version, grants, progress } = found.value;
  const finished = version.state !== 'building' && version.state !== 'failed';
  const model = {
    title: `Version ${version.number}`,
    crumbs: crumbs(review, { href: `/reviews/${review.reviewId}/versions`, text: 'Versions' }),
    ...{ review, version, grants: grants.map(readable), errors },
    values: { ...dateValues('from', dateAt(parts.wallClock())), ...values },
    fingerprint: fingerprint(version.manifestDigest),
    files: filesOf(version),
    mayDownload: may(actor, 'version.download'),
    mayRelease: finished && may(actor, 'version.release'),
    releasable: ['built', 'released', 'superseded'],
    mayBuild: may(actor, 'version.build'),
    granted: context.req.query('granted') !== undefined,
    editionOptions: Object.entries(editions).map(([value, { label }]) => ({ value, text: label })),
    chosen: values.editions === undefined ? Object.keys(editions) : values.editions.split(','),
    ...(version.state === 'building'
      ? waiting(context, buildInWords(version.state, progress), `/api/v1${context.req.path}/progress`)
      : {}),
  };
  return page(context, 'versions/show', model, Object.keys(errors).length > 0 ? 422 : 200);
}

function readable<T extends { editions: readonly Edition[] }>(grant: T) {
  return { ...grant, editionNames: grant.editions.map((edition) => editions[edition].label) };
}

/** The files of a version with their labels, the report first. */
export function filesOf(version: Pick<Version, 'files'>) {
  return version.files.map((file) => ({
    ...file,
    label: editions[file.edition].label,
    name: editions[file.edition].file,
  }));
}

function pagesOf(version: Version): number | undefined {
  return version.files.find(({ edition }) => edition === 'bundle')?.pages;
}

/** A file, for its makers and for those to whom it is released: the browser is sent to a link that is good for a minute. */
export const downloadFile: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const edition = param(visit, 'edition');
  if (!isEdition(edition)) return fail(context, notFound);
  const link = await downloadLink(parts, actor, param(visit, 'reviewId'), versionNumber(visit), edition);
  return link.ok ? context.redirect(link.value.url, 302) : fail(context, link);
};

export function isEdition(text: string): text is Edition {
  return Object.hasOwn(editions, text);
}
