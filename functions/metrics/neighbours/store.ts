import { Entity, Service } from 'electrodb';
import { auditEntity, chainEntity } from '../../access/audit.ts';
import { boundTo, primaryIndex } from '../../platform/entity.ts';
import type { Parts } from '../../platform/parts.ts';
import { groupsIn, type NeighbourModel, publishedModels } from './models.ts';

const text = { type: 'string', required: true } as const;

const modelEntity = new Entity({
  model: { entity: 'neighbourmodel', version: '1', service: 'evidencepacks' },
  attributes: {
    /** Constant: the DfE has made two in four years. */
    council: { type: 'string', required: true, default: 'all' },
    year: text,
    source: text,
    licence: text,
    /** One line for each authority, as our own data has them: about 8 KB. */
    groups: text,
    savedAt: text,
    savedBy: text,
  },
  indexes: { all: primaryIndex(['council'], ['year']) },
});

export const neighbourRoom = boundTo(
  (at) => new Service({ model: modelEntity, audit: auditEntity, chain: chainEntity }, at),
);

/** A model of statistical neighbours that a data officer imported. */
export interface ImportedModel extends NeighbourModel {
  savedAt: string;
  savedBy: string;
}

/** Oldest year first. */
export async function findModels(parts: Pick<Parts, 'table'>): Promise<ImportedModel[]> {
  const { data } = await neighbourRoom(parts)
    .entities.model.query.all({ council: 'all' })
    .go({ pages: 'all', consistent: true });
  return data.map(({ year, source, licence, groups, savedAt, savedBy }) => ({
    ...{ year, source, licence, savedAt, savedBy },
    groups: groupsIn(groups),
  }));
}

/** Every model, oldest year first: those that ship, and those imported; of one year, the one imported. */
export async function readModels(parts: Pick<Parts, 'table'>): Promise<NeighbourModel[]> {
  const imported = (await findModels(parts)).map(({ savedAt: _at, savedBy: _by, ...model }) => model);
  const byYear = new Map([...publishedModels, ...imported].map((model) => [model.year, model]));
  return [...byYear.values()].toSorted((a, b) => a.year.localeCompare(b.year));
}
