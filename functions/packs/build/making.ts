import type { Parts } from '../../platform/parts.ts';
import type { Manifest, ReleaseRecord, Version, VersionFile } from '../model.ts';
import { loadManifest, loadReleaseRecord, packRoom } from '../store.ts';

/** All that one edition of a version is made from: the draft from its manifest, the released edition from its release record too. */
export interface MadeFrom {
  versionId: string;
  manifestDigest: string;
  manifest: Manifest;
  /** For the released edition alone. */
  record?: ReleaseRecord;
  /** Of the release record if there is one, otherwise of the manifest: it is in the files' keys and in the bundle's id. */
  digest: string;
}

/** A file that a job of its own makes. */
export interface MakingPart extends Pick<VersionFile, 'edition' | 'volume' | 'of' | 'firstPage' | 'key'> {
  jobId: string;
  /** Of a volume: the name of its plan among the pieces. */
  plan?: string;
  /** Once it is made. */
  sha256?: string;
  bytes?: number;
  pages?: number;
  warnings?: readonly string[];
}

export interface Making {
  versionId: string;
  /** Digest of the manifest or of the release record. */
  madeFrom: string;
  files: readonly VersionFile[];
  warnings: readonly string[];
  parts: readonly MakingPart[];
}

/** The digest of what the version's files are now made from; nothing when none are being made. */
export function madeFromOf({ state, manifestDigest, released }: Version): string | undefined {
  if (state === 'building') return manifestDigest;
  return state === 'releasing' ? released?.digest : undefined;
}

export async function loadMadeFrom(parts: Pick<Parts, 'objects'>, version: Version): Promise<MadeFrom> {
  const { versionId, manifestDigest, state, released } = version;
  const manifest = await loadManifest(parts, manifestDigest);
  if (state !== 'releasing') return { versionId, manifestDigest, manifest, digest: manifestDigest };
  if (!released) throw new Error('A version that is being released has a release record');
  const record = await loadReleaseRecord(parts, released.digest);
  return { versionId, manifestDigest, manifest, record, digest: released.digest };
}

export async function findMaking(
  parts: Pick<Parts, 'table'>,
  versionId: string,
  madeFrom: string,
): Promise<Making | undefined> {
  const { data } = await packRoom(parts).entities.making.get({ versionId, madeFrom }).go({ consistent: true });
  return data ?? undefined;
}

/** Records that a part is made. Answers with all parts as they stand afterwards: whoever records the last one sees that it is. */
export async function recordPart(
  parts: Pick<Parts, 'table'>,
  { versionId, madeFrom }: Making,
  index: number,
  made: Required<Pick<MakingPart, 'sha256' | 'bytes' | 'warnings'>> & Pick<MakingPart, 'pages'>,
): Promise<Making> {
  const { data } = await packRoom(parts)
    .entities.making.patch({ versionId, madeFrom })
    .data(({ parts: all }, { set }) => {
      const part = all[index];
      if (!part) throw new Error(`There is no part ${index}`);
      set(part.sha256, made.sha256);
      set(part.bytes, made.bytes);
      set(part.warnings, [...made.warnings]);
      if (made.pages !== undefined) set(part.pages, made.pages);
    })
    .go({ response: 'all_new' });
  return data as Making;
}

/** The finished files, in the order of a reader's list; nothing while one is still to be made. */
export function finishedFiles({ files, parts }: Making): VersionFile[] | undefined {
  const made: VersionFile[] = [];
  for (const { edition, volume, of, firstPage, key, sha256, bytes, pages } of parts) {
    if (sha256 === undefined || bytes === undefined) return undefined;
    made.push({
      ...{ edition, key, sha256, bytes },
      ...(volume === undefined ? {} : { volume }),
      ...(of === undefined ? {} : { of }),
      ...(firstPage === undefined ? {} : { firstPage }),
      ...(pages === undefined ? {} : { pages }),
    });
  }
  const order = ['report', 'bundle', 'originals', 'manifest'];
  return [...files, ...made].sort(
    (a, b) => order.indexOf(a.edition) - order.indexOf(b.edition) || (a.volume ?? 0) - (b.volume ?? 0),
  );
}
