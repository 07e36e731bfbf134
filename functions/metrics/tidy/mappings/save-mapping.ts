import { headOf, writeAudited } from '../../../access/audit.ts';
import { decide } from '../../../access/authorisation.ts';
import type { Actor } from '../../../access/model.ts';
import { failure, type Outcome, type Problem, success } from '../../../platform/outcome.ts';
import type { Parts } from '../../../platform/parts.ts';
import { readCatalogue } from '../../catalogue/read-catalogue.ts';
import { type Mapping, type MappingBody, mappingProblems, neededColumns } from './model.ts';
import { findMappings, mappingRoom, type SavedMapping } from './store.ts';

type MappingParts = Pick<Parts, 'table' | 'clock' | 'wallClock' | 'ids'>;
type Asked = Pick<Parts, 'table' | 'wallClock'>;

/** The mappings that officers made, the newest first. */
export async function listMappings(parts: Asked, actor: Actor): Promise<Outcome<SavedMapping[], 'not-found'>> {
  if (decide(actor, 'figures.read', {}, parts.wallClock()) !== 'allowed') return noSuchPage();
  return success(await findMappings(parts));
}

/**
 * Keeps what the columns of a tidy file are, under a name, so that the next file with these columns is known by them. `invalid` names the column, or
 * `name` where another mapping has it.
 */
export async function saveMapping(
  parts: MappingParts,
  actor: Actor,
  body: MappingBody,
): Promise<Outcome<SavedMapping, 'not-found' | 'invalid'>> {
  if (!mayWrite(parts, actor)) return noSuchPage();
  const mapping: Mapping = { ...body, id: `own-${parts.ids().toLowerCase()}` };
  const others = await findMappings(parts);
  const problems: Problem[] = mappingProblems(mapping, await readCatalogue(parts)).map(({ column, message }) => ({
    where: column,
    message,
  }));
  if (others.some((one) => one.mapping.name.toLowerCase() === body.name.toLowerCase())) {
    problems.push({
      where: 'name',
      message: 'There is a mapping of this name already. Give it another, or remove that one first.',
    });
  }
  const same = others.find((one) => columnsOf(one.mapping) === columnsOf(mapping));
  if (same) {
    const message = `The mapping “${same.mapping.name}” is of the same columns. Remove it first, so that a file is known by one of them.`;
    problems.push({ where: 'name', message });
  }
  if (problems.length > 0) {
    return failure('invalid', 'Some of what was sent is missing or not right. Nothing was saved.', problems);
  }
  const saved = { savedAt: parts.clock().toISOString(), savedBy: actor.name };
  const sentence = `said which indicators the columns of “${mapping.name}” are`;
  await writeAudited(parts, { scope: 'council', actor, sentence, about: mapping.id }, (entry) =>
    mappingRoom(parts)
      .transaction.write((own) => [
        own.mapping.create({ mappingId: mapping.id, mapping: JSON.stringify(mapping), ...saved }).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  return success({ mapping, ...saved });
}

/** Takes a mapping away. What was imported by it stays. */
export async function removeMapping(
  parts: MappingParts,
  actor: Actor,
  mappingId: string,
): Promise<Outcome<Mapping, 'not-found'>> {
  const found = mayWrite(parts, actor) ? await findMappings(parts) : [];
  const mapping = found.find((one) => one.mapping.id === mappingId)?.mapping;
  if (!mapping) return noSuchPage();
  const sentence = `removed the mapping “${mapping.name}” of a file’s columns`;
  await writeAudited(parts, { scope: 'council', actor, sentence, about: mapping.id }, (entry) =>
    mappingRoom(parts)
      .transaction.write((own) => [
        own.mapping.delete({ council: 'all', mappingId }).commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  return success(mapping);
}

const columnsOf = (mapping: Mapping) => [...neededColumns(mapping)].toSorted().join('|');

const mayWrite = (parts: Asked, actor: Actor) => decide(actor, 'figures.import', {}, parts.wallClock()) === 'allowed';

const noSuchPage = () => failure('not-found', 'There is no such page.');
