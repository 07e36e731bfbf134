import { writeAudited } from '../access/audit.ts';
import { theSystem } from '../access/model.ts';
import { announceJob } from '../platform/jobs.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import type { Revision, ScanVerdict } from './model.ts';
import { findRevision, library } from './store.ts';

type VerdictParts = Pick<Parts, 'table' | 'clock' | 'wallClock' | 'queues' | 'log'>;

/** A scanner's verdict on one version of one upload. `status` is GuardDuty's `scanResultStatus`, or the local run's own word. */
export interface Verdict {
  key: string;
  versionId?: string;
  status: string;
}

export interface ScanRules {
  /** True only where no scanner can be had: the embedded run, which says so on every page that shows the file. */
  acceptUnscanned: boolean;
}

/**
 * Takes the verdict that starts an inspection. The first version of the object that is heard of is the one that counts:
 * the same event five times, or an event of a later upload to the same key, changes nothing.
 */
export async function receiveVerdict(
  parts: VerdictParts,
  rules: ScanRules,
  verdict: Verdict,
): Promise<Outcome<'inspecting' | 'refused' | 'known', 'not-ours'>> {
  const [, itemId, revisionId] = /^uploads\/([0-9a-z]+)\/([0-9a-z]+)$/.exec(verdict.key) ?? [];
  const revision = itemId && revisionId ? await findRevision(parts, itemId, revisionId) : undefined;
  if (!revision) return failure('not-ours', `No upload of ours is at ${verdict.key}.`);
  if (revision.state !== 'awaiting-upload') return success('known');

  const scan = scanVerdict(verdict.status, rules);
  const written = await recordVerdict(parts, revision, verdict, scan);
  if (written === 'conflict') return success('known');
  if (scan.ok) await announceJob(parts, { jobId: revision.jobId, kind: 'inspect-evidence' });
  return success(scan.ok ? 'inspecting' : 'refused');
}

function scanVerdict(status: string, rules: ScanRules): Outcome<ScanVerdict, 'threat' | 'unscanned'> {
  if (status === 'NO_THREATS_FOUND') return success('clean');
  if (status === 'NOT_SCANNED_LOCAL_RUN' && rules.acceptUnscanned) return success('not-scanned-local-run');
  if (status === 'THREATS_FOUND') {
    return failure(
      'threat',
      'The malware scan found a threat in this file. Do not open it; ask your IT service, and upload a clean copy.',
    );
  }
  return failure(
    'unscanned',
    'The malware scan could not read this file, so it cannot be used. Save it again without a password and upload it once more.',
  );
}

function recordVerdict(
  parts: VerdictParts,
  revision: Revision,
  verdict: Verdict,
  scan: ReturnType<typeof scanVerdict>,
) {
  const { itemId, revisionId } = revision;
  const sentence = scan.ok
    ? `received a file for upload ${revisionId}; scan: ${scan.value === 'clean' ? 'no threats found' : 'not scanned (local run)'}`
    : `refused the file of upload ${revisionId}: ${scan.message}`;
  return writeAudited(parts, { scope: revision.reviewId, actor: theSystem, sentence }, (entry) =>
    library(parts)
      .transaction.write((own) => [
        own.revision
          .patch({ itemId, revisionId })
          .set({
            state: scan.ok ? 'inspecting' : 'refused',
            ...(verdict.versionId ? { versionId: verdict.versionId } : {}),
            ...(scan.ok ? { scan: scan.value } : { reason: scan.message }),
          })
          .where(({ state }, { eq }) => eq(state, 'awaiting-upload'))
          .commit(),
        own.job
          .patch({ jobId: revision.jobId })
          .set({ state: scan.ok ? 'open' : 'done', leaseUntil: parts.wallClock().toISOString() })
          .commit(),
        own.audit.create(entry).commit(),
      ])
      .go(),
  );
}
