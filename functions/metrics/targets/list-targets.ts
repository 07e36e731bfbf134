import { decide } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { failure, type Outcome, success } from '../../platform/outcome.ts';
import type { Parts } from '../../platform/parts.ts';
import { findIndicator } from '../catalogue/indicators.ts';
import { readCatalogue } from '../catalogue/read-catalogue.ts';
import { type Figure, figureOf } from '../figure.ts';
import type { Indicator } from '../model.ts';
import { overlay, releasesInForce } from '../store.ts';
import { indexFigures } from '../tables/figure-index.ts';
import { findTargets, type StoredTarget } from './store.ts';
import { printedValue, type TargetStatus, targetStatus } from './target-status.ts';

/** A target beside the newest figure up to its date. */
export interface TargetRow {
  target: StoredTarget;
  /** Nothing of an indicator that the catalogue has no more. */
  indicator?: Indicator;
  /** ISO date of the newest figure; nothing where there is none. */
  asAt?: string;
  figure: Figure;
  status: TargetStatus;
}

/** Every target with where it stands today, by indicator and date. */
export async function listTargets(
  parts: Pick<Parts, 'table' | 'objects' | 'clock' | 'wallClock'>,
  actor: Actor,
): Promise<Outcome<TargetRow[], 'not-found'>> {
  if (decide(actor, 'figures.read', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  const targets = await findTargets(parts);
  if (targets.length === 0) return success([]);
  const catalogue = await readCatalogue(parts);
  const index = indexFigures(await overlay(parts, await releasesInForce(parts), catalogue));
  const today = parts.clock().toISOString().slice(0, 10);
  return success(
    targets.map((target): TargetRow => {
      const indicator = findIndicator(catalogue, target.indicator);
      const place = { code: target.place, name: '', kind: 'authority' as const };
      const asAt = index.dates(target.indicator, [place]).findLast((date) => date <= target.date);
      if (!indicator || asAt === undefined)
        return { target, ...(indicator ? { indicator } : {}), figure: { missing: 'no figure' }, status: 'no-figure' };
      const figure = figureOf(index.at(target.indicator, target.place, asAt), asAt, indicator.unit);
      return { target, indicator, asAt, figure, status: targetStatus(printedValue(figure), target, today) };
    }),
  );
}
