import { workOut } from '../../metrics/arithmetic/work-out.ts';
import { catalogue } from '../../metrics/catalogue/catalogue.ts';
import { layOver } from '../../metrics/releases/lay-over.ts';
import { readLayers } from '../../metrics/store.ts';
import type { Parts } from '../../platform/parts.ts';
import { loadPlan } from '../../reviews/read-plan.ts';
import type { AnyView } from '../compose/compose-pack.ts';
import type { Manifest, ReleaseRecord } from '../model.ts';
import { packView } from './pack-view.ts';
import { publishedView } from './published-view.ts';
import { reportView } from './report-view.ts';

/** What the manifest's template prints, read from the manifest and from the objects that it names by digest. */
export async function templateView(
  parts: Pick<Parts, 'objects'>,
  manifest: Manifest,
  digest: string,
  release?: { digest: string; record: ReleaseRecord },
): Promise<AnyView> {
  const layers = await readLayers(parts, manifest.figures.releases);
  const observations = workOut(layOver(layers), catalogue);
  if (manifest.template === 'peer-review') return packView(manifest, digest, observations, release);
  if (manifest.template === 'published-figures')
    return publishedView(manifest, packView(manifest, digest, observations, release), layers);
  if (manifest.template !== 'annual-report') throw new Error(`There is no template ${manifest.template}`);
  const plan = manifest.plan && (await loadPlan(parts, manifest.plan.digest));
  return reportView(manifest, packView(manifest, digest, observations, release), observations, plan);
}
