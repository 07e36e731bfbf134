import { benchmarkModel } from '../area/area.ts';
import { categoriesModel } from '../area/area-categories.ts';
import type { Origins } from '../origins/origins-view.ts';
import { missingText } from '../pages/format.ts';
import { isMissing, type Missing } from '../pages/missing.ts';
import { scorecardModel } from '../scorecard/scorecard-page.ts';
import type { FigureTables } from './figure-tables-view.ts';

/** A table that a template calls: what it is of, and the codes as the template writes them. */
export interface FigureCall {
  kind: keyof FigureTables;
  indicators: string;
}

interface Tabled {
  council: string;
  tables?: FigureTables | undefined;
  origins?: Origins | undefined;
}

/** What the partials `tables/…` read: every table that the template calls, with everything printed. One that the data lacks says so. */
export function figureTablesModel(view: Tabled, calls: readonly FigureCall[]) {
  const { council, tables, origins } = view;
  const of = <T extends object, M>(
    kind: FigureCall['kind'],
    given: Readonly<Record<string, T | Missing>> = {},
    model: (table: T) => M,
  ): Record<string, M | { absent: true; text: string }> => {
    const called = calls.filter((call) => call.kind === kind).map(({ indicators }) => indicators);
    return Object.fromEntries(
      called.map((indicators) => {
        const table = given[indicators] ?? { missing: `the figures of ${indicators}` };
        return [indicators, isMissing(table) ? { absent: true, text: missingText(table) } : model(table)];
      }),
    );
  };
  return {
    benchmark: of('benchmark', tables?.benchmark, (table) => benchmarkModel(table, council, origins)),
    categories: of('categories', tables?.categories, (table) => categoriesModel(table, council, origins)),
    scorecard: of('scorecard', tables?.scorecard, (scorecard) => scorecardModel({ council, scorecard, origins })),
  };
}
