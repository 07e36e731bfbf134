import { downloadLink } from '../../packs/download-link.ts';
import { type Edition, editions, manifestSchema } from '../../packs/model.ts';
import { listReleased, listVersions, readManifest, readVersion } from '../../packs/read-versions.ts';
import { releaseTo, releaseVersion } from '../../packs/release-version.ts';
import { startBuild } from '../../packs/start-build.ts';
import { success } from '../../platform/outcome.ts';
import { notFound, problem } from '../http/problem.ts';
import { param, versionNumber } from '../http/visit.ts';
import { type Endpoint, itself, reply, withBody } from './endpoint.ts';
import { replies } from './schemas.ts';

const versionPath = '/api/v1/reviews/:reviewId/versions/:number';

export const versionEndpoints: readonly Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/reviews/:reviewId/versions',
    action: 'version.build',
    says: 'Freeze what stands now and build the next version of it',
    answers: { status: 202, schema: replies.version },
    refusals: [404, 409],
    handle: reply(
      replies.version,
      (visit) => startBuild(visit.parts, visit.actor, visit.settings.council, param(visit, 'reviewId')),
      itself,
      { status: 202, location: ({ reviewId, number }) => `/api/v1/reviews/${reviewId}/versions/${number}` },
    ),
  },
  {
    method: 'get',
    path: '/api/v1/reviews/:reviewId/versions',
    action: 'version.read',
    says: 'The versions of a review, newest first',
    answers: { status: 200, schema: replies.versions },
    refusals: [404],
    handle: reply(
      replies.versions,
      (visit) => listVersions(visit.parts, visit.actor, param(visit, 'reviewId')),
      (versions) => ({ versions }),
    ),
  },
  {
    method: 'get',
    path: versionPath,
    action: 'version.read',
    says: 'One version: its state, its files, and who may read it',
    answers: { status: 200, schema: replies.versionAndGrants },
    refusals: [404],
    handle: reply(
      replies.versionAndGrants,
      (visit) => readVersion(visit.parts, visit.actor, param(visit, 'reviewId'), versionNumber(visit)),
      itself,
    ),
  },
  {
    method: 'get',
    path: `${versionPath}/manifest`,
    action: 'version.read',
    says: 'Everything that the version is made of',
    answers: { status: 200, schema: manifestSchema },
    refusals: [404],
    handle: reply(
      manifestSchema,
      (visit) => readManifest(visit.parts, visit.actor, param(visit, 'reviewId'), versionNumber(visit)),
      itself,
    ),
  },
  {
    method: 'post',
    path: `${versionPath}/grants`,
    action: 'version.release',
    says: 'Release the version to a reader, between two instants',
    takes: { schema: releaseTo, as: 'json' },
    answers: { status: 201, schema: replies.grant },
    refusals: [404, 409, 422],
    handle: reply(
      replies.grant,
      withBody(releaseTo, (visit, grant) =>
        releaseVersion(visit.parts, visit.actor, param(visit, 'reviewId'), versionNumber(visit), grant),
      ),
      itself,
      { status: 201 },
    ),
  },
  {
    method: 'get',
    path: `${versionPath}/files/:edition`,
    action: 'signed-in',
    says: 'A file of the version, for its makers and for those it is released to; recorded in the audit trail',
    answers: { status: 302 },
    refusals: [404],
    handle: async (visit) => {
      const edition = param(visit, 'edition');
      if (!isEdition(edition)) return problem(visit.context, notFound);
      const link = await downloadLink(
        visit.parts,
        visit.actor,
        param(visit, 'reviewId'),
        versionNumber(visit),
        edition,
      );
      return link.ok ? visit.context.redirect(link.value.url, 302) : problem(visit.context, link);
    },
  },
  {
    method: 'get',
    path: '/api/v1/released',
    action: 'released.read',
    says: 'What is released to you',
    answers: { status: 200, schema: replies.released },
    refusals: [404],
    handle: reply(
      replies.released,
      async ({ parts, actor }) => success(await listReleased(parts, actor)),
      (packs) => ({
        released: packs.map(({ version, grant, manifest }) => ({ title: manifest.review.title, version, grant })),
      }),
    ),
  },
];

function isEdition(text: string): text is Edition {
  return Object.hasOwn(editions, text);
}
