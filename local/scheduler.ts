import { randomUUID } from 'node:crypto';
import type { Context, ScheduledEvent } from 'aws-lambda';
import { Cron } from 'croner';
import { complain } from './complain.ts';
import { lambdaContext } from './lambda-context.ts';

export type ScheduledHandler = (event: ScheduledEvent, context: Context) => Promise<unknown>;

export interface RunningScheduler {
  stop: () => Promise<void>;
}

/** What EventBridge sends when a schedule fires. `time` is ISO 8601: the time for which it was set. */
export function scheduledEvent(name: string, time: string): ScheduledEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time,
    region: 'eu-west-2',
    resources: [`arn:aws:events:eu-west-2:000000000000:rule/${name}`],
    detail: {},
  };
}

export interface ScheduleOptions {
  /** Of the pattern; this machine's own when absent. */
  timezone?: string;
  /** Calls it when the run starts, too. */
  atOnce?: boolean;
}

/** Calls a handler by its schedule, never twice at a time. A failure is printed and the next time comes. */
export function startScheduler(
  name: string,
  pattern: string,
  handler: ScheduledHandler,
  { timezone, atOnce = false }: ScheduleOptions = {},
): RunningScheduler {
  let running: Promise<void> = Promise.resolve();
  const fire = async () => {
    try {
      await handler(scheduledEvent(name, new Date().toISOString()), lambdaContext(name));
    } catch (error) {
      complain(`The scheduled work ${name} failed; it comes again.`, error);
    }
  };
  const next = () => {
    running = running.then(fire);
    return running;
  };
  const job = new Cron(pattern, { protect: true, ...(timezone === undefined ? {} : { timezone }) }, next);
  if (atOnce) void next();
  return {
    async stop() {
      job.stop();
      await running;
    },
  };
}
