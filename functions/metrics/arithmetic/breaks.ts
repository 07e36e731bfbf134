/** A break in series: from `date` on, figures can't be compared with what came before, and `note` says why. */
export interface Break {
  /** ISO date: the first of the new series. */
  date: string;
  note: string;
}

/** The break that lies between two dates, the last of them if there are several. There is no change of figures across one. */
export function breakBetween(breaks: readonly Break[], before: string, now: string): Break | undefined {
  return breaks
    .filter(({ date }) => before < date && date <= now)
    .toSorted(byDate)
    .at(-1);
}

const byDate = (one: Break, other: Break) => one.date.localeCompare(other.date);

/** Dates, earliest first, divided where a break lies between two of them: within one piece any two can be compared. */
export function segments<T>(points: readonly T[], breaks: readonly Break[], dateOf: (point: T) => string): T[][] {
  const pieces: T[][] = [];
  let last: string | undefined;
  for (const point of points) {
    const date = dateOf(point);
    const piece = pieces.at(-1);
    if (piece && last !== undefined && !breakBetween(breaks, last, date)) piece.push(point);
    else pieces.push([point]);
    last = date;
  }
  return pieces;
}
