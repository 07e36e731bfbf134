import { calls } from '../../../generated/packs.js';
import { workOut } from '../../metrics/arithmetic/work-out.ts';
import { layOver } from '../../metrics/releases/lay-over.ts';
import { readLayers } from '../../metrics/store.ts';
import type { Parts } from '../../platform/parts.ts';
import { loadPlan } from '../../reviews/read-plan.ts';
import type { AnyView } from '../compose/compose-pack.ts';
import type { PackView } from '../compose/peer-review/view.ts';
import { catalogueOf } from '../frozen-catalogue.ts';
import type { Manifest, ReleaseRecord } from '../model.ts';
import { figureOrigins } from './figure-origins.ts';
import { figureTables } from './figure-tables.ts';
import { areaSection, packView } from './pack-view.ts';
import { recordPrinted } from './printed-figures.ts';
import { publishedView } from './published-view.ts';
import { reportView } from './report-view.ts';

/** What the manifest's template prints, read from the manifest and from the objects that it names by digest. */
export async function templateView(
  parts: Pick<Parts, 'objects'>,
  manifest: Manifest,
  digest: string,
  release?: { digest: string; record: ReleaseRecord },
): Promise<AnyView> {
  const catalogue = catalogueOf(manifest);
  const layers = await readLayers(parts, manifest.figures.releases);
  const observations = workOut(layOver(layers), catalogue);
  const figures = { observations, recorded: recordPrinted() };
  const pack = packView(manifest, digest, figures, release);
  const plan = manifest.plan && (await loadPlan(parts, manifest.plan.digest));
  const tabled = <T extends PackView>(view: T): T => {
    const measured = { ...{ observations, catalogue }, authority: manifest.authority, asAt: manifest.review.asAt };
    const targets = { own: manifest.figures.targets ?? [], plan };
    const record = figures.recorded.in('tables');
    const tables = figureTables(calls[manifest.template] ?? [], { ...measured, record }, targets);
    return tables ? { ...view, tables } : view;
  };
  const originated = <T extends PackView>(made: T, revisions = true): T => {
    const view = tabled(made);
    const origins = figureOrigins(figures.recorded, manifest, layers, { catalogue, revisions });
    return origins ? { ...view, origins } : view;
  };
  if (manifest.template === 'peer-review') return originated(pack);
  if (manifest.template === 'published-figures') {
    figures.recorded.forget(areaSection);
    // Each release stands by itself there: none revises another.
    return originated(publishedView(manifest, pack, layers, figures.recorded), false);
  }
  if (manifest.template !== 'annual-report') throw new Error(`There is no template ${manifest.template}`);
  return originated(reportView(manifest, pack, figures, plan));
}
