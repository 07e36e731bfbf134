/** '1st', '2nd', '44th', '111th' of a whole number as a decimal string or a number. */
export function ordinal(rank: string | number): string {
  const text = String(rank);
  const [tens, last] = [text.at(-2) ?? '', Number(text.at(-1))];
  const ending = tens === '1' ? 'th' : (['th', 'st', 'nd', 'rd'][last] ?? 'th');
  return `${text}${ending}`;
}
