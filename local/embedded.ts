import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { annualReportSchedule, environmentNames as names } from '../functions/platform/names.ts';
import { holdDataFolder } from './data-folder.ts';
import { startFunctions } from './functions.ts';
import { startGateway } from './gateway.ts';
import { deployedHandlers, type Handlers } from './handlers.ts';
import { startIdentityProvider } from './identity-provider/provider.ts';
import { lambdaContext } from './lambda-context.ts';
import { type RunningObjectStore, startObjectStore } from './object-store/server.ts';
import { type SamplePerson, samplePeople } from './people.ts';
import { choosePorts, host } from './ports.ts';
import { startQueues } from './queue.ts';
import { notScanned, notScannedStatus, scanTag } from './scan-verdict.ts';
import { scheduledEvent, startScheduler } from './scheduler.ts';
import { loadSecrets } from './secrets.ts';
import { createTableIfMissing, startTableEngine } from './table-engine.ts';

export interface EmbeddedOptions {
  /** Where everything is kept between runs. */
  dataDir: string;
  /** Of the portal. 0, or nothing, takes a free one and keeps it. */
  port?: number;
  /** ISO 8601. What is recorded and printed then carries this time. */
  fixedClock?: string;
  /** No log lines. */
  quiet?: boolean;
  /** DEBUG, INFO, WARN or ERROR; WARN when not given. */
  logLevel?: string;
  /** Another table engine, such as DynamoDB Local; it outlives the run. */
  tableEndpoint?: string;
  /** The council whose installation this is; the invented Thornmere when not given. */
  council?: { name: string; authority: string; notice: string };
  /** Where bundles are divided, if not at 1,500 pages and 250 MB. */
  volumes?: { pages?: number | undefined; bytes?: number | undefined };
  /** Other handlers than the deployed ones, for tests of the run itself. */
  handlers?: () => Promise<Handlers>;
}

export interface Embedded {
  /** Where the portal answers. */
  origin: string;
  issuer: string;
  objectsOrigin: string;
  /** Who can sign in. */
  people: readonly SamplePerson[];
  /** The table engine's process, for tests that kill it. */
  tableEnginePid: number | undefined;
  /** Fires the yearly schedule as if that time had come, ISO 8601: what its handler answers. */
  fireYearly: (time: string) => Promise<unknown>;
  /** Ends every part. What is under way is given a few seconds; the rest is taken up again at the next start. */
  stop: () => Promise<void>;
}

type OnStop = (part: () => Promise<void>) => void;

const region = 'eu-west-2';
const tableName = 'evidence-packs';
const clientId = 'evidence-packs';
const buckets = {
  quarantine: 'local-quarantine',
  evidence: 'local-evidence',
  packs: 'local-packs',
  records: 'local-records',
};
const sampleCouncil = { name: 'Thornmere', authority: 'X01', notice: 'Sample: invented figures' };
const yearly = 'draft-annual-report';
const child = fileURLToPath(new URL('../functions/documents/child.ts', import.meta.url));
const figuresChild = fileURLToPath(new URL('../functions/metrics/imports/child.ts', import.meta.url));

/**
 * The whole product on one machine: real protocols behind it, the deployed handlers in front. It sets this process's
 * environment, so a process holds one run at a time. What was started is stopped again when a later part fails.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const parts: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) await part();
  };
  try {
    return { ...(await startParts(options, (part) => parts.push(part))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function setEnvironment(values: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

async function startTable(options: EmbeddedOptions, folder: string, onStop: OnStop) {
  const engine = options.tableEndpoint === undefined ? await startTableEngine(join(folder, 'table.db')) : undefined;
  if (engine !== undefined) onStop(engine.stop);
  const endpoint = engine?.endpoint ?? options.tableEndpoint ?? '';
  await createTableIfMissing(endpoint, tableName);
  return { endpoint, pid: engine?.pid };
}

async function startParts(options: EmbeddedOptions, onStop: OnStop): Promise<Omit<Embedded, 'stop'>> {
  const folder = await holdDataFolder(options.dataDir);
  onStop(folder.release);
  const ports = await choosePorts(folder.path, options.port ?? 0);
  const secrets = await loadSecrets(folder.path);
  const credentials = { accessKeyId: secrets.accessKeyId, secretAccessKey: secrets.secretAccessKey, region };
  const origin = `http://localhost:${ports.portal}`;
  const objectsOrigin = `http://localhost:${ports.objects}`;
  setEnvironment({
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: undefined,
    POWERTOOLS_LOG_LEVEL: options.quiet ? 'SILENT' : (options.logLevel ?? 'WARN'),
  });
  const table = await startTable(options, folder.path, onStop);

  let handlers: Handlers | undefined;
  const store = await startObjectStore({
    root: join(folder.path, 'objects'),
    host,
    port: ports.objects,
    buckets: Object.values(buckets),
    credentials,
    // As infra/ has them in AWS, except for the verdict: there it must be the clean one.
    locks: [{ bucket: buckets.packs, days: 365 }],
    guard: { bucket: buckets.quarantine, tag: scanTag, value: notScannedStatus },
    tell: {
      bucket: buckets.quarantine,
      async handler(version) {
        if (handlers === undefined) throw new Error('The run is still starting.');
        await store.tag(version, { [scanTag]: notScannedStatus });
        await handlers.receiveVerdict(notScanned(version, region), lambdaContext('receive-verdict'));
      },
    },
  });
  onStop(store.stop);
  const queues = await startQueues(region);
  onStop(queues.stop);
  const functions = await startFunctions(credentials.accessKeyId, {
    'parse-evidence': () => handlers?.parseEvidence,
  });
  onStop(functions.stop);
  const issuer = `http://localhost:${ports.identity}`;
  const council = options.council ?? sampleCouncil;
  setEnvironment({
    [names.table]: tableName,
    [names.tableEndpoint]: table.endpoint,
    [names.quarantineBucket]: buckets.quarantine,
    [names.evidenceBucket]: buckets.evidence,
    [names.packsBucket]: buckets.packs,
    [names.recordsBucket]: buckets.records,
    [names.objectsEndpoint]: objectsOrigin,
    [names.objectsOrigin]: objectsOrigin,
    [names.inspectQueue]: queues.urls['inspect-evidence'],
    [names.buildQueue]: queues.urls['build-pack'],
    [names.fileQueue]: queues.urls['make-file'],
    [names.figuresQueue]: queues.urls['read-figures'],
    [names.queueEndpoint]: queues.endpoint,
    [names.parserFunction]: 'parse-evidence',
    [names.functionsEndpoint]: functions.endpoint,
    [names.portalOrigin]: origin,
    [names.issuer]: issuer,
    [names.clientId]: clientId,
    [names.clientSecret]: secrets.clientSecret,
    [names.originSecret]: secrets.originSecret,
    [names.council]: council.name,
    [names.authority]: council.authority,
    [names.notice]: council.notice,
    [names.volumePages]: options.volumes?.pages?.toString(),
    [names.volumeBytes]: options.volumes?.bytes?.toString(),
    [names.documentChild]: child,
    [names.figuresChild]: figuresChild,
    [names.fixedClock]: options.fixedClock,
    // There is no scanner on one machine; every page that shows a file says so.
    [names.acceptUnscanned]: 'true',
  });
  handlers = await (options.handlers ?? deployedHandlers)();
  await startFront(handlers, { store, queues, folder: folder.path, origin, ports, secrets }, onStop);
  const { draftAnnualReport } = handlers;
  const fireYearly = (time: string) => draftAnnualReport(scheduledEvent(yearly, time), lambdaContext(yearly));
  return { origin, issuer, objectsOrigin, people: samplePeople, tableEnginePid: table.pid, fireYearly };
}

interface Back {
  store: RunningObjectStore;
  queues: Awaited<ReturnType<typeof startQueues>>;
  folder: string;
  origin: string;
  ports: Awaited<ReturnType<typeof choosePorts>>;
  secrets: Awaited<ReturnType<typeof loadSecrets>>;
}

/** What calls the handlers: people, queues, events and the clock. */
async function startFront(handlers: Handlers, back: Back, onStop: OnStop): Promise<void> {
  const provider = await startIdentityProvider({
    root: back.folder,
    port: back.ports.identity,
    portalOrigin: back.origin,
    clientId,
    clientSecret: back.secrets.clientSecret,
    cookieKey: back.secrets.cookieKey,
    signingKey: back.secrets.signingKey,
    people: samplePeople,
  });
  onStop(provider.stop);
  const gateway = await startGateway(back.ports.portal, handlers.portal, {
    'x-origin-secret': back.secrets.originSecret,
  });
  onStop(gateway.stop);
  back.queues.poll('inspect-evidence', handlers.inspectEvidence);
  back.queues.poll('build-pack', handlers.buildPack);
  // Volumes are linked side by side.
  for (let poller = 0; poller < 2; poller += 1) back.queues.poll('make-file', handlers.makeFile);
  back.queues.poll('read-figures', handlers.readFigures);
  await back.store.repeatEvents();
  // AWS sweeps each minute, its scheduler's least; here a person waits in front of the screen.
  const sweeping = startScheduler('sweep-jobs', '*/10 * * * * *', handlers.sweepJobs, { atOnce: true });
  onStop(sweeping.stop);
  const { minute, hour, day, month, timezone } = annualReportSchedule;
  const pattern = `${minute} ${hour} ${day} ${month} *`;
  onStop(startScheduler(yearly, pattern, handlers.draftAnnualReport, { timezone }).stop);
}
