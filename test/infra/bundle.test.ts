import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspectFile } from '../../functions/documents/inspect/inspect.ts';
import { createRunChild } from '../../functions/platform/child-process.ts';
import { docx, h, p } from '../builders/docx.ts';
import { startTestRun } from '../builders/embedded.ts';
import { simplePdf } from '../builders/pdf.ts';
import { bundle, requestOf, set as setHere } from '../documents/typeset-samples.ts';
import { figuresBook, context as figuresContext, row } from '../unit/metrics/imports/support.ts';
import { makeApp, type Resource } from './synthesise.ts';

/**
 * The functions as they are deployed: bundled by the app itself, then run from a folder outside the checkout, so that
 * nothing is found by accident in its node_modules.
 */
let folder: string;
let deployed: Map<string, { code: string; environment: Record<string, string> }>;

interface FunctionProperties {
  Handler: string;
  Environment: { Variables: Record<string, unknown> };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  const { stack } = makeApp({ bundle: true, outdir: join(folder, 'cdk.out') });
  const found = Template.fromStack(stack).findResources('AWS::Lambda::Function') as Record<
    string,
    Resource<FunctionProperties>
  >;
  deployed = new Map(
    Object.entries(found).map(([id, { Properties, Metadata }]) => {
      expect(Properties.Handler).toBe('index.handler');
      const code = join(folder, 'cdk.out', Metadata['aws:asset:path'] ?? '');
      const name = id.replace(/(Service)?Function.*/, '');
      return [name, { code, environment: standIns(Properties.Environment.Variables) }];
    }),
  );
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What deployment would put in the place of references: the variables are those of the template, and no others. */
function standIns(variables: Record<string, unknown>): Record<string, string> {
  const values = Object.entries(variables).map(([name, value]) => {
    if (typeof value === 'string') return [name, value];
    return [name, /URL|ISSUER|ORIGIN$/.test(name) ? `https://example.org/${name}` : name.toLowerCase()];
  });
  return Object.fromEntries([...values, ['AWS_REGION', 'eu-west-2']]) as Record<string, string>;
}

interface Ran {
  exitCode: number | null;
  said: string;
}

function runNode(cwd: string, environment: Record<string, string>, ...parameters: string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, parameters, {
      cwd,
      env: environment,
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, said }));
  });
}

it('loads every handler with the environment that it is given', async () => {
  expect([...deployed.keys()].sort()).toEqual([
    'AnnualReportDraft',
    'FiguresReadFigures',
    'IntakeInspectEvidence',
    'IntakeParserParseEvidence',
    'IntakeReceiveVerdict',
    'PacksBuildPack',
    'PacksMakeFile',
    'Portal',
    'SweeperSweepJobs',
  ]);
  const program = "const { handler } = await import('./index.mjs'); console.log(typeof handler); process.exit(0);";
  for (const [name, { code, environment }] of deployed) {
    const ran = await runNode(code, environment, '--input-type=module', '-e', program);
    expect({ name, ...ran }).toEqual({ name, exitCode: 0, said: 'function\n' });
  }
});

/** What each function's source sends it, of things that are not there: the least that shows it reads its event. */
const time = '2026-06-01T05:00:00Z';
const message = {
  messageId: 'm1',
  receiptHandle: 'r',
  body: JSON.stringify({ jobId: '01j00000000000000000000000' }),
  attributes: {},
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-2:000000000000:jobs',
  awsRegion: 'eu-west-2',
};
const missing = { key: 'uploads/01j00000000000000000000000/01j00000000000000000000001', versionId: 'none' };
const scanned = {
  version: '0',
  id: '1',
  'detail-type': 'GuardDuty Malware Protection Object Scan Result',
  source: 'aws.guardduty',
  account: '000000000000',
  time,
  region: 'eu-west-2',
  resources: [],
  detail: {
    schemaVersion: '1.0',
    scanStatus: 'COMPLETED',
    resourceType: 'S3_OBJECT',
    s3ObjectDetails: { bucketName: 'b', objectKey: missing.key, eTag: 'e', versionId: 'none', s3Throttled: false },
    scanResultDetails: { scanResultStatus: 'NO_THREATS_FOUND', threats: null },
  },
};
const sent: Record<string, { event: unknown; answers: unknown }> = {
  AnnualReportDraft: { event: { time }, answers: expect.objectContaining({ period: '2025-26', created: true }) },
  FiguresReadFigures: { event: { Records: [message] }, answers: { batchItemFailures: [] } },
  IntakeInspectEvidence: { event: { Records: [message] }, answers: { batchItemFailures: [] } },
  IntakeParserParseEvidence: { event: missing, answers: { verdict: 'gone' } },
  IntakeReceiveVerdict: { event: scanned, answers: null },
  PacksBuildPack: { event: { Records: [message] }, answers: { batchItemFailures: [] } },
  PacksMakeFile: { event: { Records: [message] }, answers: { batchItemFailures: [] } },
  SweeperSweepJobs: { event: { time }, answers: expect.any(Number) },
};

it('calls every bundle once with the event of its source, on an embedded run', async () => {
  // The portal's is below: what it is sent has to come through the content network.
  expect([...deployed.keys()].sort()).toEqual([...Object.keys(sent), 'Portal'].sort());
  const run = await startTestRun();
  try {
    const environment = Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    const program = `
      const { handler } = await import('./index.mjs');
      const context = { awsRequestId: '1', functionName: 'f', getRemainingTimeInMillis: () => 30000 };
      const answer = await handler(JSON.parse(process.argv[1]), context);
      console.log('answer ' + JSON.stringify(answer ?? null));
      process.exit(0);`;
    for (const [name, { event, answers }] of Object.entries(sent)) {
      const code = deployed.get(name)?.code ?? '';
      const { said } = await runNode(code, environment, '--input-type=module', '-e', program, JSON.stringify(event));
      const answer = /^answer (.*)$/m.exec(said)?.[1] ?? `"${name}: ${said}"`;
      expect({ name, answer: JSON.parse(answer) }).toEqual({ name, answer: answers });
    }
  } finally {
    await run.end();
  }
});

it.each(['PacksBuildPack', 'IntakeParserParseEvidence'])(
  'typesets and inspects from the bundle of %s alone',
  async (name) => {
    const service = deployed.get(name);
    expect(service?.environment.DOCUMENT_CHILD).toBe('/var/task/child.mjs');
    const task = join(folder, name);
    cpSync(service?.code ?? '', task, { recursive: true });
    const work = mkdtempSync(join(folder, 'work-'));
    const child = async (kind: string, request: unknown) => {
      writeFileSync(join(work, 'request.json'), JSON.stringify(request));
      const ran = await runNode(work, {}, join(task, 'child.mjs'), kind, 'request.json', 'result.json');
      expect(ran).toEqual({ exitCode: 0, said: '' });
      return JSON.parse(readFileSync(join(work, 'result.json'), 'utf8'));
    };

    const numbering = { kind: 'bundle', itemPages: bundle.itemPages } as const;
    const request = requestOf(bundle.html, { numbering });
    const set = await child('typeset', { ...request, pdfPath: 'front.pdf' });
    expect(set).toMatchObject({ ok: true });
    const pdf = readFileSync(join(work, 'front.pdf'));
    const found = await inspectFile(new Uint8Array(pdf), 'front.pdf');
    // Cover, contents, the section, three coversheets, the manifest.
    expect([set.value.pages, found.pages]).toEqual([7, 7]);
    // The same bytes as from the project: same fonts, same stylesheet, same compiler.
    expect(pdf.equals((await setHere(bundle.html, { numbering })).pdf)).toBe(true);

    const { report } = await child('inspect', { path: 'front.pdf', name: 'front.pdf', compiledPath: 'compiled' });
    expect(report).toMatchObject({ verdict: 'ready', pages: 7 });
    const whole = Buffer.from(simplePdf()).toString('latin1');
    const others = {
      // Read by the second reader, which is a process of the same bundle.
      'damaged.pdf': new Uint8Array(Buffer.from(whole.replace(/startxref\n\d+/, 'startxref\n-1'), 'latin1')),
      'note.docx': await docx({ body: h(1, 'Minutes') + p('Agreed.') }),
      'map.png': new Uint8Array(PNG.sync.write(new PNG({ width: 40, height: 30 }))),
    };
    for (const [path, bytes] of Object.entries(others)) {
      writeFileSync(join(work, path), bytes);
      const answer = await child('inspect', { path, name: path, compiledPath: 'compiled' });
      expect(answer.report).toMatchObject({ verdict: 'ready', pages: 1 });
      expect(
        readFileSync(join(work, 'compiled')).equals((await inspectFile(bytes, path)).compiled ?? new Uint8Array()),
      ).toBe(true);
    }
  },
);

it('reads a figures file from the bundle of its function alone', async () => {
  const service = deployed.get('FiguresReadFigures');
  expect(service?.environment.FIGURES_CHILD).toBe('/var/task/child.mjs');
  const task = join(folder, 'figures');
  cpSync(service?.code ?? '', task, { recursive: true });
  const runChild = createRunChild<'read-figures'>(join(task, 'child.mjs'));
  const { progress: _, ...context } = figuresContext;
  const place = { name: 'figures.xlsx', path: 'upload', observationsPath: 'observations.json' };
  const bytes = await figuresBook([row()]);
  const request = { ...place, size: bytes.length, context };
  const ran = await runChild('read-figures', request, { ms: 30_000, memoryMb: 320 }, { upload: bytes });
  expect(ran).toMatchObject({ ok: true, value: { ok: true, value: { format: 'template-xlsx', figures: 1 } } });
});

it('answers from the bundle of the portal only what came through the content network', async () => {
  const portal = deployed.get('Portal');
  const program = `
    const { handler } = await import('./index.mjs');
    const event = (headers) => ({
      version: '2.0', routeKey: '$default', rawPath: '/', rawQueryString: '', headers, isBase64Encoded: false,
      requestContext: { domainName: 'api.example', http: { method: 'GET', path: '/', sourceIp: '192.0.2.1' } },
    });
    const answers = [];
    for (const secret of JSON.parse(process.argv[1])) {
      const { statusCode, body } = await handler(event(secret === null ? {} : { 'x-origin-secret': secret }), {});
      answers.push([statusCode, statusCode === 200 ? 'a page' : body]);
    }
    console.log(JSON.stringify(answers));
    process.exit(0);`;
  const ask = async (configured: string, given: (string | null)[]) => {
    const environment = { ...portal?.environment, ORIGIN_SECRET: configured };
    const ran = await runNode(
      portal?.code ?? '',
      environment,
      '--input-type=module',
      '-e',
      program,
      JSON.stringify(given),
    );
    // Before it stands what the log says of the table, which is not there.
    return JSON.parse(ran.said.trim().split('\n').at(-1) ?? '');
  };
  const refused = [404, 'Not found'];
  const served = [200, 'a page'];
  // Nothing of the refusal says that there is a portal, or what would open it.
  expect(await ask('knock', [null, '', 'knoc', 'knock,', 'knock'])).toEqual([
    refused,
    refused,
    refused,
    refused,
    served,
  ]);
  // While it is replaced, the new one is sent and both are accepted.
  expect(await ask('new,old', ['new', 'old', 'new,old', ''])).toEqual([served, served, refused, refused]);
});

it('ships the licences of the fonts, and no package that is not needed', () => {
  const modules = join(deployed.get('PacksBuildPack')?.code ?? '', 'node_modules');
  expect(readdirSync(modules).sort()).toEqual([
    '@expo-google-fonts',
    '@img',
    '@myriaddreamin',
    'detect-libc',
    'semver',
    'sharp',
  ]);
  for (const font of readdirSync(join(modules, '@expo-google-fonts'))) {
    expect(readdirSync(join(modules, '@expo-google-fonts', font))).toContain('LICENSE_FONT');
  }
  expect(readdirSync(deployed.get('Portal')?.code ?? '').sort()).toEqual(['index.mjs', 'index.mjs.map']);
});
