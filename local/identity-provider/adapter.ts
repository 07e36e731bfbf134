import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';

const storedShape = z.object({ payload: z.record(z.string(), z.unknown()), expiresAt: z.number() });

function nameOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}

async function readStored(file: string): Promise<z.infer<typeof storedShape> | undefined> {
  try {
    return storedShape.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes what has expired, so that the folder does not grow for ever. Run at start. */
export async function clearExpired(root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  for (const model of await readdir(root)) {
    for (const name of await readdir(join(root, model))) {
      const file = join(root, model, name);
      const stored = name.endsWith('.json') ? await readStored(file) : undefined;
      if (stored === undefined || stored.expiresAt <= Date.now()) await rm(file, { force: true });
    }
  }
}

/** One small file for each thing that the provider remembers, so that a restart signs nobody out. */
export class FolderAdapter implements Adapter {
  readonly #directory: string;

  constructor(root: string, model: string) {
    this.#directory = join(root, model);
  }

  #file(id: string): string {
    return join(this.#directory, `${nameOf(id)}.json`);
  }

  async #write(id: string, payload: AdapterPayload, expiresAt: number): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const file = this.#file(id);
    await writeFile(`${file}.new`, JSON.stringify({ payload, expiresAt }), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    await this.#write(id, payload, Date.now() + (expiresIn > 0 ? expiresIn : 3600) * 1000);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const stored = await readStored(this.#file(id));
    return stored === undefined || stored.expiresAt <= Date.now() ? undefined : (stored.payload as AdapterPayload);
  }

  async #findWhere(holds: (payload: AdapterPayload) => boolean): Promise<AdapterPayload | undefined> {
    for (const name of await readdir(this.#directory).catch(() => [])) {
      const stored = name.endsWith('.json') ? await readStored(join(this.#directory, name)) : undefined;
      if (stored !== undefined && stored.expiresAt > Date.now() && holds(stored.payload as AdapterPayload))
        return stored.payload as AdapterPayload;
    }
    return undefined;
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere((payload) => payload.uid === uid);
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const stored = await readStored(this.#file(id));
    if (stored === undefined) return;
    await this.#write(
      id,
      { ...(stored.payload as AdapterPayload), consumed: Math.floor(Date.now() / 1000) },
      stored.expiresAt,
    );
  }

  async destroy(id: string): Promise<void> {
    await rm(this.#file(id), { force: true });
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const name of await readdir(this.#directory).catch(() => [])) {
      const file = join(this.#directory, name);
      const stored = name.endsWith('.json') ? await readStored(file) : undefined;
      if (stored?.payload.grantId === grantId) await rm(file, { force: true });
    }
  }
}
