import { type GuardedChild, startGuardedChild } from './guarded-child.ts';

/** So many wait at most for each kind: who needs more at once pays for their start. */
const mostWaiting = 1;

export interface ChildPool {
  /** A waiting child of this kind, or one that starts now (`fresh`). */
  take(task: string, memoryMb: number): { child: GuardedChild; fresh: boolean };
  /** Lets a child wait for the next request of its kind, or ends it when one waits already. */
  keep(task: string, memoryMb: number, child: GuardedChild): Promise<void>;
  /** Starts a child ahead of the next request, unless one waits. */
  prepare(task: string, memoryMb: number): Promise<void>;
}

/** Children that have been started and wait, `longestWait` ms at most. None keeps this process alive, and none outlives it. */
export function createChildPool(entry: string, longestWait = 30_000): ChildPool {
  const waiting = new Map<string, Map<GuardedChild, NodeJS.Timeout>>();
  const kind = (task: string, memoryMb: number) => {
    const key = `${task} ${memoryMb}`;
    const children = waiting.get(key) ?? new Map<GuardedChild, NodeJS.Timeout>();
    waiting.set(key, children);
    return children;
  };
  const start = (task: string, memoryMb: number) => startGuardedChild(entry, task, memoryMb);
  const pool: ChildPool = {
    take(task, memoryMb) {
      const children = kind(task, memoryMb);
      const [first] = children;
      if (!first) return { child: start(task, memoryMb), fresh: true };
      const [child, timer] = first;
      clearTimeout(timer);
      children.delete(child);
      return { child, fresh: false };
    },
    async keep(task, memoryMb, child) {
      const children = kind(task, memoryMb);
      if (children.size >= mostWaiting) return child.end();
      const drop = () => {
        clearTimeout(children.get(child));
        children.delete(child);
        return child.end();
      };
      children.set(child, setTimeout(() => void drop(), longestWait).unref());
      child.rest(() => void drop());
    },
    async prepare(task, memoryMb) {
      if (kind(task, memoryMb).size < mostWaiting) await pool.keep(task, memoryMb, start(task, memoryMb));
    },
  };
  return pool;
}
