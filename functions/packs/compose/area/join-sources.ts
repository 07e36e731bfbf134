const divider = '. Figures: ';

/** The sources of several tables in one line: before and after 'Figures:' each is a list, and nothing of it is said twice. */
export function joinSources(sources: readonly string[]): string {
  const halves = sources.map((source) => source.split(divider));
  const listed = (half: number) => [...new Set(halves.flatMap((parts) => parts[half]?.split('; ') ?? []))].join('; ');
  return [listed(0), listed(1)].filter((list) => list !== '').join(divider);
}
