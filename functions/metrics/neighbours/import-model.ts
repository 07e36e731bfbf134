import { z } from 'zod';
import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { groupsAsText, type NeighbourModel, publishedModels } from './models.ts';
import { readNeighbours } from './read-neighbours.ts';
import { findModels, type ImportedModel, neighbourRoom } from './store.ts';

/** What is said of a file of neighbours: the year isn't in it. */
export const modelBody = z.strictObject({
  year: z.string().regex(/^20\d{2}$/, 'must be a year, such as 2027'),
  source: z.string().trim().min(1).max(300),
});
export type ModelBody = z.output<typeof modelBody>;

export interface Models {
  imported: ImportedModel[];
  published: readonly NeighbourModel[];
}

/** The models of statistical neighbours: those that ship, and those imported. */
export async function listModels(
  parts: Pick<Parts, 'table' | 'wallClock'>,
  actor: Actor,
): Promise<Outcome<Models, 'not-found'>> {
  if (decide(actor, 'figures.read', {}, parts.wallClock()) !== 'allowed') return noSuchPage();
  return success({ imported: await findModels(parts), published: publishedModels });
}

/**
 * Takes a model of statistical neighbours from the DfE's file of it. Another import of the same year takes its place. Figures that stand keep the
 * neighbours that they were imported with: published files are imported again to have the new ones.
 */
export async function importModel(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
  said: ModelBody,
  file: { name: string; bytes: Uint8Array },
): Promise<Outcome<ImportedModel, 'not-found' | 'refused'>> {
  if (decide(actor, 'figures.import', {}, parts.wallClock()) !== 'allowed') return noSuchPage();
  const { name, bytes } = file;
  const source = {
    name,
    size: bytes.length,
    async *stream() {
      yield bytes;
    },
  };
  const read = await readNeighbours(source, { ...said, licence: 'Open Government Licence v3.0' });
  if (!read.ok) return failure('refused', read.message, read.details);
  const saved = { savedAt: parts.clock().toISOString(), savedBy: actor.name };
  const { year, licence, groups } = read.value;
  const item = { year, source: said.source, licence, groups: groupsAsText(groups), ...saved };
  const count = Object.keys(groups).length;
  const sentence = `imported the statistical neighbours of ${count} authorities, model of ${year}, from “${name}”`;
  await writeAudited(parts, { scope: 'council', actor, sentence, about: `neighbours-${year}` }, (entry) =>
    neighbourRoom(parts)
      .transaction.write((own) => [
        own.model.put(item).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  return success({ ...read.value, ...saved });
}

const noSuchPage = () => failure('not-found', 'There is no such page.');
