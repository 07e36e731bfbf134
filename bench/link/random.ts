/** Pseudo-random numbers from a seed (mulberry32): the same files on every machine. */
export interface Random {
  /** From 0 up to but not including `below`, whole. */
  whole(below: number): number;
  bytes(count: number): Uint8Array;
  pick<T>(list: readonly T[]): T;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const whole = (below: number): number => next() % below;
  return {
    whole,
    bytes: (count) => new Uint8Array(Uint32Array.from({ length: Math.ceil(count / 4) }, next).buffer, 0, count),
    pick: (list) => {
      const found = list[whole(list.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
  };
}
