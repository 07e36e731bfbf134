import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { newJob, readJob } from '../../platform/jobs.ts';
import { keys } from '../../platform/names.ts';
import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { releasesInForce } from '../store.ts';
import {
  type FiguresImport,
  type ImportDetails,
  largestFiguresFile,
  uploadFormSeconds,
  verdictGraceSeconds,
} from './model.ts';
import { askedWith, madeBefore, onceItem } from './once.ts';
import { findImport, importRoom } from './store.ts';

type StartParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'ids'>;

export interface OpenImport {
  import: FiguresImport;
  /** Where the browser posts the file, with these fields before the file itself. */
  form: { url: string; fields: Record<string, string> };
  largestBytes: number;
}

type StartCode = 'not-found' | 'invalid' | 'key-reused' | 'closed';

/** Records an import that awaits its file, and answers the form that takes the file straight to the quarantine bucket. */
export async function startImport(
  parts: StartParts,
  actor: Actor,
  details: ImportDetails,
  { redirectTo, key }: { redirectTo?: (importId: string) => string; key?: string } = {},
): Promise<Outcome<OpenImport, StartCode>> {
  if (decide(actor, 'figures.import', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  const once = askedWith(key, 'start-import', details);
  const before = await madeBefore(parts, actor, once);
  if (!before.ok) return before;
  if (before.value !== undefined) return openImport(parts, actor, before.value, redirectTo);
  const wrong = await wrongDetails(parts, details);
  if (wrong) return failure('invalid', wrong.message, [wrong]);
  const importId = parts.ids();
  const job = newJob(
    parts,
    'read-figures',
    { scope: 'figures', id: importId },
    uploadFormSeconds + verdictGraceSeconds,
  );
  const begun: FiguresImport = {
    ...details,
    importId,
    state: 'awaiting-upload',
    jobId: job.jobId,
    createdAt: parts.clock().toISOString(),
    createdBy: actor.name,
  };
  const remembered = once && onceItem(parts, actor, once, importId);
  const sentence = `opened an import of figures, “${details.source}”`;
  const written = await writeAudited(parts, { scope: 'council', actor, sentence, about: importId }, (entry) =>
    importRoom(parts)
      .transaction.write((own) => [
        own.figuresImport.create(begun).commit(),
        own.job.create(job).commit(),
        ...(remembered
          ? [
              own.once
                .put(remembered.item)
                .where(
                  ({ expiresAt }, { notExists, lte }) => `${notExists(expiresAt)} OR ${lte(expiresAt, remembered.now)}`,
                )
                .commit(),
            ]
          : []),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  if (written === 'conflict') {
    const other = await madeBefore(parts, actor, once);
    if (!other.ok) return other;
    if (other.value === undefined) throw new Error(`The new id ${importId} was taken already`);
    return openImport(parts, actor, other.value, redirectTo);
  }
  return success(await formOf(parts, begun, uploadFormSeconds, redirectTo));
}

/** Below this, a file would hardly arrive before the form ends. */
const fewestSeconds = 30;

/** The form of an import whose file is still awaited, made anew. It ends when the first one does. */
export async function openImport(
  parts: Pick<Parts, 'table' | 'objects' | 'wallClock'>,
  actor: Actor,
  importId: string,
  redirectTo?: (importId: string) => string,
): Promise<Outcome<OpenImport, 'not-found' | 'closed'>> {
  const allowed = decide(actor, 'figures.import', {}, parts.wallClock()) === 'allowed';
  const found = allowed ? await findImport(parts, importId) : undefined;
  if (!found) return failure('not-found', 'There is no such page.');
  const job = found.state === 'awaiting-upload' ? await readJob(parts, found.jobId) : undefined;
  const givenUp = job ? Date.parse(job.leaseUntil) : 0;
  const seconds = Math.floor((givenUp - parts.wallClock().getTime()) / 1000) - verdictGraceSeconds;
  if (!job || seconds < fewestSeconds) {
    return failure('closed', 'This import no longer takes a file: one has come, or its form has ended. Start another.');
  }
  return success(await formOf(parts, found, seconds, redirectTo));
}

async function formOf(
  parts: Pick<Parts, 'objects'>,
  made: FiguresImport,
  expiresSeconds: number,
  redirectTo?: (importId: string) => string,
): Promise<OpenImport> {
  const form = await parts.objects.uploadForm('quarantine', keys.figuresUpload(made.importId), {
    maxBytes: largestFiguresFile,
    expiresSeconds,
    ...(redirectTo ? { redirectTo: redirectTo(made.importId) } : {}),
  });
  return { import: made, form, largestBytes: largestFiguresFile };
}

async function wrongDetails(parts: StartParts, { asAt, replaces }: ImportDetails): Promise<Problem | undefined> {
  const today = parts.clock().toISOString().slice(0, 10);
  if (asAt !== undefined && asAt > today) {
    return {
      where: 'asAt',
      found: asAt,
      expected: `a date up to ${today}`,
      message: 'The date of an Annex A can’t be to come.',
    };
  }
  if (replaces === undefined || (await releasesInForce(parts)).some(({ releaseId }) => releaseId === replaces)) {
    return undefined;
  }
  const message = 'The import that this one is to replace no longer stands. Choose another, or none.';
  return { where: 'replaces', found: replaces, expected: 'an import that stands', message };
}
