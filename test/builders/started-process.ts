import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { sampleClock } from './embedded.ts';

/** `npm start` as a process of its own, for tests that kill it. */
export interface StartedProcess {
  origin: string;
  process: ChildProcess;
  /** All that it has printed so far; with standard error only when a log level was asked for. */
  said(): string;
}

const startMs = 60_000;

/** Starts the product on the data in `dataDir` and waits until it says where it answers. `more`: variables of its environment. */
export async function startProcess(
  dataDir: string,
  { logLevel, more = {} }: { logLevel?: 'DEBUG'; more?: Record<string, string> } = {},
): Promise<StartedProcess> {
  const child = spawn(process.execPath, ['local/start.ts'], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: '0',
      FIXED_CLOCK: sampleClock,
      ...more,
      LOG_LEVEL: logLevel ?? 'SILENT',
      // What the libraries of the functions read.
      ...(logLevel ? { AWS_LAMBDA_LOG_LEVEL: logLevel } : {}),
    },
    stdio: ['ignore', 'pipe', logLevel ? 'pipe' : 'inherit'],
  });
  let said = '';
  const listen = (chunk: Buffer) => {
    said += chunk.toString('utf8');
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  const end = Date.now() + startMs;
  while (Date.now() < end && child.exitCode === null) {
    const origin = /runs at (http:\S+)/.exec(said)?.[1];
    if (origin) return { origin, process: child, said: () => said };
    await wait(50);
  }
  child.kill('SIGKILL');
  throw new Error(`npm start did not say where it runs: ${said}`);
}

/** Waits until a signalled process has gone. */
export async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
}

/** Processes of this machine whose command line names `dataDir`, other than this one. */
export function processesOn(dataDir: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes(dataDir) ? [`${pid} ${command}`] : [];
      } catch {
        // It ended while we were looking.
        return [];
      }
    });
}
