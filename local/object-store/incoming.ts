import { createHash, randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes that are safely on disk under a temporary name. */
export interface Written {
  path: string;
  size: number;
  md5: string;
}

/** Streams bytes into a new file of a directory and syncs it. On any failure the file is gone again. */
export async function receive(directory: string, source: AsyncIterable<Uint8Array>): Promise<Written> {
  const path = join(directory, randomBytes(16).toString('hex'));
  const md5 = createHash('md5');
  let size = 0;
  const handle = await open(path, 'wx');
  try {
    // Not a pipeline into a write stream of the handle: that never ended when the handle stays open.
    for await (const bytes of source) {
      md5.update(bytes);
      size += bytes.length;
      await handle.writeFile(bytes);
    }
    await handle.sync();
    await handle.close();
  } catch (error) {
    await handle.close();
    await rm(path, { force: true });
    throw error;
  }
  return { path, size, md5: md5.digest('hex') };
}

/** A rename survives a power cut only when its directory was synced. */
export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync();
  await handle.close();
}
