/** A child for the tests of `child-process.ts`: misbehaves as its request says. */
import { readFileSync, writeFileSync } from 'node:fs';

const [, , task = '', requestFile = '', resultFile = ''] = process.argv;
const request: { mode: string } = JSON.parse(readFileSync(requestFile, 'utf8'));

const modes: Record<string, () => void> = {
  work() {
    writeFileSync('out.bin', readFileSync('in.bin').reverse());
    writeFileSync(
      resultFile,
      JSON.stringify({ task, environment: Object.keys(process.env), directory: process.cwd() }),
    );
  },
  loop() {
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
modes[request.mode]?.();
