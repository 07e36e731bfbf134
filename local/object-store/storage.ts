import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { faults } from './fault.ts';
import { receive, syncDirectory, type Written } from './incoming.ts';
import { type Amendment, isRetained, type NewVersion, type Version, versionIds, versionShape } from './version.ts';

/**
 * Objects on disk. A version is two files named by the digest of its key: the bytes, and a small JSON file. The bytes are
 * synced and renamed first; renaming the JSON is the moment at which the version exists. So a process killed at any
 * moment leaves a version whole or not there, and what it left half done is cleared at the next start.
 */
export class Storage {
  readonly #root: string;
  readonly #versions = new Map<string, Map<string, Version[]>>();
  readonly #turns = new Map<string, Promise<unknown>>();
  #nextVersion: () => string = versionIds('');
  readonly #versioned: (bucket: string) => boolean;

  private constructor(root: string, buckets: readonly string[], versioned: (bucket: string) => boolean) {
    this.#root = root;
    this.#versioned = versioned;
    for (const bucket of buckets) this.#versions.set(bucket, new Map());
  }

  static async open(
    root: string,
    buckets: readonly string[],
    versioned: (bucket: string) => boolean = () => true,
  ): Promise<Storage> {
    const storage = new Storage(root, buckets, versioned);
    await rm(join(root, 'incoming'), { recursive: true, force: true });
    await mkdir(join(root, 'incoming'), { recursive: true });
    await mkdir(join(root, 'parts'), { recursive: true });
    let newest = '';
    for (const bucket of buckets) {
      const latest = await storage.#load(bucket);
      if (latest > newest) newest = latest;
    }
    storage.#nextVersion = versionIds(newest);
    return storage;
  }

  async #load(bucket: string): Promise<string> {
    await mkdir(join(this.#root, 'buckets', bucket), { recursive: true });
    let newest = '';
    for (const name of await readdir(join(this.#root, 'buckets', bucket))) {
      const directory = join(this.#root, 'buckets', bucket, name);
      const files = new Set(await readdir(directory));
      for (const file of files) {
        if (file.endsWith('.data') && !files.has(file.replace('.data', '.json'))) await rm(join(directory, file));
        if (!file.endsWith('.json')) continue;
        const version = versionShape.parse(JSON.parse(await readFile(join(directory, file), 'utf8')));
        this.#remember(version);
        if (version.versionId > newest) newest = version.versionId;
      }
    }
    return newest;
  }

  #remember(version: Version): void {
    const keys = this.#bucket(version.bucket);
    const others = (keys.get(version.key) ?? []).filter((other) => other.versionId !== version.versionId);
    const versions = [...others, version].sort((a, b) => (a.versionId < b.versionId ? -1 : 1));
    keys.set(version.key, versions);
  }

  #bucket(bucket: string): Map<string, Version[]> {
    const keys = this.#versions.get(bucket);
    if (keys === undefined) throw faults.noBucket();
    return keys;
  }

  #directory(bucket: string, key: string): string {
    return join(this.#root, 'buckets', bucket, createHash('sha256').update(key, 'utf8').digest('hex'));
  }

  /** One writer at a time for each key, so that "only if absent" means it. */
  async #inTurn<T>(bucket: string, key: string, work: () => Promise<T>): Promise<T> {
    const name = `${bucket}/${key}`;
    const before = this.#turns.get(name) ?? Promise.resolve();
    const turn = before.then(work, work);
    const settled = turn.catch(() => undefined);
    this.#turns.set(name, settled);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(name) === settled) this.#turns.delete(name);
    }
  }

  get root(): string {
    return this.#root;
  }

  isVersioned(bucket: string): boolean {
    return this.#versioned(bucket);
  }

  checkBucket(bucket: string): void {
    this.#bucket(bucket);
  }

  /** Streams bytes into a temporary file. */
  receive(source: AsyncIterable<Uint8Array>): Promise<Written> {
    return receive(join(this.#root, 'incoming'), source);
  }

  async discard(written: Written): Promise<void> {
    await rm(written.path, { force: true });
  }

  /** Makes received bytes the newest version of a key. */
  commit(bucket: string, key: string, written: Written, options: NewVersion): Promise<Version> {
    return this.#inTurn(bucket, key, async () => {
      const before = this.find(bucket, key);
      if (options.onlyIfAbsent && before !== undefined) {
        await this.discard(written);
        throw faults.precondition();
      }
      const version: Version = {
        bucket,
        key,
        versionId: this.#nextVersion(),
        deleted: false,
        size: written.size,
        etag: options.etag,
        contentType: options.contentType,
        metadata: options.metadata,
        modified: new Date().toISOString(),
        ...(options.retainUntil === undefined ? {} : { retainUntil: options.retainUntil }),
      };
      const directory = this.#directory(bucket, key);
      await mkdir(directory, { recursive: true });
      await rename(written.path, join(directory, `${version.versionId}.data`));
      await this.#publish(directory, version);
      if (!this.#versioned(bucket) && before !== undefined) await this.#erase(before);
      return version;
    });
  }

  async #publish(directory: string, version: Version): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(version));
    const { path } = await this.receive(Readable.from([bytes]));
    await rename(path, join(directory, `${version.versionId}.json`));
    await syncDirectory(directory);
    await syncDirectory(join(directory, '..'));
    this.#remember(version);
  }

  /** Writes the JSON of a version anew; a killed process leaves the old or the new. */
  amend(version: Version, change: (now: Version) => Amendment): Promise<Version> {
    return this.#inTurn(version.bucket, version.key, async () => {
      const now = this.find(version.bucket, version.key, version.versionId);
      if (now === undefined) throw faults.noVersion();
      const amended = { ...now, ...change(now) };
      await this.#publish(this.#directory(version.bucket, version.key), amended);
      return amended;
    });
  }

  /** The JSON goes first: without it the bytes do not exist. */
  async #erase(version: Version): Promise<void> {
    const keys = this.#bucket(version.bucket);
    const left = (keys.get(version.key) ?? []).filter((other) => other.versionId !== version.versionId);
    if (left.length === 0) keys.delete(version.key);
    else keys.set(version.key, left);
    const directory = this.#directory(version.bucket, version.key);
    await rm(join(directory, `${version.versionId}.json`), { force: true });
    await rm(join(directory, `${version.versionId}.data`), { force: true });
    await rm(join(directory, `${version.versionId}.told`), { force: true });
  }

  /** The newest version, or the one asked for; never a deletion. */
  find(bucket: string, key: string, versionId?: string): Version | undefined {
    const versions = this.#bucket(bucket).get(key) ?? [];
    const version = versionId === undefined ? versions.at(-1) : versions.find((one) => one.versionId === versionId);
    return version?.deleted ? undefined : version;
  }

  /** Bytes `start` to `end`, both included. */
  read(version: Version, start: number, end: number): Readable {
    return createReadStream(join(this.#directory(version.bucket, version.key), `${version.versionId}.data`), {
      start,
      end,
    });
  }

  /** Without a version, a versioned bucket keeps all and marks the key as deleted. `bypass` removes what is retained. */
  remove(bucket: string, key: string, versionId?: string, bypass = false): Promise<Version | undefined> {
    return this.#inTurn(bucket, key, async () => {
      const versions = this.#bucket(bucket).get(key) ?? [];
      if (versionId !== undefined || !this.#versioned(bucket)) {
        const target = versionId === undefined ? versions.at(-1) : versions.find((one) => one.versionId === versionId);
        if (target !== undefined && isRetained(target) && !bypass) throw faults.locked();
        if (target !== undefined) await this.#erase(target);
        return target;
      }
      const marker: Version = {
        bucket,
        key,
        versionId: this.#nextVersion(),
        deleted: true,
        size: 0,
        etag: '',
        contentType: '',
        metadata: {},
        modified: new Date().toISOString(),
      };
      const directory = this.#directory(bucket, key);
      await mkdir(directory, { recursive: true });
      await this.#publish(directory, marker);
      return marker;
    });
  }

  /** The newest versions of keys with a prefix, in the order of S3: by the bytes of the key. */
  list(bucket: string, prefix: string): Version[] {
    return [...this.#bucket(bucket).keys()]
      .filter((key) => key.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .flatMap((key) => this.find(bucket, key) ?? []);
  }

  /** Versions whose event nobody has acknowledged yet, oldest first. */
  async untold(bucket: string): Promise<Version[]> {
    const found: Version[] = [];
    for (const version of [...this.#bucket(bucket).values()].flat()) {
      if (version.deleted) continue;
      const files = await readdir(this.#directory(bucket, version.key));
      if (!files.includes(`${version.versionId}.told`)) found.push(version);
    }
    return found.sort((a, b) => (a.versionId < b.versionId ? -1 : 1));
  }

  async told(version: Version): Promise<void> {
    const handle = await open(join(this.#directory(version.bucket, version.key), `${version.versionId}.told`), 'a');
    await handle.sync();
    await handle.close();
  }
}
