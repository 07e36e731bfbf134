import { readFile } from 'node:fs/promises';
import type { Content } from './content.ts';

/** What one build took. */
export interface Run {
  ms: number;
  /** Of processors, by all its processes: what a machine that others use says most truly. */
  cpuMs: number;
  pages: number;
  peakMb: number;
  fileBytes: number;
  tagged: boolean;
}

export interface Engine {
  name: string;
  /** Sets two editions: the first from the start of a process to the finished bytes, the second in that process. */
  measure(editions: readonly [Content, Content]): Promise<[cold: Run, warm: Run]>;
}

const sampleMs = 50;
const kilobytesInMb = 1024;

/** The highest resident memory of a process so far, in MB (proc(5), `/proc/PID/status`, VmHWM), or 0 when it has gone. */
export async function peakOf(pid: number): Promise<number> {
  return lineOf(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''), 'VmHWM');
}

export async function residentOf(pid: number): Promise<number> {
  return lineOf(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''), 'VmRSS');
}

/** Time of processors that a process has had, in ms (proc(5), `/proc/PID/stat`: utime and stime, in hundredths of a second). */
export async function cpuOf(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).replace(/^.*\) /s, '').split(' ');
  return 10 * (Number(fields[11] ?? 0) + Number(fields[12] ?? 0));
}

function lineOf(status: string, key: string): number {
  return Math.ceil(Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / kilobytesInMb);
}

/** Of a file whose objects are not compressed, as all these engines write them: the largest `/Count` of a node of its page tree. */
export function pagesOf(pdf: Uint8Array): number {
  const objects = Buffer.from(pdf).toString('latin1').split('endobj');
  const nodes = objects.filter((object) => /\/Type\s*\/Pages\b/.test(object));
  return Math.max(0, ...nodes.map((node) => Number(/\/Count\s+(\d+)/.exec(node)?.[1] ?? 0)));
}

export function runOf(pdf: Uint8Array, ms: number, cpuMs: number, peakMb: number): Run {
  return {
    ms,
    cpuMs,
    pages: pagesOf(pdf),
    peakMb,
    fileBytes: pdf.length,
    tagged: Buffer.from(pdf).includes('/StructTreeRoot'),
  };
}

/** Processes under this one whose command line holds the text. Each of ours starts its own from its first thread. */
export async function descendants(text: string): Promise<number[]> {
  const found: number[] = [];
  const open = [process.pid];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    for (const child of children.split(' ').filter(Boolean).map(Number)) {
      open.push(child);
      if ((await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '')).includes(text)) found.push(child);
    }
  }
  return found;
}

/** The peaks of all processes whose command line holds the text, in MB, and what they have worked, looked at every 50 ms while `work` runs. */
export async function watchingPeaks<T>(
  text: string,
  work: () => Promise<T>,
  ignored: readonly number[] = [],
): Promise<{ value: T; peaks: number[]; cpuMs: number }> {
  const peaks = new Map<number, number>();
  const worked = new Map<number, number>();
  const before = new Map<number, number>();
  for (const pid of await descendants(text)) before.set(pid, await cpuOf(pid));
  const sample = async () => {
    const pids = (await descendants(text)).filter((pid) => !ignored.includes(pid));
    for (const pid of pids) {
      peaks.set(pid, Math.max(peaks.get(pid) ?? 0, await peakOf(pid)));
      worked.set(pid, Math.max(worked.get(pid) ?? 0, (await cpuOf(pid)) - (before.get(pid) ?? 0)));
    }
  };
  let last = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(sample);
  }, sampleMs);
  try {
    const value = await work();
    await last.then(sample);
    return { value, peaks: [...peaks.values()], cpuMs: [...worked.values()].reduce((sum, ms) => sum + ms, 0) };
  } finally {
    clearInterval(timer);
  }
}

export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await work();
  return { value, ms: performance.now() - start };
}
