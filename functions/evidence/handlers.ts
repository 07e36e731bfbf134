import type { Parts } from '../platform/parts.ts';
import type { Work } from '../platform/run-job.ts';
import { giveUpInspection, inspectEvidence } from './inspect-evidence.ts';
import type { Inspector } from './inspector.ts';

export function inspectionWork(
  parts: Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock' | 'log'>,
  inspector: Inspector,
): Work {
  return {
    run: (job) => inspectEvidence(parts, inspector, job),
    giveUp: (job, reason) => giveUpInspection(parts, job, reason),
  };
}
