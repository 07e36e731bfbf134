import { createHash } from 'node:crypto';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Holds a data folder for this process alone. */
export interface DataFolder {
  path: string;
  release: () => Promise<void>;
}

function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server.unref()));
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * Two runs on one folder would each overwrite the other's data. The lock is a listening socket, because the system frees
 * it however the process ends; a lock file would outlive a SIGKILL. On Linux the socket has no file at all.
 */
export async function holdDataFolder(dataDir: string): Promise<DataFolder> {
  await mkdir(dataDir, { recursive: true });
  const path = await realpath(dataDir);
  const name = `evidence-packs-${createHash('sha256').update(path).digest('hex').slice(0, 24)}`;
  const abstract = process.platform === 'linux';
  const address = abstract ? `\0${name}` : join(tmpdir(), `${name}.sock`);
  let server = await listen(address);
  if (server === undefined && !abstract && !(await answers(address))) {
    await rm(address, { force: true });
    server = await listen(address);
  }
  if (server === undefined) {
    throw new Error(
      `The data folder ${dataDir} is in use by another run. Stop that one, or set DATA_DIR to another folder.`,
    );
  }
  const held = server;
  return { path, release: () => new Promise((resolve) => held.close(() => resolve())) };
}
