import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../local/embedded.ts';

/** The demo's fixed time: what is recorded and printed carries it. */
export const sampleClock = '2026-09-14T09:00:00.000Z';

export interface TestRun extends Embedded {
  dataDir: string;
  /** Stops the run and removes its data. */
  end(): Promise<void>;
}

/** The whole product on free ports, with data of its own. One at a time in a process. */
export async function startTestRun(options: Partial<EmbeddedOptions> = {}): Promise<TestRun> {
  const dataDir = await mkdtemp(join(tmpdir(), 'evidence-packs-test-'));
  const run = await startEmbedded({ dataDir, port: 0, fixedClock: sampleClock, quiet: true, ...options });
  return {
    ...run,
    dataDir,
    end: async () => {
      await run.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
