import { VOLUME_LIMITS } from '../../documents/link/volumes.ts';
import { evidenceOf } from '../../evidence/list-evidence.ts';
import type { ReviewEvidence } from '../../evidence/model.ts';
import { findDefinitions } from '../../metrics/catalogue/read-catalogue.ts';
import { type Release, releasesInForce } from '../../metrics/store.ts';
import { findTargets, frozenTarget } from '../../metrics/targets/store.ts';
import type { Parts } from '../../platform/parts.ts';
import { frameworkOf } from '../../reviews/frameworks.ts';
import type { Framework, Review } from '../../reviews/model.ts';
import { narrativeOf } from '../../reviews/read-review.ts';
import { findPlan } from '../../reviews/store.ts';
import { compareManifests, listChanges } from '../compare/what-changed.ts';
import type { Council } from '../council.ts';
import type { Manifest, ManifestEvidence, Version } from '../model.ts';
import { loadManifest } from '../store.ts';
import { engines } from './engines.ts';
import { historyOf } from './version-history.ts';

type FreezeParts = Pick<Parts, 'table' | 'objects' | 'clock'>;

/**
 * Reads everything that the next version is made of, as it now stands, into one value, with what has changed since the
 * version that was last released. Writes nothing.
 */
export async function freezeManifest(
  parts: FreezeParts,
  council: Council,
  review: Review,
  earlier: readonly Version[],
  frozenBy: string,
): Promise<Manifest> {
  const manifest = await currentManifest(parts, council, review, earlier, frozenBy);
  const last = earlier.find(({ state }) => state === 'released' || state === 'superseded');
  if (!last) return manifest;
  const changes = await compareManifests(parts, await loadManifest(parts, last.manifestDigest), manifest);
  return { ...manifest, changes: { since: last.number, list: listChanges(changes) } };
}

/** The same without what has changed: to be held against an earlier manifest. */
export async function currentManifest(
  parts: FreezeParts,
  council: Council,
  review: Review,
  earlier: readonly Version[],
  frozenBy: string,
): Promise<Manifest> {
  const framework = frameworkOf(review.framework);
  const number = (earlier[0]?.number ?? 0) + 1;
  const frozenAt = parts.clock().toISOString();
  return {
    format: 1,
    kind: review.kind,
    council: council.name,
    authority: council.authority,
    ...(council.notice ? { notice: council.notice } : {}),
    version: number,
    frozenAt,
    frozenBy,
    audience: framework.audience,
    framework: { id: framework.id, version: review.frameworkVersion, label: framework.label },
    template: framework.template,
    engines: [...engines],
    review: factsOf(review),
    enquiries: framework.enquiries,
    approvers: framework.approvers,
    narrative: await frozenNarrative(parts, review, framework),
    figures: {
      benchmark: framework.benchmark,
      categories: framework.categories,
      trend: framework.trend,
      ...(framework.scorecard ? { scorecard: framework.scorecard } : {}),
      ...(framework.training ? { training: framework.training } : {}),
      ...(await frozenFigures(parts)),
    },
    evidence: (await evidenceOf(parts, review.reviewId))
      .filter(({ revision }) => revision.state !== 'abandoned')
      .map(evidenceEntry),
    volumes: {
      pages: council.volumes?.pages ?? VOLUME_LIMITS.pages,
      bytes: council.volumes?.bytes ?? VOLUME_LIMITS.bytes,
    },
    ...(await frozenPlan(parts, review)),
    history: [
      ...historyOf(earlier),
      { number, date: frozenAt.slice(0, 10), state: 'Draft', note: `Built by ${frozenBy}` },
    ],
  };
}

/**
 * The releases in force; what the council has of its own in the catalogue, but for retired indicators that no release gives figures of; and every target that is set.
 */
async function frozenFigures(parts: FreezeParts): Promise<Pick<Manifest['figures'], 'releases' | 'own' | 'targets'>> {
  const [releases, indicators, targets] = await Promise.all([
    releasesInForce(parts),
    findDefinitions(parts),
    findTargets(parts),
  ]);
  const given = new Set(releases.flatMap((release) => release.indicators));
  const own = indicators.filter(({ code, retired }) => retired === undefined || given.has(code));
  return {
    releases: releases.map(releaseEntry),
    ...(own.length > 0 ? { own } : {}),
    ...(targets.length > 0 ? { targets: targets.map(frozenTarget) } : {}),
  };
}

/** The delivery plan of the period that is reported on, as its newest edition. */
async function frozenPlan(parts: FreezeParts, { period }: Review): Promise<Pick<Manifest, 'period' | 'plan'>> {
  if (period === undefined) return {};
  const found = await findPlan(parts, period);
  if (!found) return { period };
  const { edition, digest, savedAt, savedBy } = found;
  return { period, plan: { edition, digest, savedAt, savedBy } };
}

function factsOf(review: Review): Manifest['review'] {
  const { title, theme, scope, startsOn, endsOn, daysOnSite, asAt, leadName, leadPost, leadAuthority } = review;
  const { hostSponsor, organiser, marking, handling } = review;
  const team = review.team.map((member) => ({ ...member }));
  return {
    title,
    theme,
    scope,
    startsOn,
    endsOn,
    daysOnSite,
    asAt,
    leadName,
    leadPost,
    leadAuthority,
    hostSponsor,
    organiser,
    marking,
    handling,
    team,
  };
}

async function frozenNarrative(
  parts: FreezeParts,
  review: Review,
  framework: Framework,
): Promise<Manifest['narrative']> {
  const written = new Map((await narrativeOf(parts, review)).map((section) => [section.sectionId, section.markdown]));
  return framework.sections.map(({ id, heading, required, figures }) => ({
    sectionId: id,
    heading,
    required,
    figures,
    markdown: written.get(id) ?? '',
  }));
}

function releaseEntry(release: Release): Manifest['figures']['releases'][number] {
  const { observations, source, status, neighbourModelYear, basis, fileName, fileDigest, importedAt } = release;
  return { observations, source, status, neighbourModelYear, basis, fileName, fileDigest, importedAt };
}

function evidenceEntry({ ref, item, revision }: ReviewEvidence): ManifestEvidence {
  const { title, shows, source, effectiveDate, agency, marking } = item;
  const { fileName, size, sha256, compiler, compiledBytes, pages, scan } = revision;
  const state = revision.state === 'ready' || revision.state === 'refused' ? revision.state : 'awaiting';
  return {
    ...{ ref, title, shows, source, effectiveDate, agency, marking, state },
    ...(revision.reason && state !== 'ready' ? { reason: revision.reason } : {}),
    ...(fileName === undefined ? {} : { fileName }),
    ...(size === undefined ? {} : { size }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(compiler === undefined ? {} : { compiler }),
    ...(compiledBytes === undefined ? {} : { compiledBytes }),
    ...(pages === undefined ? {} : { pages }),
    ...(scan === undefined ? {} : { scan }),
    removed: [...(revision.removed ?? [])],
    warnings: [...(revision.warnings ?? [])],
  };
}
