/** The time as the server knows it. Passed in, so that a run can be repeated. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** A clock for repeatable runs: starts at `start` and moves on one second each time it is read. */
export function steppingClock(start: Date): Clock {
  let next = start.getTime();
  return () => {
    const now = new Date(next);
    next += 1000;
    return now;
  };
}
