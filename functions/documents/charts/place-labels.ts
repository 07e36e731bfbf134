/**
 * Centres for labels of the given heights, as near as they may be to where they are wanted, none over another, in their own order
 * from top to bottom. If they don't all fit between `top` and `bottom` they run past the bottom rather than overlap.
 */
export function placeLabels(
  wanted: readonly { centre: number; height: number }[],
  top: number,
  bottom: number,
): number[] {
  const order = wanted
    .map((label, index) => ({ ...label, index }))
    .toSorted((a, b) => a.centre - b.centre || a.index - b.index);
  let floor = top;
  for (const label of order) {
    label.centre = Math.max(label.centre, floor + label.height / 2);
    floor = label.centre + label.height / 2;
  }
  let ceiling = bottom;
  for (const label of order.toReversed()) {
    const highest = ceiling - label.height / 2;
    if (label.centre > highest) label.centre = highest;
    ceiling = label.centre - label.height / 2;
  }
  let last = top;
  for (const label of order) {
    label.centre = Math.max(label.centre, last + label.height / 2);
    last = label.centre + label.height / 2;
  }
  const places: number[] = Array.from({ length: wanted.length }, () => top);
  for (const label of order) places[label.index] = label.centre;
  return places;
}
