import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import type { Indicator } from '../model.ts';
import { findReleases } from '../store.ts';
import { changesOfMeaning, type OwnIndicatorBody, problemsOf } from './own-indicator.ts';
import { findOwnIndicators, type OwnIndicator, ownRoom } from './store.ts';

type SaveParts = Pick<Parts, 'table' | 'clock' | 'wallClock'>;
type Saved = Outcome<OwnIndicator, 'not-found' | 'invalid' | 'stale'>;

/** Adds an indicator of the council's own. */
export async function addIndicator(parts: SaveParts, actor: Actor, body: OwnIndicatorBody): Promise<Saved> {
  if (!mayWrite(parts, actor)) return noSuchPage();
  const own = await findOwnIndicators(parts);
  if (own.some(({ indicator }) => indicator.code === body.code)) return taken(body.code);
  const problems = problemsOf(
    body,
    own.map(({ indicator }) => indicator),
  );
  if (problems.length > 0) return invalid(problems);
  const sentence = `added the indicator “${body.label}” (${body.code})`;
  const saved = await save(parts, actor, { indicator: body, edition: 1 }, sentence);
  return saved.ok || saved.code !== 'stale' ? saved : taken(body.code);
}

/**
 * Changes an indicator of the council's own. `edition` is the one that the writer read: if somebody saved another meanwhile, the answer is
 * `stale`. Once figures were imported, what they mean can't change.
 */
export async function changeIndicator(
  parts: SaveParts,
  actor: Actor,
  body: OwnIndicatorBody,
  edition: number,
): Promise<Saved> {
  if (!mayWrite(parts, actor)) return noSuchPage();
  const own = await findOwnIndicators(parts);
  const before = own.find(({ indicator }) => indicator.code === body.code);
  if (!before) return noSuchPage();
  const { retired } = before.indicator;
  const after: Indicator = { ...body, ...(retired === undefined ? {} : { retired }) };
  const others = own.filter((one) => one !== before).map(({ indicator }) => indicator);
  const imported = (await findReleases(parts)).some(({ indicators }) => indicators.includes(body.code));
  const problems = [...problemsOf(after, others), ...(imported ? changesOfMeaning(before.indicator, after) : [])];
  if (problems.length > 0) return invalid(problems);
  const sentence = `changed the indicator “${body.label}” (${body.code})`;
  return save(parts, actor, { indicator: after, edition: edition + 1 }, sentence);
}

/** Retires an indicator of the council's own, or takes it up again. Its figures stay either way; a retired one is asked for no more. */
export async function retireIndicator(
  parts: SaveParts,
  actor: Actor,
  code: string,
  change: { retired: boolean; edition: number },
): Promise<Saved> {
  if (!mayWrite(parts, actor)) return noSuchPage();
  const own = await findOwnIndicators(parts);
  const before = own.find(({ indicator }) => indicator.code === code);
  if (!before) return noSuchPage();
  const { retired: _, ...rest } = before.indicator;
  const indicator = change.retired ? { ...rest, retired: parts.clock().toISOString().slice(0, 10) } : rest;
  const sentence = `${change.retired ? 'retired' : 'took up again'} the indicator “${rest.label}” (${code})`;
  return save(parts, actor, { indicator, edition: change.edition + 1 }, sentence);
}

async function save(
  parts: SaveParts,
  actor: Actor,
  { indicator, edition }: Pick<OwnIndicator, 'indicator' | 'edition'>,
  sentence: string,
): Promise<Saved> {
  const saved = { edition, savedAt: parts.clock().toISOString(), savedBy: actor.name };
  const item = { code: indicator.code, indicator: JSON.stringify(indicator), ...saved };
  const written = await writeAudited(parts, { scope: 'council', actor, sentence, about: indicator.code }, (entry) =>
    ownRoom(parts)
      .transaction.write((room) => [
        edition === 1
          ? room.indicator.create(item).commit()
          : room.indicator
              .put(item)
              .where((stored, { eq }) => eq(stored.edition, edition - 1))
              .commit(),
        room.audit.create(entry).commit(),
        room.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  if (written === 'conflict')
    return failure(
      'stale',
      'Somebody else changed this indicator since you read it. Read theirs, then change it again.',
    );
  return success({ indicator, ...saved });
}

const mayWrite = (parts: SaveParts, actor: Actor) =>
  decide(actor, 'indicators.write', {}, parts.wallClock()) === 'allowed';

const noSuchPage = () => failure('not-found', 'There is no such page.');

const invalid = (problems: readonly Problem[]) =>
  failure('invalid', 'Some of what was sent is missing or not right. Nothing was saved.', problems);

const taken = (code: string) =>
  invalid([
    { where: 'code', found: code, message: `There is already an indicator called ${code}. Choose another code.` },
  ]);
