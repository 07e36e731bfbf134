import { makeAdopters, makeAdoptions } from './adoption.ts';
import type { Answer } from './answers.ts';
import { makeAssessments, makeEnquiries } from './assessments.ts';
import { makeLeavers, makeLookedAfter } from './care.ts';
import type { ListNumber, Row } from './columns.ts';
import type { AsAt } from './edges.ts';
import { makeContacts, makeEarlyHelp, makeReferrals } from './front-door.ts';
import { Making } from './making.ts';
import { makeNeed, makePlans } from './need-and-protection.ts';

export interface Made {
  asAt: AsAt;
  rows: ReadonlyMap<ListNumber, readonly Row[]>;
  /** What must be read from the rows: nothing more and nothing less. */
  answers: readonly Answer[];
}

export interface MakeOptions {
  seed: number;
  children: number;
  asAt: AsAt;
  /** Whether the lists of six months hold twelve. */
  reachesAYear: boolean;
}

/**
 * Invents the eleven lists of Annex A with so many children, and what must be counted of them: each fact is decided first, and rows are then
 * written that say it, in the ways that councils write, with traps. Knows nothing of the code that reads them.
 */
export function makeAnnexA(options: MakeOptions): Made {
  const making = new Making(options);
  const { children } = options;
  for (const make of [
    makeContacts,
    makeEarlyHelp,
    makeReferrals,
    makeAssessments,
    makeEnquiries,
    makeNeed,
    makePlans,
    makeLookedAfter,
    makeLeavers,
    makeAdoptions,
    makeAdopters,
  ]) {
    make(making, children);
  }
  return { asAt: options.asAt, rows: making.rows, answers: making.answers.all() };
}
