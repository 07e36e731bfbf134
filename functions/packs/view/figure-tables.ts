import { findIndicator } from '../../metrics/catalogue/indicators.ts';
import { benchmarkTable } from '../../metrics/tables/benchmark-table.ts';
import { categoryTable } from '../../metrics/tables/category-table.ts';
import type { FigureCall } from '../compose/figure-tables/figure-tables-model.ts';
import type { FigureTables } from '../compose/figure-tables/figure-tables-view.ts';
import type { Measured } from './measured.ts';
import { scorecardView } from './scorecard-view.ts';
import type { Targets } from './target-of.ts';

/** The tables that a template calls by the codes of indicators. Nothing where it calls none. */
export function figureTables(
  calls: readonly FigureCall[],
  measured: Measured,
  targets: Targets,
): FigureTables | undefined {
  if (calls.length === 0) return undefined;
  const tables: FigureTables = { benchmark: {}, categories: {}, scorecard: {} };
  for (const { kind, indicators } of calls) {
    const codes = indicators.trim().split(/\s+/);
    const unknown = codes.filter((code) => !findIndicator(measured.catalogue, code));
    const missing = {
      missing: unknown.length > 0 ? `the indicators ${unknown.join(', ')}` : `the figures of ${codes.join(', ')}`,
    };
    if (unknown.length > 0) tables[kind][indicators] = missing;
    else make[kind](tables, indicators, codes, { measured, targets, missing });
  }
  return tables;
}

interface Made {
  measured: Measured;
  targets: Targets;
  missing: { missing: string };
}
type Make = (tables: FigureTables, key: string, codes: readonly string[], made: Made) => void;

const make: Readonly<Record<FigureCall['kind'], Make>> = {
  benchmark: (tables, key, codes, { measured, missing }) => {
    tables.benchmark[key] = benchmarkTable(measured.observations, { ...measured, indicators: codes }) ?? missing;
  },
  categories: (tables, key, [indicator = ''], { measured, missing }) => {
    tables.categories[key] = categoryTable(measured.observations, { ...measured, indicator }) ?? missing;
  },
  scorecard: (tables, key, codes, { measured, targets, missing }) => {
    tables.scorecard[key] = scorecardView(measured, codes, targets) ?? missing;
  },
};
