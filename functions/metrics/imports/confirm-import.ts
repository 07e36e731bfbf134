import { decide } from '../../access/authorisation.ts';
import { moment } from '../../access/british-dates.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { inForce } from '../releases/in-force.ts';
import { readReport } from '../releases/read-release.ts';
import { type NewRelease, recordRelease } from '../releases/record-release.ts';
import { findReleases, type Release } from '../store.ts';
import type { FiguresImport } from './model.ts';
import { importName, moveImport } from './move-import.ts';
import { nothingYet } from './preview-import.ts';
import { findImport, findNewest } from './store.ts';

type ConfirmParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'ids'>;

/**
 * Makes a release of an import that is ready: all of it, in one transaction. Confirming what was confirmed answers the release that it made.
 * `stale`: other figures were imported or undone since the preview that its reader saw. `closed`: the import is in no state to be confirmed.
 * @param over as the preview said it
 */
export async function confirmImport(
  parts: ConfirmParts,
  actor: Actor,
  importId: string,
  over: string,
): Promise<Outcome<Release, 'not-found' | 'closed' | 'stale' | 'superseded'>> {
  const allowed = decide(actor, 'figures.import', {}, parts.wallClock()) === 'allowed';
  const found = allowed ? await findImport(parts, importId) : undefined;
  if (!found) return failure('not-found', 'There is no such page.');
  if (found.state === 'imported') return success(await releaseOf(parts, found));
  if (found.state !== 'ready') return failure('closed', 'This import is not waiting to be confirmed.');
  const newest = await findNewest(parts);
  const releases = await findReleases(parts);
  if ((newest ?? nothingYet) !== over) return stale(releases.at(-1));
  if (found.replaces !== undefined && !inForce(releases).some(({ releaseId }) => releaseId === found.replaces)) {
    const words = 'The import that this one was to replace no longer stands. Discard this one, and start again.';
    return failure('superseded', words);
  }
  const made = await newRelease(parts, found);
  const rows = made.rows.toLocaleString('en-GB');
  const sentence = `imported ${rows} figures from “${made.fileName}” (${made.status})`;
  const release = await recordRelease(parts, actor, made, { newest, sentence, importId });
  if (release !== 'conflict') return success(release);
  const now = await findImport(parts, importId);
  if (now?.state === 'imported') return success(await releaseOf(parts, now));
  if (now?.state !== 'ready') return failure('closed', 'This import was discarded by somebody else just now.');
  return stale((await findReleases(parts)).at(-1));
}

function stale(newest: Release | undefined) {
  const what = newest?.kind === 'undo' ? 'undid an import' : `imported “${newest?.source}”`;
  const since = newest ? ` ${newest.importedBy} ${what} on ${moment(newest.importedAt)}.` : '';
  return failure(
    'stale',
    `The figures have changed since you looked.${since} Look at what this import would change now.`,
  );
}

async function releaseOf(parts: Pick<Parts, 'table'>, { importId, releaseId }: FiguresImport): Promise<Release> {
  const release = (await findReleases(parts)).find((each) => each.releaseId === releaseId);
  if (!release) throw new Error(`The release of import ${importId} is missing`);
  return release;
}

async function newRelease(parts: ConfirmParts, found: FiguresImport): Promise<NewRelease> {
  const { source, status, neighbourModelYear, basis, fileName, fileDigest, observations, reading, format } = found;
  if (!fileName || !fileDigest || !observations || !reading || !format)
    throw new Error(`The import ${found.importId} is ready and lacks what was read`);
  const { summary } = await readReport(parts, reading);
  return {
    kind: 'import',
    ...(found.replaces === undefined ? {} : { supersedes: found.replaces }),
    ...{ source, status, neighbourModelYear, basis, fileName, fileDigest, observations, reading, format },
    rows: found.rows ?? 0,
    indicators: summary?.indicators ?? [],
    dates: summary?.dates ?? [],
  };
}

/** Ends an import that nobody wants. Its file, if it was kept, is a record like any other; nothing of it stands in the figures. */
export async function discardImport(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
  importId: string,
): Promise<Outcome<FiguresImport, 'not-found' | 'closed'>> {
  const allowed = decide(actor, 'figures.import', {}, parts.wallClock()) === 'allowed';
  const found = allowed ? await findImport(parts, importId) : undefined;
  if (!found) return failure('not-found', 'There is no such page.');
  if (found.state === 'discarded') return success(found);
  const open = ['awaiting-upload', 'reading', 'ready', 'refused'].includes(found.state);
  const moved =
    open &&
    (await moveImport(parts, found, {
      to: { state: 'discarded' },
      sentence: `discarded the import of ${importName(found)}`,
      actor,
    }));
  if (moved === 'moved') return success({ ...found, state: 'discarded' });
  const now = await findImport(parts, importId);
  if (now?.state === 'discarded') return success(now);
  return failure('closed', 'This import has ended, so there is nothing to discard.');
}
