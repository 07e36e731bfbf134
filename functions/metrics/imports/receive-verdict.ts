import { announceJob, endedJob } from '../../platform/jobs.ts';
import { keys } from '../../platform/names.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { type ScanRules, scanWord, type Verdict } from '../../platform/scan-verdict.ts';
import { importName, moveImport } from './move-import.ts';
import { findImport } from './store.ts';

type VerdictParts = Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'queues' | 'log'>;

/**
 * Takes the verdict that starts the reading of a figures file. The first version that is heard of is the one that counts; what comes to the same key
 * later is never read and is removed at once, since it may hold children's data. So is what the scan refused.
 */
export async function receiveFiguresVerdict(
  parts: VerdictParts,
  rules: ScanRules,
  verdict: Verdict,
): Promise<Outcome<'reading' | 'refused' | 'known', 'not-recorded' | 'not-ours'>> {
  const [, importId] = /^figures\/([0-9a-z]{26})$/.exec(verdict.key) ?? [];
  if (!importId) return failure('not-ours', 'The verdict is on an object that is no figures file of ours.');
  const found = await findImport(parts, importId);
  if (!found) return failure('not-recorded', `No import is recorded at ${verdict.key}.`);
  const { versionId } = verdict;
  const remove = () => parts.objects.remove('quarantine', keys.figuresUpload(importId), versionId);
  if (found.state !== 'awaiting-upload') {
    const being = found.state === 'reading' && found.versionId === versionId;
    if (versionId !== undefined && !being) await remove();
    return success('known');
  }
  const scan = scanWord(verdict.status, rules);
  const name = importName(found);
  const moved = await moveImport(parts, found, {
    to: {
      state: scan.ok ? 'reading' : 'refused',
      ...(versionId ? { versionId } : {}),
      ...(scan.ok ? { scan: scan.value } : { reason: scan.message, cause: 'scan' }),
    },
    job: scan.ok ? { state: 'open', leaseUntil: parts.wallClock().toISOString() } : endedJob(parts, 'done'),
    sentence: scan.ok
      ? `received the figures file of ${name}; malware scan: ${scan.value === 'clean' ? 'no threats found' : 'not scanned (local run)'}`
      : `refused the figures file of ${name}: ${scan.message}`,
  });
  if (moved === 'known') return success('known');
  if (scan.ok) await announceJob(parts, { jobId: found.jobId, kind: 'read-figures' });
  else await remove();
  return success(scan.ok ? 'reading' : 'refused');
}
