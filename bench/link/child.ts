import { readFileSync } from 'node:fs';
import type { Task } from './model.ts';
import { tasks } from './tasks.ts';

/**
 * A process of its own for one task, given on standard input: prints its time and that of its processors, without that of starting, and
 * the highest memory of the whole process.
 */
const task = JSON.parse(readFileSync(0, 'utf8')) as Task;
const work = await tasks[task.name]();
const used = process.cpuUsage();
const start = performance.now();
const told = await work(task);
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(used);
// Not ru_maxrss: that starts from what the parent held when it made this process.
const peakKb = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0);
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb: peakKb / 1024, ...(await told()) }));
