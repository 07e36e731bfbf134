import { makeEvidence } from '../../examples/make-evidence.ts';
import { type ApiClient, apiClient } from '../../tools/demo/client.ts';
import {
  buildVersion,
  createReview,
  decideOn,
  download,
  importFigures,
  nameApprovers,
  readSample,
  releaseVersion,
  sampleApprover,
  uploadEvidence,
  type VersionAnswer,
  writeNarrative,
} from '../../tools/demo/journey.ts';

export interface SamplePack {
  officer: ApiClient;
  reviewId: string;
  version: VersionAnswer['version'];
  report: Uint8Array;
  bundle: Uint8Array;
  manifest: { manifest: { evidence: { ref: string; title: string; state: string; pages?: number }[] } };
}

/** The whole Thornmere sample through the HTTP API of a run: version 1 of its pack, approved and released. */
export async function buildSamplePack(origin: string): Promise<SamplePack> {
  const officer = apiClient(origin);
  await officer.signIn('olu-adeyemi');
  const sample = await readSample();
  const reviewId = await createReview(officer, sample);
  const files = new Map<string, Uint8Array>();
  for await (const { fileName, bytes } of makeEvidence()) files.set(fileName, bytes);
  for (const { file, ...details } of sample.evidence) {
    await uploadEvidence(officer, reviewId, details, file, files.get(file) ?? new Uint8Array());
  }
  await importFigures(officer, 'figures-2026.csv', sample.release);
  await writeNarrative(officer, reviewId);
  await nameApprovers(officer, reviewId);
  const built = await buildVersion(officer, reviewId);
  const approver = apiClient(origin);
  await approver.signIn(sampleApprover.subject);
  await decideOn(approver, reviewId, built);
  const version = await releaseVersion(officer, reviewId, built.number);
  const [report, bundle, manifest] = await Promise.all(
    ['report', 'bundle', 'manifest'].map((edition) => download(officer, reviewId, version.number, edition)),
  );
  if (!report || !bundle || !manifest) throw new Error('A file of the version is missing');
  return { officer, reviewId, version, report, bundle, manifest: JSON.parse(Buffer.from(manifest).toString('utf8')) };
}
