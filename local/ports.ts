import { randomInt } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const services = ['portal', 'objects', 'identity'] as const;
export type Service = (typeof services)[number];
export type Ports = Record<Service, number>;

const shape = z.object({ portal: z.int(), objects: z.int(), identity: z.int() });
export const host = '127.0.0.1';

/** The port, if it is free right now. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(found));
    });
  });
}

const [lowest, highest] = [20_000, 32_000];
const mostTries = 100;

/**
 * A port that is free right now, below the range from which systems take ports for connections (32768 on Linux): between our
 * looking and our listening, or while a killed run is down, none of those can take it.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const port = await tryPort(randomInt(lowest, highest));
    if (port !== undefined) return port;
  }
  throw new Error('This machine has no free port.');
}

async function remembered(file: string): Promise<Partial<Ports>> {
  try {
    return shape.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file} is damaged. Remove it and start again: new ports will be chosen.`, { cause: error });
  }
}

/**
 * Ports of the embedded run, kept in the data folder: the identity provider's address is in its tokens, and must not
 * change at every start. A wanted portal port that is taken is an error, not a silent change.
 */
export async function choosePorts(dataDir: string, wantedPortal: number): Promise<Ports> {
  const file = join(dataDir, 'ports.json');
  const kept = await remembered(file);
  const ports: Ports = { portal: 0, objects: 0, identity: 0 };
  if (wantedPortal > 0) {
    const portal = await tryPort(wantedPortal);
    if (portal === undefined)
      throw new Error(`Port ${wantedPortal} is taken. Stop what uses it, or set PORT to another.`);
    ports.portal = portal;
  }
  for (const service of services) {
    while (ports[service] === 0) {
      const before = kept[service];
      const port = (before === undefined ? undefined : await tryPort(before)) ?? (await freePort());
      delete kept[service];
      if (!Object.values(ports).includes(port)) ports[service] = port;
    }
  }
  await writeFile(`${file}.new`, JSON.stringify(ports));
  await rename(`${file}.new`, file);
  return ports;
}
