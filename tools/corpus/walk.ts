import type { Dirent } from 'node:fs';
import { constants } from 'node:fs';
import { access, lstat, readdir } from 'node:fs/promises';

/** A file below a folder. Names are bytes: not every name that a disk has is text. */
export type Found =
  | { path: Buffer; name: string; size: number }
  /** It isn't opened, and this is why. */
  | { path: Buffer; name: string; skipped: string };

const SLASH = Buffer.from('/');

/** Every entry below a folder, in the order of their names, folders opened one at a time. Links are not followed, so that it ends. */
export async function* walk(folder: Buffer): AsyncGenerator<Found> {
  const folders = [folder];
  for (let next = folders.pop(); next; next = folders.pop()) {
    let entries: Dirent<Buffer>[];
    try {
      entries = await readdir(next, { withFileTypes: true, encoding: 'buffer' });
    } catch (error) {
      yield { path: next, name: next.toString(), skipped: `a folder that could not be read: ${code(error)}` };
      continue;
    }
    entries.sort((a, b) => Buffer.compare(a.name, b.name));
    const below: Buffer[] = [];
    for (const entry of entries) {
      const path = Buffer.concat([next, SLASH, entry.name]);
      if (entry.isDirectory()) below.push(path);
      else yield await look(path);
    }
    folders.push(...below.reverse());
  }
}

async function look(path: Buffer): Promise<Found> {
  const name = path.toString();
  try {
    const status = await lstat(path);
    if (status.isSymbolicLink()) return { path, name, skipped: 'a symbolic link' };
    if (!status.isFile()) return { path, name, skipped: 'not a file: a pipe, a socket or a device' };
    await access(path, constants.R_OK);
    return { path, name, size: status.size };
  } catch (error) {
    return { path, name, skipped: `a file that could not be read: ${code(error)}` };
  }
}

const code = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
