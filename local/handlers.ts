import type { Context } from 'aws-lambda';
import type { FunctionHandler } from './functions.ts';
import type { PortalHandler } from './gateway.ts';
import type { QueueHandler } from './queue.ts';
import type { ScanVerdictEvent } from './scan-verdict.ts';
import type { ScheduledHandler } from './scheduler.ts';

/** The functions of the product, as Lambda calls them. */
export interface Handlers {
  portal: PortalHandler;
  inspectEvidence: QueueHandler;
  parseEvidence: FunctionHandler;
  buildPack: QueueHandler;
  makeFile: QueueHandler;
  readFigures: QueueHandler;
  receiveVerdict: (event: ScanVerdictEvent, context: Context) => Promise<unknown>;
  sweepJobs: ScheduledHandler;
  draftAnnualReport: ScheduledHandler;
}

/** The deployed functions. Imported late: they make their clients from the environment, which is not set before. */
export async function deployedHandlers(): Promise<Handlers> {
  const [
    portal,
    inspectEvidence,
    parseEvidence,
    buildPack,
    makeFile,
    readFigures,
    receiveVerdict,
    sweepJobs,
    draftAnnualReport,
  ] = await Promise.all([
    import('../functions/lambdas/portal.ts'),
    import('../functions/lambdas/inspect-evidence.ts'),
    import('../functions/lambdas/parse-evidence.ts'),
    import('../functions/lambdas/build-pack.ts'),
    import('../functions/lambdas/make-file.ts'),
    import('../functions/lambdas/read-figures.ts'),
    import('../functions/lambdas/receive-verdict.ts'),
    import('../functions/lambdas/sweep-jobs.ts'),
    import('../functions/lambdas/draft-annual-report.ts'),
  ]);
  return {
    // Hono names the same events by types of its own.
    portal: portal.handler as unknown as PortalHandler,
    inspectEvidence: inspectEvidence.handler as QueueHandler,
    parseEvidence: parseEvidence.handler as FunctionHandler,
    buildPack: buildPack.handler as QueueHandler,
    makeFile: makeFile.handler as QueueHandler,
    readFigures: readFigures.handler as QueueHandler,
    receiveVerdict: receiveVerdict.handler as Handlers['receiveVerdict'],
    sweepJobs: sweepJobs.handler as ScheduledHandler,
    draftAnnualReport: draftAnnualReport.handler as ScheduledHandler,
  };
}
