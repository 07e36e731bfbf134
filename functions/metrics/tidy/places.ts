import type { Place } from '../model.ts';
import { type Authority, findAuthority, regionName } from '../neighbours/authorities.ts';
import { type NeighbourModel, neighboursOf } from '../neighbours/models.ts';

export const england: Place = { code: 'E92000001', name: 'England', kind: 'england' };
/** Of the two parts of London, for a file that has only the whole. */
const london = 'E12000007';

/** Where the cells stand that say which place a row is of; -1 where there is no such column. */
export interface PlaceColumns {
  level: number;
  countryCode: number;
  countryName: number;
  regionCode: number;
  regionName: number;
  oldCode: number;
  newCode: number;
  name: number;
}

export function placeColumns(header: readonly string[]): PlaceColumns {
  const at = (column: string) => header.indexOf(column);
  return {
    level: at('geographic_level'),
    countryCode: at('country_code'),
    countryName: at('country_name'),
    regionCode: at('region_code'),
    regionName: at('region_name'),
    oldCode: at('old_la_code'),
    newCode: at('new_la_code'),
    name: at('la_name'),
  };
}

/** What a row's place is to the authority: a place that is wanted, one that is not, two in one row, or codes that contradict each other. */
export type RowPlace = { place: Place } | { joint: string } | { contradiction: string } | undefined;

/** The authority, its neighbours by every model, and what else a benchmark is held against. */
export interface Wanted {
  of(cells: readonly string[]): RowPlace;
  /** Authority, neighbours in the order of the newest model, and England: with what the figures call them. */
  places: readonly Place[];
  /** The codes of the region, best first, when the authority's own row says `said`, or nothing. */
  regions(said: string | undefined): string[];
}

/**
 * Rows are told by the three digits where the file has them, for those stay when an ONS code changes; else by ONS code. The authority keeps the code
 * that the council is configured with; a neighbour gets its newest one and its present name, so that its years join.
 */
export function wantedPlaces(authority: string, models: readonly NeighbourModel[], columns: PlaceColumns): Wanted {
  const own = findAuthority(authority);
  const byCode = new Map<string, Place>();
  const ownPlace: Place = { code: authority, name: own?.name ?? authority, kind: 'authority' };
  const neighbours = neighbourPlaces(authority, models);
  for (const { place, known } of [{ place: ownPlace, known: own }, ...neighbours]) {
    for (const code of known ? [known.old, ...known.codes] : [place.code]) byCode.set(code, place);
  }
  const { level, oldCode, newCode, name } = columns;
  const cell = (cells: readonly string[], at: number) => (at < 0 ? '' : (cells[at] ?? '').trim());

  function authorityOf(cells: readonly string[]): RowPlace {
    const [old, code] = [cell(cells, oldCode), cell(cells, newCode)];
    if (old.includes('/') || code.includes('/')) {
      const both = `${old}/${code}`.split('/').map((one) => one.trim());
      return both.some((one) => byCode.has(one)) ? { joint: cell(cells, name) || old || code } : undefined;
    }
    const place = byCode.get(old) ?? byCode.get(code);
    if (!place) return undefined;
    const [first, second] = [findAuthority(old), findAuthority(code)];
    if (first && second && first !== second) {
      return { contradiction: `${old} is ${first.name}, and ${code} is ${second.name}` };
    }
    if (place === ownPlace && !own) ownPlace.name = cell(cells, name) || authority;
    return { place };
  }

  return {
    places: [ownPlace, ...neighbours.map(({ place }) => place), england],
    regions(said) {
      const first = said ?? own?.region;
      return first === undefined ? [] : first.startsWith('E13') ? [first, london] : [first];
    },
    of(cells) {
      switch (cell(cells, level)) {
        case 'Local authority':
          return authorityOf(cells);
        case 'Regional': {
          const code = cell(cells, columns.regionCode);
          return code === ''
            ? undefined
            : { place: { code, name: regionName(code) ?? cell(cells, columns.regionName), kind: 'region' } };
        }
        case 'National': {
          const code = cell(cells, columns.countryCode);
          const isEngland = code === '' ? cell(cells, columns.countryName) === england.name : code === england.code;
          return isEngland ? { place: england } : undefined;
        }
        default:
          return undefined;
      }
    },
  };
}

/** Those of the newest model first, each once, with the years of the models that chose it. */
function neighbourPlaces(
  authority: string,
  models: readonly NeighbourModel[],
): { place: Place; known: Authority | undefined }[] {
  const years = new Map<string, string[]>();
  for (const model of models.toSorted((a, b) => b.year.localeCompare(a.year))) {
    for (const { old } of neighboursOf(model, authority)) years.set(old, [...(years.get(old) ?? []), model.year]);
  }
  return [...years].map(([old, chosen]) => {
    const known = findAuthority(old);
    const [code, name] = [known?.code ?? old, known?.name ?? old];
    return { place: { code, name, kind: 'neighbour', models: chosen.toSorted() }, known };
  });
}
