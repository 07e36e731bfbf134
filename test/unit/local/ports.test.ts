import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { choosePorts, freePort, host } from '../../../local/ports.ts';
import { temporaryFolder } from './support.ts';

async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return server;
}

test('ports are different, and are kept', async () => {
  const folder = await temporaryFolder();
  const ports = await choosePorts(folder, 0);
  expect(new Set(Object.values(ports)).size).toBe(3);
  expect(await choosePorts(folder, 0)).toEqual(ports);
});

test('a kept port that is taken is replaced, the others stay', async () => {
  const folder = await temporaryFolder();
  const ports = await choosePorts(folder, 0);
  await occupy(ports.objects);
  const after = await choosePorts(folder, 0);
  expect(after.objects).not.toBe(ports.objects);
  expect([after.portal, after.identity]).toEqual([ports.portal, ports.identity]);
});

test('a wanted port that is taken is an error that says what to do', async () => {
  const folder = await temporaryFolder();
  const port = await freePort();
  await occupy(port);
  await expect(choosePorts(folder, port)).rejects.toThrow(
    `Port ${port} is taken. Stop what uses it, or set PORT to another.`,
  );
});

test('a damaged file is named', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'ports.json'), '{"portal":');
  await expect(choosePorts(folder, 0)).rejects.toThrow(/ports\.json is damaged/);
});
