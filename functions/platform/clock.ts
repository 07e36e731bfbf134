/** The time as the server knows it. Passed in, so that a run can be repeated. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** A clock that stands still: the same inputs then make the same pack. */
export function fixedClock(at: Date): Clock {
  return () => new Date(at);
}

/** `seconds` after what the clock says, in ISO 8601. */
export function secondsFrom(clock: Clock, seconds: number): string {
  return new Date(clock().getTime() + seconds * 1000).toISOString();
}
