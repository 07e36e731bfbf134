/** A child for the tests of `child-process.ts`: misbehaves as its request says. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { serve } from '../../../functions/documents/serve.ts';

const task = process.argv[2];
const held: Buffer[] = [];

const modes: Record<string, () => unknown> = {
  work() {
    writeFileSync('out.bin', readFileSync('in.bin').reverse());
    return { task, environment: Object.keys(process.env), directory: process.cwd() };
  },
  who() {
    const last = existsSync('left.txt');
    writeFileSync('left.txt', 'of this request');
    return { pid: process.pid, last };
  },
  hold() {
    held.push(Buffer.alloc(40_000_000, 1));
    return { pid: process.pid };
  },
  loop() {
    writeFileSync('looping', '');
    for (;;);
  },
  buffers() {
    const kept: Buffer[] = [];
    for (;;) kept.push(Buffer.alloc(10_000_000, 1));
  },
  crash() {
    throw new Error('a secret name from the file');
  },
  silent() {
    process.exit(0);
  },
};
await serve(async ({ mode }: { mode: string }) => modes[mode]?.());
