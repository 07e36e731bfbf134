import { readFile } from 'node:fs/promises';

/** Of the kernel's clock, on every Linux that Node runs on (`getconf CLK_TCK`). */
const ticksPerSecond = 100;

/** Seconds of processor time that a process and its threads have used (proc(5), `/proc/PID/stat`, utime and stime). */
async function used(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** How many processors each process kept busy while `work` ran: 1 is all that one thread can have. */
export async function whileWatching<T, Name extends string>(
  pids: Record<Name, number>,
  work: () => Promise<T>,
): Promise<{ value: T; busy: Record<Name, number> }> {
  const names = Object.keys(pids) as Name[];
  const before = await Promise.all(names.map((name) => used(pids[name])));
  const start = performance.now();
  const value = await work();
  const seconds = (performance.now() - start) / 1000;
  const busy = {} as Record<Name, number>;
  for (const [index, name] of names.entries())
    busy[name] = Number((((await used(pids[name])) - (before[index] ?? 0)) / seconds).toFixed(2));
  return { value, busy };
}
