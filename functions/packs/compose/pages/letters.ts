/** A to Z, then AA, AB … */
export function letterAt(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : `${letterAt(Math.floor(place / 26) - 1)}${last}`;
}
