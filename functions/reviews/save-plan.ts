import { createHash } from 'node:crypto';
import { headOf, writeAudited } from '../access/audit.ts';
import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { findIndicator } from '../metrics/catalogue/indicators.ts';
import { likeCodes } from '../metrics/catalogue/like-codes.ts';
import { readCatalogue } from '../metrics/catalogue/read-catalogue.ts';
import type { Catalogue } from '../metrics/model.ts';
import { keys } from '../platform/names.ts';
import { failure, type Outcome, type Problem, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { periodKey } from './period.ts';
import { actionsOf, type Plan, type PlanEdition } from './plan-model.ts';
import { reviewRoom } from './store.ts';

/**
 * Saves the delivery plan of a period as its next edition. `edition` is the one that the writer read, nought for the first: if somebody
 * saved another meanwhile, the answer is `stale` and nothing is lost on either side.
 */
export async function savePlan(
  parts: Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock'>,
  actor: Actor,
  period: string,
  change: { plan: Plan; edition: number },
): Promise<Outcome<PlanEdition, 'not-found' | 'stale' | 'invalid'>> {
  if (decide(actor, 'plan.write', {}, parts.wallClock()) !== 'allowed' || !periodKey.test(period))
    return failure('not-found', 'There is no such page.');
  const unknown = unknownIndicators(change.plan, await readCatalogue(parts));
  if (unknown.length > 0)
    return failure('invalid', 'The plan measures by indicators that are not known. Nothing was saved.', unknown);
  const json = JSON.stringify(change.plan);
  const saved: PlanEdition = {
    period,
    edition: change.edition + 1,
    digest: createHash('sha256').update(json).digest('hex'),
    savedAt: parts.clock().toISOString(),
    savedBy: actor.name,
  };
  await parts.objects.put('records', keys.plan(saved.digest), Buffer.from(json), {
    contentType: 'application/json',
    onlyIfAbsent: true,
  });
  const count = actionsOf(change.plan).length;
  const sentence = `saved the delivery plan of ${period}, edition ${saved.edition}, with ${count} ${count === 1 ? 'action' : 'actions'}`;
  const written = await writeAudited(parts, { scope: 'council', actor, sentence }, (entry) =>
    reviewRoom(parts)
      .transaction.write((own) => [
        change.edition === 0
          ? own.plan.create(saved).commit()
          : own.plan
              .put(saved)
              .where(({ edition }, { eq }) => eq(edition, change.edition))
              .commit(),
        own.audit.create(entry).commit(),
        own.chain.put(headOf(entry)).commit(),
      ])
      .go(),
  );
  if (written === 'conflict') {
    return failure(
      'stale',
      `Somebody else saved the plan of ${period} since you read it. Read theirs, then save yours again.`,
    );
  }
  return success(saved);
}

function unknownIndicators(plan: Plan, catalogue: Catalogue): Problem[] {
  return actionsOf(plan).flatMap(({ ref, measure }) => {
    if (!measure || findIndicator(catalogue, measure.indicator)) return [];
    const expected = `a code of the catalogue, such as ${likeCodes(catalogue, measure.indicator).join(', ')}`;
    const message = `There is no indicator called ${measure.indicator}.`;
    return [{ where: `action ${ref}, measure`, found: measure.indicator, expected, message }];
  });
}
