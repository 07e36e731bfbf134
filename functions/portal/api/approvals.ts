import { compareVersions } from '../../packs/compare/compare-versions.ts';
import { decideVersion, decisionBody } from '../../packs/release/decide-version.ts';
import { accessTo, giveAccess, revokeAccess } from '../../packs/release/give-access.ts';
import { listAwaiting } from '../../packs/release/list-awaiting.ts';
import { releaseBody, releaseVersion } from '../../packs/release/release-version.ts';
import { withdrawBody, withdrawVersion } from '../../packs/release/withdraw-version.ts';
import { success } from '../../platform/outcome.ts';
import { assignApprovers } from '../../reviews/assign-approvers.ts';
import { numberIn, param, versionNumber } from '../http/visit.ts';
import { type Endpoint, itself, reply, withBody } from './endpoint.ts';
import { approversBody, replies } from './schemas.ts';

const reviewPath = '/api/v1/reviews/:reviewId';
const versionPath = `${reviewPath}/versions/:number`;

/** From a built version to a withdrawn one: who approves, what they say, release, access, comparison. */
export const approvalEndpoints: readonly Endpoint[] = [
  {
    method: 'put',
    path: `${reviewPath}/approvers`,
    action: 'approvers.assign',
    says: 'Name who approves for each post',
    takes: { schema: approversBody, as: 'json' },
    answers: { status: 200, schema: replies.review },
    refusals: [404, 422],
    handle: reply(
      replies.review,
      withBody(approversBody, (visit, { approvers }) =>
        assignApprovers(visit.parts, visit.actor, param(visit, 'reviewId'), approvers),
      ),
      itself,
    ),
  },
  {
    method: 'get',
    path: '/api/v1/awaiting',
    action: 'approval.list',
    says: 'What awaits your approval',
    answers: { status: 200, schema: replies.awaiting },
    refusals: [404],
    handle: reply(
      replies.awaiting,
      async ({ parts, actor }) => success(await listAwaiting(parts, actor)),
      (awaiting) => ({ awaiting }),
    ),
  },
  {
    method: 'post',
    path: `${versionPath}/decisions`,
    action: 'version.approve',
    says: 'Approve the version with this fingerprint for a post of yours, or return it with words',
    takes: { schema: decisionBody, as: 'json' },
    answers: { status: 200, schema: replies.version },
    refusals: [404, 409, 422],
    handle: reply(
      replies.version,
      withBody(decisionBody, (visit, said) =>
        decideVersion(visit.parts, visit.actor, param(visit, 'reviewId'), versionNumber(visit), said),
      ),
      itself,
    ),
  },
  {
    method: 'post',
    path: `${versionPath}/release`,
    action: 'version.release',
    says: 'Release an approved version: its released edition is made, and earlier versions are superseded',
    takes: { schema: releaseBody, as: 'json' },
    answers: { status: 202, schema: replies.version },
    refusals: [404, 409, 422],
    handle: reply(
      replies.version,
      withBody(releaseBody, (visit, said) => {
        const [reviewId, number] = [param(visit, 'reviewId'), versionNumber(visit)];
        return releaseVersion(visit.parts, visit.actor, visit.settings.council, reviewId, number, said);
      }),
      itself,
      { status: 202, location: ({ reviewId, number }) => `/api/v1/reviews/${reviewId}/versions/${number}` },
    ),
  },
  {
    method: 'post',
    path: `${versionPath}/withdrawal`,
    action: 'version.withdraw',
    says: 'Withdraw a released version: its readers see the notice and no files',
    takes: { schema: withdrawBody, as: 'json' },
    answers: { status: 200, schema: replies.version },
    refusals: [404, 409, 422],
    handle: reply(
      replies.version,
      withBody(withdrawBody, (visit, said) =>
        withdrawVersion(visit.parts, visit.actor, param(visit, 'reviewId'), versionNumber(visit), said),
      ),
      itself,
    ),
  },
  {
    method: 'post',
    path: `${versionPath}/grants`,
    action: 'access.grant',
    says: 'Give a reader leave to read a released version, between two instants',
    takes: { schema: accessTo, as: 'json' },
    answers: { status: 201, schema: replies.grant },
    refusals: [404, 409, 422],
    handle: reply(
      replies.grant,
      withBody(accessTo, (visit, to) =>
        giveAccess(visit.parts, visit.actor, param(visit, 'reviewId'), versionNumber(visit), to),
      ),
      itself,
      { status: 201 },
    ),
  },
  {
    method: 'delete',
    path: `${versionPath}/grants/:email`,
    action: 'access.revoke',
    says: 'Take a reader’s leave back',
    answers: { status: 200, schema: replies.grant },
    refusals: [404, 409],
    handle: reply(
      replies.grant,
      (visit) => {
        const [reviewId, email] = [param(visit, 'reviewId'), param(visit, 'email').toLowerCase()];
        return revokeAccess(visit.parts, visit.actor, reviewId, versionNumber(visit), email);
      },
      itself,
    ),
  },
  {
    method: 'get',
    path: `${reviewPath}/compare/:one/:other`,
    action: 'version.compare',
    says: 'What the later of two versions has otherwise than the earlier',
    answers: { status: 200, schema: replies.compared },
    refusals: [404],
    handle: reply(
      replies.compared,
      (visit) => {
        const [one, other] = [numberIn(visit, 'one'), numberIn(visit, 'other')];
        return compareVersions(visit.parts, visit.actor, param(visit, 'reviewId'), one, other);
      },
      ({ before, now, changes }) => ({ before: before.number, now: now.number, changes }),
    ),
  },
];
