import { createTable } from '../../functions/platform/table.ts';
import { deployedHandlers, type Handlers } from '../../local/handlers.ts';
import { lambdaContext } from '../../local/lambda-context.ts';
import type { ScanVerdictEvent } from '../../local/scan-verdict.ts';
import { startTestRun, type TestRun } from './embedded.ts';

/** The whole product, with its events in the hands of the test: what comes may be kept back and delivered by hand. */
export interface HeldRun extends TestRun {
  /** The deployed functions. */
  handlers: Handlers;
  /** While true, scan verdicts are kept in `verdicts` instead of being delivered. */
  holdVerdicts: boolean;
  /** Verdicts that were kept back, in the order in which they came. */
  verdicts: ScanVerdictEvent[];
  /** Deliveries of verdicts to the deployed handler that failed, by hand or by the store. */
  failedVerdicts: number;
  /** So many more uploads can't be found when the parser opens them: a store may take a while to show what it took. */
  unreadable: number;
  /** While unsettled, builds wait for it. */
  buildsAfter: Promise<void>;
  deliver(event: ScanVerdictEvent): Promise<void>;
  /** What AWS does each minute. */
  sweep(): Promise<void>;
  table: ReturnType<typeof createTable>;
}

export async function startHeldRun(options: { tableEndpoint?: string } = {}): Promise<HeldRun> {
  const held = {
    holdVerdicts: false,
    verdicts: [] as ScanVerdictEvent[],
    failedVerdicts: 0,
    unreadable: 0,
    buildsAfter: Promise.resolve(),
  };
  let deployed: Handlers | undefined;
  const handlers = async (): Promise<Handlers> => {
    const real = await deployedHandlers();
    deployed = real;
    return {
      ...real,
      receiveVerdict: async (event) => {
        if (held.holdVerdicts) held.verdicts.push(event);
        else await deliver(event);
      },
      parseEvidence: async (event, context) => {
        if (held.unreadable === 0) return real.parseEvidence(event, context);
        held.unreadable -= 1;
        return { verdict: 'gone' };
      },
      buildPack: async (event, context) => {
        await held.buildsAfter;
        return real.buildPack(event, context);
      },
    };
  };
  const deliver = async (event: ScanVerdictEvent) => {
    try {
      await deployed?.receiveVerdict(event, lambdaContext('receive-verdict'));
    } catch (error) {
      held.failedVerdicts += 1;
      throw error;
    }
  };
  const run = await startTestRun({ ...options, handlers });
  if (!deployed) throw new Error('The run has no handlers');
  const real = deployed;
  return Object.assign(held, run, {
    handlers: real,
    deliver,
    sweep: async () => {
      await real.sweepJobs({} as Parameters<Handlers['sweepJobs']>[0], lambdaContext('sweep-jobs'));
    },
    table: createTable(),
  });
}
