import { announceJob, endedJob } from '../platform/jobs.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { type ScanRules, scanWord, type Verdict } from '../platform/scan-verdict.ts';
import { moveRevision } from './move-revision.ts';
import { findRevision } from './store.ts';

type VerdictParts = Pick<Parts, 'table' | 'clock' | 'wallClock' | 'queues' | 'log'>;

/**
 * Takes the verdict that starts an inspection. The first version of the object that is heard of is the one that counts:
 * the same event five times, or an event of a later upload to the same key, changes nothing.
 *
 * `not-recorded`: the key is shaped as ours are, and no upload is recorded under it. `not-ours`: the key is no upload's.
 */
export async function receiveVerdict(
  parts: VerdictParts,
  rules: ScanRules,
  verdict: Verdict,
): Promise<Outcome<'inspecting' | 'refused' | 'known', 'not-recorded' | 'not-ours'>> {
  const [, itemId, revisionId] = /^uploads\/([0-9a-z]{26})\/([0-9a-z]{26})$/.exec(verdict.key) ?? [];
  if (!itemId || !revisionId) return failure('not-ours', 'The verdict is on an object that is no upload of ours.');
  const revision = await findRevision(parts, itemId, revisionId);
  if (!revision) return failure('not-recorded', `No upload is recorded at ${verdict.key}.`);
  if (revision.state !== 'awaiting-upload') return success('known');

  const scan = scanWord(verdict.status, rules);
  const moved = await moveRevision(parts, revision, {
    to: {
      state: scan.ok ? 'inspecting' : 'refused',
      ...(verdict.versionId ? { versionId: verdict.versionId } : {}),
      ...(scan.ok ? { scan: scan.value } : { reason: scan.message }),
    },
    job: scan.ok ? { state: 'open', leaseUntil: parts.wallClock().toISOString() } : endedJob(parts, 'done'),
    sentence: (what) =>
      scan.ok
        ? `received the file of ${what}; malware scan: ${scan.value === 'clean' ? 'no threats found' : 'not scanned (local run)'}`
        : `refused the file of ${what}: ${scan.message}`,
  });
  if (moved === 'known') return success('known');
  if (scan.ok) await announceJob(parts, { jobId: revision.jobId, kind: 'inspect-evidence' });
  return success(scan.ok ? 'inspecting' : 'refused');
}
