import { readdir } from 'node:fs/promises';

/** `npm run bench -- NAME` runs `bench/NAME.ts`, which prints one JSON line for each figure. */
export interface Bench {
  run(print: (figure: Record<string, unknown>) => void): Promise<void>;
}

const names = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length));
const [name = ''] = process.argv.slice(2);

if (names.includes(name)) {
  const bench = (await import(`./${name}.ts`)) as Bench;
  await bench.run((figure) => console.log(JSON.stringify({ bench: name, ...figure })));
} else {
  console.error(`Say what is measured: npm run bench -- NAME. There is: ${names.join(', ')}.`);
  process.exitCode = 1;
}
