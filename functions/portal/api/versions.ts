import { startBuild } from '../../packs/freeze/start-build.ts';
import { manifestSchema } from '../../packs/model.ts';
import { type Copy, downloadLink } from '../../packs/read/download-link.ts';
import { listReleased, listVersions, readManifest, readVersionAndChanges } from '../../packs/read/read-versions.ts';
import { success } from '../../platform/outcome.ts';
import { problem } from '../http/problem.ts';
import { param, versionNumber } from '../http/visit.ts';
import { type Endpoint, itself, reply } from './endpoint.ts';
import { replies } from './schemas.ts';

const versionPath = '/api/v1/reviews/:reviewId/versions/:number';

function fileEndpoint(path: 'files' | 'draft', copy: Copy, says: string): Endpoint {
  return {
    method: 'get',
    path: `${versionPath}/${path}/:edition`,
    action: 'version.download',
    says: `${says}; recorded in the audit trail. This address never runs out: it asks again each time. Of a bundle in volumes, :edition is bundle-1, bundle-2 and so on`,
    answers: { status: 302 },
    refusals: [404, 410],
    handle: async (visit) => {
      const link = await downloadLink(
        ...([visit.parts, visit.actor, param(visit, 'reviewId')] as const),
        ...([versionNumber(visit), param(visit, 'edition'), copy] as const),
      );
      return link.ok ? visit.context.redirect(link.value.url, 302) : problem(visit.context, link);
    },
  };
}

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
      (visit) =>
        readVersionAndChanges(
          visit.parts,
          visit.actor,
          visit.settings.council,
          param(visit, 'reviewId'),
          versionNumber(visit),
        ),
      itself,
    ),
  },
  {
    method: 'get',
    path: `${versionPath}/manifest`,
    action: 'manifest.read',
    says: 'Everything that the version is made of',
    answers: { status: 200, schema: manifestSchema },
    refusals: [404],
    handle: reply(
      manifestSchema,
      (visit) => readManifest(visit.parts, visit.actor, param(visit, 'reviewId'), versionNumber(visit)),
      itself,
    ),
  },
  fileEndpoint('files', 'current', 'A file of the version, the released edition once there is one'),
  fileEndpoint('draft', 'draft', 'A file of the draft that was approved, for its makers'),
  {
    method: 'get',
    path: '/api/v1/released',
    action: 'released.list',
    says: 'What is released to you',
    answers: { status: 200, schema: replies.released },
    refusals: [404],
    handle: reply(
      replies.released,
      async ({ parts, actor }) => success(await listReleased(parts, actor)),
      (packs) => ({
        released: packs.map(({ manifest, ...pack }) => ({ title: manifest.review.title, ...pack })),
      }),
    ),
  },
];
