import { Entity, Service } from 'electrodb';
import { boundTo, primaryIndex } from '../platform/entity.ts';
import { keys } from '../platform/names.ts';
import type { Parts } from '../platform/parts.ts';
import { workOut } from './arithmetic/work-out.ts';
import {
  type Basis,
  bases,
  type Catalogue,
  type Observation,
  observationsSchema,
  type ReleaseDetails,
  type ReleasedObservation,
} from './model.ts';
import { type Format, formats } from './reading.ts';
import { inForce } from './releases/in-force.ts';
import { type Layer, layOver } from './releases/lay-over.ts';

/** An import of figures, or what undoes another release and holds none. */
export const releaseKinds = ['import', 'undo'] as const;

/** One import of figures: immutable. Its observations are an object, named by its digest. */
export interface Release {
  releaseId: string;
  kind: (typeof releaseKinds)[number];
  /** The release that this one takes out of force. */
  supersedes?: string;
  /** Why another release was undone. */
  reason?: string;
  format: Format;
  fileName: string;
  /** SHA-256 of the file as it was imported. */
  fileDigest: string;
  /** SHA-256 of its observations as JSON: names the object. */
  observations: string;
  /** SHA-256 of what its reader said of the file, as JSON: names the object. */
  reading: string;
  source: string;
  status: 'provisional' | 'final' | 'revised';
  /** Year of the model that chose the ten statistical neighbours. */
  neighbourModelYear: string;
  basis: Basis;
  importedAt: string;
  importedBy: string;
  rows: number;
  indicators: readonly string[];
  dates: readonly string[];
}

const text = { type: 'string', required: true } as const;
const texts = { type: 'list', items: { type: 'string' }, required: true } as const;

export const releaseEntity = new Entity({
  model: { entity: 'release', version: '1', service: 'evidencepacks' },
  attributes: {
    /** Constant: a council has tens of releases a year. */
    council: { type: 'string', required: true, default: 'all' },
    releaseId: text,
    kind: { type: releaseKinds, required: true },
    supersedes: { type: 'string' },
    reason: { type: 'string' },
    format: { type: formats, required: true },
    fileName: text,
    fileDigest: text,
    observations: text,
    reading: text,
    source: text,
    status: { type: ['provisional', 'final', 'revised'] as const, required: true },
    neighbourModelYear: text,
    basis: { type: bases, required: true, default: 'calculated', get: (basis?: Basis) => basis ?? 'calculated' },
    importedAt: text,
    importedBy: text,
    rows: { type: 'number', required: true },
    indicators: texts,
    dates: texts,
  },
  indexes: { all: primaryIndex(['council'], ['releaseId']) },
});

const releases = boundTo((at) => new Service({ release: releaseEntity }, at));

/** Every release, oldest first: the order in which they were imported. */
export async function findReleases(parts: Pick<Parts, 'table'>): Promise<Release[]> {
  const { data } = await releases(parts)
    .entities.release.query.all({ council: 'all' })
    .go({ pages: 'all', consistent: true });
  return data;
}

/** The imports that stand, oldest first: those that no other has replaced or undone. They alone are laid over each other. */
export async function releasesInForce(parts: Pick<Parts, 'table'>): Promise<Release[]> {
  return inForce(await findReleases(parts));
}

/** The observations of a release, by the digest of their object. Throws if it is gone: releases are never removed. */
export async function readObservations(parts: Pick<Parts, 'objects'>, digest: string): Promise<readonly Observation[]> {
  const known = held.get(digest);
  if (known) {
    keep(digest, known);
    return known;
  }
  const bytes = await parts.objects.bytes('records', keys.observations(digest));
  if (!bytes) throw new Error(`The observations ${digest} are missing`);
  const read = observationsSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  keep(digest, read);
  return read;
}

/**
 * Those read last, by digest, which says all that they hold: every page that shows a figure reads them all, and to read and check them is most of its
 * time. The oldest go when there are more observations than take some 100 MB.
 */
const held = new Map<string, readonly Observation[]>();
const mostHeld = 100_000;

function keep(digest: string, observations: readonly Observation[]): void {
  held.delete(digest);
  held.set(digest, observations);
  let count = [...held.values()].reduce((sum, { length }) => sum + length, 0);
  for (const [oldest, { length }] of held) {
    if (count <= mostHeld) return;
    held.delete(oldest);
    count -= length;
  }
}

/**
 * Each release with its own observations, in the order given.
 * @param releases `observations` is the digest of their object
 */
export async function readLayers(
  parts: Pick<Parts, 'objects'>,
  releases: readonly (ReleaseDetails & { observations: string })[],
): Promise<Layer[]> {
  const layers: Layer[] = [];
  for (const one of releases) {
    layers.push({ release: detailsOf(one), observations: await readObservations(parts, one.observations) });
  }
  return layers;
}

function detailsOf(one: ReleaseDetails): ReleaseDetails {
  const { source, status, neighbourModelYear, basis, releaseId, fileName, importedAt } = one;
  return {
    ...{ source, status, neighbourModelYear, basis },
    // What was frozen before they were kept doesn't say.
    ...(releaseId === undefined ? {} : { releaseId }),
    ...(fileName === undefined ? {} : { fileName }),
    ...(importedAt === undefined ? {} : { importedAt }),
  };
}

/** Releases laid over each other, oldest first: of the same figure, the newest release's stands. Rates are worked out where none is given. */
export async function overlay(
  parts: Pick<Parts, 'objects'>,
  releases: readonly (ReleaseDetails & { observations: string })[],
  catalogue: Catalogue,
): Promise<ReleasedObservation[]> {
  return workOut(layOver(await readLayers(parts, releases)), catalogue);
}
