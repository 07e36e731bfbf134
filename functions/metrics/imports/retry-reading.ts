import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import type { Job } from '../../platform/jobs.ts';
import { failure, type Outcome } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';

/** A figures file that could not be read is not kept, so there is nothing to try again: whoever sent it was told to import it anew. */
export async function retryReading(
  parts: Pick<Parts, 'wallClock'>,
  actor: Actor,
  job: Job,
): Promise<Outcome<Job, 'not-found' | 'stale'>> {
  const decision = decide(actor, 'job.retry', job, parts.wallClock());
  if (decision === 'absent') return failure('not-found', 'There is no such page.');
  return failure(
    'stale',
    'The figures file that could not be read is not kept, so there is nothing to try again. Whoever sent it imports it anew.',
  );
}
