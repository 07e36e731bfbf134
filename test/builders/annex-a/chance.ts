import type { When } from './answers.ts';

/** Chance that is the same every time. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  is(likelihood: number): boolean {
    return this.next() < likelihood;
  }

  of<T>(all: readonly T[]): T {
    return all[this.between(0, all.length - 1)] as T;
  }
}

/** Days back from the as-at date, away from the edges: six months are 181 to 184 days, twelve 365 or 366. */
const spans: Readonly<Record<When, readonly [number, number]>> = {
  six: [1, 170],
  twelve: [190, 355],
  older: [375, 700],
};

export const daysBack = (chance: Chance, when: When) => chance.between(...spans[when]);

/** When that was. Throws for a number of days near an edge: nothing may hang on it. */
export function whenOf(days: number): When {
  const found = (Object.keys(spans) as When[]).find(
    (when) =>
      days >= (when === 'six' ? 0 : spans[when][0]) &&
      days <= (when === 'older' ? Number.POSITIVE_INFINITY : spans[when][1]),
  );
  if (!found) throw new Error(`${days} days back is too near an edge.`);
  return found;
}

/** A number of days between two that is near no edge. Throws if all are. */
export function awayFromEdges(chance: Chance, least: number, most: number): number {
  const all = Array.from({ length: most - least + 1 }, (_, at) => least + at);
  const safe = all.filter((days) => !((days > 170 && days < 190) || (days > 355 && days < 375)));
  if (safe.length === 0) throw new Error(`All of ${least} to ${most} days back are too near an edge.`);
  return chance.of(safe);
}

export function before(date: string, days: number): string {
  return new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);
}
