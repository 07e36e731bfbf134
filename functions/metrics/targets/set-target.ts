import { headOf, writeAudited } from '../../access/audit.ts';
import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, type Problem, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { places, round } from '../arithmetic/calculate.ts';
import { findIndicator } from '../catalogue/indicators.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import { dateInWords } from '../figure.ts';
import type { Indicator } from '../model.ts';
import { type TargetBody, wayOf } from './model.ts';
import { findTargets, type StoredTarget, targetRoom } from './store.ts';

type TargetParts = Pick<Parts, 'table' | 'clock' | 'wallClock'>;
type Name = Pick<TargetBody, 'indicator' | 'place' | 'date'>;

/**
 * Sets the target of a measure for a place and a date, or changes the one that stands. `edition` is the one that the writer read, nought for
 * the first: if somebody set another meanwhile, the answer is `stale` and nothing is lost on either side.
 */
export async function setTarget(
  parts: TargetParts,
  actor: Actor,
  body: TargetBody,
  edition: number,
): Promise<Outcome<StoredTarget, 'not-found' | 'invalid' | 'stale'>> {
  if (decide(actor, 'targets.write', {}, parts.wallClock()) !== 'allowed') return noSuchPage();
  const indicator = findIndicator(await readCatalogue(parts), body.indicator);
  const problems = indicator ? problemsOf(indicator, body) : [unknown(body.indicator)];
  if (!indicator || problems.length > 0)
    return failure('invalid', 'Some of what was sent is missing or not right. Nothing was saved.', problems);
  const { tolerance, ...rest } = body;
  const target: StoredTarget = {
    ...rest,
    value: round(body.value, indicator.decimals),
    ...(tolerance === undefined ? {} : { tolerance: round(tolerance, indicator.decimals) }),
    way: body.way ?? wayOf(indicator) ?? 'at-least',
    setBy: actor.name,
    setAt: parts.clock().toISOString(),
    edition: edition + 1,
  };
  const verb = edition === 0 ? 'set' : 'changed';
  const sentence = `${verb} the target of “${indicator.label}” to ${target.value} by ${dateInWords(target.date)}`;
  const written = await writeAudited(parts, { scope: 'council', actor, sentence, about: target.indicator }, (entry) =>
    targetRoom(parts)
      .transaction.write((room) => [
        edition === 0
          ? room.target.create(target).commit()
          : room.target
              .put(target)
              .where((stored, { eq }) => eq(stored.edition, edition))
              .commit(),
        room.audit.create(entry).commit(),
        room.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  return written === 'conflict' ? stale() : success(target);
}

/** Takes a target away. Versions of packs that were frozen with it keep it. */
export async function removeTarget(
  parts: TargetParts,
  actor: Actor,
  { indicator, place, date }: Name,
  edition: number,
): Promise<Outcome<Name, 'not-found' | 'stale'>> {
  if (decide(actor, 'targets.write', {}, parts.wallClock()) !== 'allowed') return noSuchPage();
  const name = { indicator, place, date };
  const found = (await findTargets(parts)).find(
    (one) => one.indicator === indicator && one.place === place && one.date === date,
  );
  if (!found) return failure('stale', 'There is no such target any more: somebody removed it since you read it.');
  const sentence = `removed the target of ${found.value} for ${indicator} by ${dateInWords(date)}`;
  const written = await writeAudited(parts, { scope: 'council', actor, sentence, about: indicator }, (entry) =>
    targetRoom(parts)
      .transaction.write((room) => [
        room.target
          .delete({ council: 'all', ...name })
          .where((stored, { eq }) => eq(stored.edition, edition))
          .commit(),
        room.audit.create(entry).commit(),
        room.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  return written === 'conflict' ? stale() : success(name);
}

function problemsOf(indicator: Indicator, body: TargetBody): Problem[] {
  const most = indicator.decimals === 1 ? 'one digit' : `${indicator.decimals} digits`;
  const printed = indicator.decimals === 0 ? 'a whole number' : `a number with at most ${most} after the point`;
  const tooFine = (['value', 'tolerance'] as const).flatMap((where): Problem[] => {
    const found = body[where];
    if (found === undefined || places(found) <= indicator.decimals) return [];
    return [{ where, found, expected: printed, message: `This measure is printed as ${printed}.` }];
  });
  const better = wayOf(indicator);
  if (better === undefined && body.way === undefined) {
    const message = 'The measure doesn’t say which way is better: choose “at least” or “at most”.';
    return [...tooFine, { where: 'way', expected: 'at-least or at-most', message }];
  }
  if (better !== undefined && body.way !== undefined && body.way !== better) {
    const message = `Of this measure ${better === 'at-least' ? 'higher' : 'lower'} is better: its target is to be “${better.replace('-', ' ')}”.`;
    return [...tooFine, { where: 'way', found: body.way, expected: better, message }];
  }
  return tooFine;
}

const unknown = (code: string): Problem => ({
  where: 'indicator',
  found: code,
  expected: 'a code of the catalogue, such as cpp.repeat',
  message: `There is no indicator called ${code}.`,
});

const noSuchPage = () => failure('not-found', 'There is no such page.');

const stale = () =>
  failure('stale', 'Somebody else changed this target since you read it. Read theirs, then change it again.');
