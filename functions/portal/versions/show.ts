import { may } from '../../access/authorisation.ts';
import { currentFiles, fileLabel, fileName, fileSlug, fingerprint, type Version } from '../../packs/model.ts';
import { type Copy, downloadLink } from '../../packs/read/download-link.ts';
import { readVersionAndChanges } from '../../packs/read/read-versions.ts';
import { openPosts } from '../../packs/release/list-awaiting.ts';
import type { Review } from '../../reviews/model.ts';
import { buildInWords } from '../http/progress.ts';
import { fail, page } from '../http/replies.ts';
import { crumbs, onReview, param, versionNumber } from '../http/visit.ts';
import { waiting } from '../http/waiting.ts';
import type { Handle, Visit } from '../model.ts';
import { readable } from './access.ts';
import { changesModel } from './changes.ts';

/** A version: its state, who has said what of it, its files, who may read it, and what can be done with it next. */
export const showVersion = onReview(async (visit, review) => {
  const { context, parts, actor, settings } = visit;
  const found = await readVersionAndChanges(parts, actor, settings.council, review.reviewId, versionNumber(visit));
  if (!found.ok) return fail(context, found);
  const { version, grants, progress, changedSince } = found.value;
  const working = version.state === 'building' || (version.state === 'releasing' && version.reason === undefined);
  const now = parts.wallClock().toISOString();
  return page(context, 'versions/show', {
    title: `Version ${version.number}`,
    crumbs: crumbs(review, { href: `/reviews/${review.reviewId}/versions`, text: 'Versions' }),
    ...{ review, version },
    fingerprint: fingerprint(version.manifestDigest),
    approvals: approvalsOf(review, version),
    returned: version.decisions.find(({ decision }) => decision === 'returned'),
    changed: changesModel(changedSince),
    files: filesOf({ files: currentFiles(version) }),
    drafts: version.released && version.released.files.length > 0 ? filesOf(version) : [],
    figuresHref: may(actor, 'manifest.read') ? `/reviews/${review.reviewId}/versions/${version.number}/figures` : '',
    mayDownload: may(actor, 'version.download'),
    mayBuild: may(actor, 'version.build'),
    decided: context.req.query('decided') !== undefined,
    ...{ readers: grants.map((grant) => readable(grant, now)), steps: stepsOf(visit, review, version) },
    ...(working ? waiting(context, buildInWords(version.state, progress), `/api/v1${context.req.path}/progress`) : {}),
  });
});

/** Every post with what it said, or who is to say it. */
function approvalsOf({ approvers }: Review, { posts, decisions, state }: Version) {
  return posts.map((post) => {
    const said = decisions.find((decision) => decision.post === post);
    const named = approvers.find((approver) => approver.post === post);
    return { post, said, named: named?.email ?? '', open: state === 'built' };
  });
}

/** What this person can do with it next. */
function stepsOf({ actor }: Visit, review: Review, version: Version) {
  const at = `/reviews/${review.reviewId}/versions/${version.number}`;
  const out = version.state === 'released' || version.state === 'superseded';
  const unnamed = version.posts.some((post) => !review.approvers.some((approver) => approver.post === post));
  return {
    decide: openPosts(review, version, actor).length > 0 ? `${at}/decide` : '',
    name:
      version.state === 'built' && unnamed && may(actor, 'approvers.assign')
        ? `/reviews/${review.reviewId}/approvers`
        : '',
    release: version.state === 'approved' && may(actor, 'version.release') ? `${at}/release` : '',
    access: (out || version.state === 'releasing') && may(actor, 'access.grant') ? `${at}/access` : '',
    withdraw: out && may(actor, 'version.withdraw') ? `${at}/withdraw` : '',
  };
}

/** The files of a version with their labels, the report first. */
export function filesOf(version: Pick<Version, 'files'>) {
  return version.files.map((file) => ({
    ...file,
    slug: fileSlug(file),
    // Not parted at the end of a line.
    label: fileLabel(file).replace(/volume \d+ of \d+/, (words) => words.replaceAll(' ', '\u00a0')),
    name: fileName(file),
    ...(file.firstPage !== undefined && file.pages !== undefined ? { lastPage: file.firstPage + file.pages - 1 } : {}),
  }));
}

function fileHandler(copy: Copy): Handle {
  return async (visit) => {
    const { context, parts, actor } = visit;
    const slug = param(visit, 'edition');
    const link = await downloadLink(parts, actor, param(visit, 'reviewId'), versionNumber(visit), slug, copy);
    return link.ok ? context.redirect(link.value.url, 302) : fail(context, link);
  };
}

/** A file, for its makers and for those to whom it is released: the browser is sent to a link that is good for a minute. */
export const downloadFile = fileHandler('current');
/** The same of the draft that was approved, for its makers. */
export const downloadDraft = fileHandler('draft');
