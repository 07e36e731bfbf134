import { Construct } from 'constructs';
import { EveryMinute } from './every-minute.ts';
import type { Ground } from './ground.ts';
import { ServiceFunction } from './service-function.ts';

/** Sends again what was interrupted: each minute, every open job whose lease has ended. It sees the index and nothing else. */
export class Sweeper extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { alarms, data, inspections, builds, files, readings, environment }: Ground,
  ) {
    super(scope, id);
    const service = new ServiceFunction(this, 'SweepJobs', {
      alarms,
      entry: 'sweep-jobs',
      description: 'Sends again, each minute, what was interrupted',
      memoryMb: 256,
      seconds: 30,
      environment: { ...environment.table, ...environment.queues },
      impact:
        'Inspections and builds that were interrupted are not taken up again. New ones go on. Look at the log of sweep-jobs.',
      throttledImpact:
        'Inspections of evidence and builds that were interrupted are taken up again late, because the sweeper was refused its turn. New ones go on. Look at the concurrency of the account.',
    });
    data.grantIndexQuery(service.role);
    inspections.grantSend(service.role);
    builds.grantSend(service.role);
    files.grantSend(service.role);
    readings.grantSend(service.role);
    new EveryMinute(this, 'Schedule', {
      alarms,
      target: service,
      impact:
        'Inspections and builds that were interrupted are not taken up again, because the sweeper has not run for five minutes. New ones go on. Look at the schedule of sweep-jobs.',
    });
  }
}
