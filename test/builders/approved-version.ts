import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import {
  buildVersion,
  decideOn,
  nameApprovers,
  releaseVersion,
  sampleApprover,
  type VersionAnswer,
} from '../../tools/demo/journey.ts';

export async function signedIn(origin: string, subject: string): Promise<ApiClient> {
  const person = apiClient(origin);
  await person.signIn(subject);
  return person;
}

/** The next version of a review, built and approved for every post by the sample's approver. */
export async function approvedVersion(
  origin: string,
  officer: ApiClient,
  reviewId: string,
): Promise<VersionAnswer['version']> {
  await nameApprovers(officer, reviewId);
  const version = await buildVersion(officer, reviewId);
  return decideOn(await signedIn(origin, sampleApprover.subject), reviewId, version);
}

/** The same, released to these readers. */
export async function releasedVersion(
  origin: string,
  officer: ApiClient,
  reviewId: string,
  to?: object[],
): Promise<VersionAnswer['version']> {
  const { number } = await approvedVersion(origin, officer, reviewId);
  return releaseVersion(officer, reviewId, number, to);
}

/** Has a version that is built approved for every post by the sample's approver. */
export async function approveNewest(origin: string, reviewId: string): Promise<void> {
  const officer = await signedIn(origin, 'olu-adeyemi');
  await nameApprovers(officer, reviewId);
  const { versions } = await officer.call<{ versions: VersionAnswer['version'][] }>(
    'GET',
    `/reviews/${reviewId}/versions`,
  );
  if (!versions[0]) throw new Error('Nothing has been built');
  await decideOn(await signedIn(origin, sampleApprover.subject), reviewId, versions[0]);
}
