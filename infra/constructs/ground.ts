import { Construct } from 'constructs';
import { environmentNames as names } from '../../functions/platform/names.ts';
import type { Installation } from '../config.ts';
import { Alarms } from './alarms.ts';
import { Buckets } from './buckets.ts';
import { DataTable } from './data-table.ts';
import { JobQueue } from './job-queue.ts';

/** A Lambda's limits, which its queue must know. */
export const workSeconds = {
  parseEvidence: 120,
  inspectEvidence: 150,
  buildPack: 900,
  makeFile: 900,
  readFigures: 900,
} as const;

/** Where bundles are divided, for the functions that freeze manifests. */
export function volumeLimits({ volumes: { pages, bytes } }: Installation): Record<string, string> {
  return {
    ...(pages === undefined ? {} : { [names.volumePages]: String(pages) }),
    ...(bytes === undefined ? {} : { [names.volumeBytes]: String(bytes) }),
  };
}

/** What every function stands on: the table, the buckets, the queues of background work, and where alarms go. */
export class Ground extends Construct {
  readonly alarms: Alarms;
  readonly data: DataTable;
  readonly buckets: Buckets;
  readonly inspections: JobQueue;
  readonly builds: JobQueue;
  readonly files: JobQueue;
  readonly readings: JobQueue;
  /** Environment variables, by the part of the program that reads them (functions/platform/environment.ts). */
  readonly environment: Record<'table' | 'objects' | 'queues', Record<string, string>>;

  constructor(scope: Construct, id: string, alarmEmail: string) {
    super(scope, id);
    this.alarms = new Alarms(this, 'Alarms', alarmEmail);
    this.data = new DataTable(this, 'Data', this.alarms);
    this.buckets = new Buckets(this, 'Buckets');
    this.inspections = new JobQueue(this, 'Inspections', {
      alarms: this.alarms,
      workSeconds: workSeconds.inspectEvidence,
      // GuardDuty's event may come a little before its tag can be read, and without the tag nobody reads the file.
      delaySeconds: 10,
      patienceMinutes: 15,
      deadImpact:
        'Some uploaded evidence stays at "inspecting": inspect-evidence could not take up its job. The file is safe in quarantine, and the sweeper tries again each minute. Look at the log of inspect-evidence, then empty the dead letters.',
      lateImpact:
        'Officers wait more than 15 minutes for uploaded evidence to be inspected. Nothing is lost. Look at the log of inspect-evidence.',
    });
    this.builds = new JobQueue(this, 'Builds', {
      alarms: this.alarms,
      workSeconds: workSeconds.buildPack,
      patienceMinutes: 30,
      deadImpact:
        'Some packs stay at "building": build-pack could not take up their job. Manifests are safe, and the sweeper tries again each minute. Look at the log of build-pack, then empty the dead letters.',
      lateImpact:
        'Officers wait more than 30 minutes for a pack to be built. Nothing is lost. Look at the log of build-pack.',
    });
    this.files = new JobQueue(this, 'Files', {
      alarms: this.alarms,
      workSeconds: workSeconds.makeFile,
      patienceMinutes: 30,
      deadImpact:
        'Some packs stay at "building": make-file could not take up a job of theirs. What was set is kept, and the sweeper tries again each minute. Look at the log of make-file, then empty the dead letters.',
      lateImpact:
        'Officers wait more than 30 minutes for the volumes of a pack to be linked. Nothing is lost. Look at the log of make-file.',
    });
    this.readings = new JobQueue(this, 'Readings', {
      alarms: this.alarms,
      workSeconds: workSeconds.readFigures,
      // As for inspections: the scan's tag may come a little after its event.
      delaySeconds: 10,
      patienceMinutes: 15,
      deadImpact:
        'Some imports of figures stay at "being read" for an officer: read-figures could not take up their job. The file is safe in quarantine for a day, and the sweeper tries again each minute. Look at the log of read-figures, then empty the dead letters.',
      lateImpact:
        'An officer waits more than 15 minutes for a figures file to be read. Nothing is lost. Look at the log of read-figures.',
    });
    const { quarantine, evidence, packs, records } = this.buckets;
    this.environment = {
      table: { [names.table]: this.data.table.tableName },
      queues: {
        [names.inspectQueue]: this.inspections.queue.queueUrl,
        [names.buildQueue]: this.builds.queue.queueUrl,
        [names.fileQueue]: this.files.queue.queueUrl,
        [names.figuresQueue]: this.readings.queue.queueUrl,
      },
      objects: {
        [names.quarantineBucket]: quarantine.bucket.bucketName,
        [names.evidenceBucket]: evidence.bucket.bucketName,
        [names.packsBucket]: packs.bucket.bucketName,
        [names.recordsBucket]: records.bucket.bucketName,
      },
    };
  }
}
