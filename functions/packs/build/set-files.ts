import type { BundlePlan } from '../../documents/link/model.ts';
import { splitVolumes, type VolumeItem } from '../../documents/link/volumes.ts';
import { type Job, noteProgress } from '../../platform/jobs.ts';
import { keys } from '../../platform/names.ts';
import type { Parts } from '../../platform/parts.ts';
import { WorkFault } from '../../platform/run-job.ts';
import { canonicalJson, sha256 } from '../canonical-json.ts';
import { type AnyView, composePack } from '../compose/compose-pack.ts';
import { bundlePlans } from '../make/bundle-plan.ts';
import type { Volume } from '../make/model.ts';
import { setPack } from '../make/set-pack.ts';
import type { Typesetter } from '../make/typesetter.ts';
import { editions, fileName, type Manifest, type VersionFile } from '../model.ts';
import { templateView } from '../view/template-view.ts';
import type { MadeFrom, MakingPart } from './making.ts';
import { keepPiece, pieceShelf } from './pieces.ts';

type SetParts = Pick<Parts, 'table' | 'objects'>;

/** Of a pack that is larger, one transaction could not record the jobs. At 250 MB a volume it is over 20 GB. */
const mostVolumes = 90;

interface Set {
  report: VersionFile;
  /** One for each volume, without its job. */
  volumes: Omit<MakingPart, 'jobId'>[];
  warnings: string[];
}

/**
 * Composes and typesets all that a version prints itself: the report as a file, the bundle as compiled pieces and a plan for each volume.
 * May run twice: every object has one possible content under its key. Reads nothing but what it is given and the objects that this names
 * by digest.
 */
export async function setFiles(parts: SetParts, typesetter: Typesetter, job: Job, from: MadeFrom): Promise<Set> {
  const release = from.record ? { digest: from.digest, record: from.record } : undefined;
  const view = await templateView(parts, from.manifest, from.manifestDigest, release);
  await noteProgress(parts, job, 'Setting the report');
  const report = await setReport(parts, typesetter, from, view);
  await noteProgress(parts, job, 'Setting the front of the bundle');
  const bundle = await setBundle(parts, typesetter, from, view);
  return { report: report.file, volumes: bundle.volumes, warnings: [...report.warnings, ...bundle.warnings] };
}

async function setReport(parts: SetParts, typesetter: Typesetter, from: MadeFrom, view: AnyView) {
  const typeset = await typesetter(composePack(view, 'report'));
  if (!typeset.ok) throw new WorkFault(`The report could not be set: ${typeset.message}`);
  const { pdf, pages, problems } = typeset.value;
  const key = keys.packFile(from.versionId, from.digest, editions.report.file);
  const file: VersionFile = { edition: 'report', key, sha256: sha256(pdf), bytes: pdf.length, pages };
  await parts.objects.put('packs', key, pdf, { contentType: editions.report.contentType, onlyIfAbsent: true });
  return { file, warnings: problems.map(({ where, message }) => `${where}: ${message}`) };
}

async function setBundle(parts: SetParts, typesetter: Typesetter, from: MadeFrom, view: AnyView) {
  const { manifest } = from;
  const divided = volumesOf(manifest);
  if (divided.length > mostVolumes) {
    const asked = `This pack would have ${divided.length} volumes, and ${mostVolumes} is the most.`;
    throw new WorkFault(`${asked} Divide its evidence between two reviews, or ask for larger volumes.`);
  }
  const set = await setPack({ typesetter, shelf: pieceShelf(parts, from) }, view, divided);
  if (!set.ok) throw new WorkFault(`The bundle could not be set: ${set.message}`);
  const plans = bundlePlans(manifest, from.digest, set.value, compiledNames(manifest));
  const volumes: Omit<MakingPart, 'jobId'>[] = [];
  for (const [index, plan] of plans.entries()) volumes.push(await keepVolume(parts, from, plan, index, plans.length));
  return { volumes, warnings: set.value.problems.map(({ where, message }) => `${where}: ${message}`) };
}

async function keepVolume(
  parts: SetParts,
  from: MadeFrom,
  plan: BundlePlan,
  index: number,
  of: number,
): Promise<Omit<MakingPart, 'jobId'>> {
  const json = canonicalJson(plan);
  const name = sha256(json);
  await keepPiece(parts, from, name, json);
  const place = of === 1 ? {} : { volume: index + 1, of, firstPage: plan.firstPage ?? 1 };
  const key = keys.packFile(from.versionId, from.digest, fileName({ edition: 'bundle', ...place }));
  return { edition: 'bundle', ...place, key, plan: name };
}

/** Which items are in which volume: by the limits in the manifest, so that it is the same whenever it is built. */
export function volumesOf(manifest: Pick<Manifest, 'evidence' | 'volumes'>): Volume[] {
  const items = manifest.evidence.map(
    ({ ref, state, pages = 0, compiledBytes, size = 0 }): VolumeItem & { ref: string } =>
      // A coversheet stands before each.
      state === 'ready' ? { ref, pages: pages + 1, bytes: compiledBytes ?? size } : { ref, pages: 1, bytes: 0 },
  );
  const volumes = manifest.volumes ? splitVolumes(items, manifest.volumes) : [items];
  return volumes.map((volume, index) => ({ number: index + 1, refs: volume.map(({ ref }) => ref) }));
}

function compiledNames(manifest: Manifest): Map<string, string> {
  return new Map(
    manifest.evidence.flatMap(({ ref, state, sha256: digest, compiler }) =>
      state === 'ready' && digest && compiler ? [[ref, keys.compiled(digest, compiler)] as const] : [],
    ),
  );
}
