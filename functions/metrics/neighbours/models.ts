import { findAuthority } from './authorities.ts';
import { model2021 } from './data/model-2021.ts';
import { model2025 } from './data/model-2025.ts';

/** How like the authority a neighbour is, in the model's own words. */
export const closenesses = ['extremely close', 'very close', 'close', 'somewhat close', 'not close'] as const;
export type Closeness = (typeof closenesses)[number];

export interface Neighbour {
  /** Three digits. */
  old: string;
  closeness: Closeness;
}

/** Which ten authorities are most like each, by the model of one year. */
export interface NeighbourModel {
  /** Of the model: '2025'. */
  year: string;
  source: string;
  licence: string;
  /** By the authority's three digits, closest first. */
  groups: Readonly<Record<string, readonly Neighbour[]>>;
}

const openGovernment = 'Open Government Licence v3.0';

/** The models that ship with the product, oldest first. */
export const publishedModels: readonly NeighbourModel[] = [
  {
    year: '2021',
    source: 'Department for Education, New Statistical Neighbour Groupings, April 2021',
    licence: openGovernment,
    groups: groupsIn(model2021),
  },
  {
    year: '2025',
    source: 'Department for Education, Statistical neighbour groups, May 2025',
    licence: openGovernment,
    groups: groupsIn(model2025),
  },
];

/** Nothing where the model doesn't know the authority: those made since, and those that were no more. */
export function neighboursOf(model: NeighbourModel, authority: string): readonly Neighbour[] {
  return model.groups[findAuthority(authority)?.old ?? authority] ?? [];
}

/** As the files of data beside this one write them: '372: 371e 359e …'. */
export function groupsIn(text: string): NeighbourModel['groups'] {
  const lines = text.trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [old = '', rest = ''] = line.split(': ');
      return [old, rest.split(' ').map(neighbourIn)];
    }),
  );
}

export function groupsAsText(groups: NeighbourModel['groups']): string {
  return Object.entries(groups)
    .map(([own, of]) => `${own}: ${of.map(({ old, closeness }) => `${old}${closeness[0]}`).join(' ')}`)
    .join('\n');
}

function neighbourIn(word: string): Neighbour {
  const closeness = closenesses.find((one) => one[0] === word[3]);
  if (!closeness) throw new Error(`${word} isn't a neighbour: three digits and a letter`);
  return { old: word.slice(0, 3), closeness };
}
