import type { Handlers } from '../../../local/handlers.ts';

export interface Heard {
  jobs: string[];
  verdicts: unknown[];
  sweeps: number;
}

/** Handlers that keep what they were called with, and a portal that answers the event it was given. */
export function echoHandlers(heard: Heard = { jobs: [], verdicts: [], sweeps: 0 }): Handlers {
  const hear = (kind: string): Handlers['buildPack'] => {
    return async (event) => {
      for (const record of event.Records) heard.jobs.push(`${kind} ${record.body}`);
      return { batchItemFailures: [] };
    };
  };
  return {
    portal: async (event) => ({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
    }),
    inspectEvidence: hear('inspect'),
    parseEvidence: async (event) => event,
    buildPack: hear('build'),
    makeFile: hear('make'),
    readFigures: hear('read'),
    receiveVerdict: async (event) => void heard.verdicts.push(event),
    sweepJobs: async () => {
      heard.sweeps += 1;
    },
    draftAnnualReport: async (event) => event,
  };
}
