import type { Place, ReleaseDetails } from '../../metrics/model.ts';

/** The years of the models by which neighbours were taken: those that the file's places name, else the one that was said. None without neighbours. */
export function modelsOfPlaces(
  places: readonly Place[],
  { neighbourModelYear }: Pick<ReleaseDetails, 'neighbourModelYear'>,
): string[] {
  const neighbours = places.filter(({ kind }) => kind === 'neighbour');
  return [...new Set(neighbours.flatMap(({ models }) => models ?? [neighbourModelYear]))].toSorted();
}
