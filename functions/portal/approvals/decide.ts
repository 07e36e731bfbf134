import { z } from 'zod';
import { currentFiles, fingerprint, type Manifest } from '../../packs/model.ts';
import { readManifest, readVersionAndChanges } from '../../packs/read/read-versions.ts';
import { decideVersion } from '../../packs/release/decide-version.ts';
import { openPosts } from '../../packs/release/list-awaiting.ts';
import type { Review } from '../../reviews/model.ts';
import { checkForm, errorsFrom, type FieldErrors, type Fields, readForm, type Values } from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { crumbs, onReview, versionNumber } from '../http/visit.ts';
import type { Visit } from '../model.ts';
import { changesModel } from '../versions/changes.ts';
import { filesOf } from '../versions/show.ts';

const fields: Fields = {
  post: { noun: 'the post for which you decide', kind: 'choice' },
  decision: { noun: 'whether you approve it or return it', kind: 'choice' },
  words: { noun: 'what has to change' },
};
const said = z.strictObject({
  post: z.string().min(1),
  decision: z.enum(['approved', 'returned']),
  words: z.string().trim().max(4000),
});

export const showDecision = onReview((visit, review) => decisionPage(visit, review, {}, {}));

/** The digest stands in the form: what is signed is the version that was on the page. */
export const decideOnVersion = onReview(async (visit, review) => {
  const { context, parts, actor } = visit;
  const values = await readForm(context);
  const { post = '', decision = '', words = '', manifestDigest = '' } = values;
  const checked = checkForm(said, { post, decision, words }, fields, values);
  if (!checked.ok) return decisionPage(visit, review, values, checked.errors);
  const number = versionNumber(visit);
  const done = await decideVersion(parts, actor, review.reviewId, number, {
    ...checked.value,
    ...{ manifestDigest },
  });
  if (done.ok) {
    const more = openPosts(review, done.value, actor).length > 0;
    return seeOther(context, `/reviews/${review.reviewId}/versions/${number}${more ? '/decide' : '?decided=1'}`);
  }
  if (done.code !== 'words-needed') return fail(context, done);
  return decisionPage(visit, review, values, errorsFrom(done.details, fields, 'words', done.message));
});

/** The version as it will be read: its files, what it says and holds, what has changed, and the form that decides. */
async function decisionPage(visit: Visit, review: Review, values: Values, errors: FieldErrors): Promise<Response> {
  const { context, parts, actor, settings } = visit;
  const number = versionNumber(visit);
  const [found, manifest] = await Promise.all([
    readVersionAndChanges(parts, actor, settings.council, review.reviewId, number),
    readManifest(parts, actor, review.reviewId, number),
  ]);
  if (!found.ok) return fail(context, found);
  if (!manifest.ok) return fail(context, manifest);
  const { version, changedSince } = found.value;
  const posts = openPosts(review, version, actor);
  const model = {
    title: `Approve version ${number}`,
    crumbs: crumbs(review, { href: `/reviews/${review.reviewId}/versions/${number}`, text: `Version ${number}` }),
    ...{ review, version, errors, posts },
    values: { post: posts[0] ?? '', ...values },
    postOptions: posts.map((post) => ({ value: post, text: post })),
    fingerprint: fingerprint(version.manifestDigest),
    files: filesOf({ files: currentFiles(version) }),
    changed: changesModel(changedSince),
    since: manifest.value.changes,
    sections: sectionsOf(manifest.value),
    evidence: manifest.value.evidence,
  };
  return page(context, 'approvals/decide', model, Object.keys(errors).length > 0 ? 422 : 200);
}

function sectionsOf({ narrative }: Manifest) {
  return narrative.map(({ heading, required, markdown }) => {
    const words = markdown.split(/\s+/).filter(Boolean).length;
    return { heading, words, missing: words === 0 && required };
  });
}
