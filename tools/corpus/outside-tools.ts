import { execFile } from 'node:child_process';

/** Programs of others that are on this machine may count pages and check syntax. They read hostile files too: bounded in time and memory. */
const LONGEST_MS = 30_000;
const MOST_KILOBYTES = 3_000_000;

interface Said {
  code: number | undefined;
  text: string;
}

/** What a program said, a character a byte; the code is missing when it was stopped, 127 when it isn't here. */
export function runOutside(name: string, args: readonly string[]): Promise<Said> {
  const script = `ulimit -c 0; ulimit -v ${MOST_KILOBYTES}; exec "$@"`;
  const options = {
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL' as const,
    maxBuffer: 4_000_000,
    encoding: 'latin1' as const,
  };
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', script, 'tool', name, ...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
      resolve({ code, text: `${stdout}\n${stderr}` });
    });
  });
}

const COUNTERS: Readonly<Record<string, { args: readonly string[]; count: RegExp }>> = {
  qpdf: { args: ['--show-npages'], count: /^(\d+)\s*$/mu },
  mutool: { args: ['info'], count: /^Pages: (\d+)/mu },
  pdfinfo: { args: [], count: /^Pages: +(\d+)/mu },
};

/** How many pages each reader finds that is here and can read the file. */
export async function countPagesOutside(path: string): Promise<Record<string, number>> {
  const counts = await Promise.all(
    Object.entries(COUNTERS).map(async ([name, { args, count }]) => {
      const found = count.exec((await runOutside(name, [...args, path])).text)?.[1];
      return [name, found === undefined ? undefined : Number(found)] as const;
    }),
  );
  return Object.fromEntries(counts.filter((entry): entry is readonly [string, number] => (entry[1] ?? 0) > 0));
}

export interface Complaint {
  words: string;
  /** It took too long, or too much memory: then it has found nothing. */
  stopped: boolean;
}

/** What `qpdf --check` has to say of a file; nothing when it is clean, or qpdf isn't here. */
export async function complaintsOfQpdf(path: string): Promise<Complaint | undefined> {
  const { code, text } = await runOutside('qpdf', ['--check', path]);
  // 127: the shell didn't find it.
  if (code === 0 || code === 127) return undefined;
  if (code === undefined) return { words: 'qpdf was stopped: it needed too long', stopped: true };
  const complaint = text.split('\n').find((line) => /warn|error/iu.test(line)) ?? text.trim().split('\n').at(-1);
  return { words: (complaint ?? `exit code ${code}`).replaceAll(path, 'FILE').slice(0, 300), stopped: false };
}
