import { decide } from '../access/authorisation.ts';
import type { Actor } from '../access/model.ts';
import { annualReportSchedule } from '../platform/names.ts';
import { failure, type Outcome, success } from '../platform/outcome.ts';
import type { Parts } from '../platform/parts.ts';
import { frameworkOf } from '../reviews/frameworks.ts';
import { lastPeriod, londonDate } from '../reviews/period.ts';
import { findReviews } from '../reviews/store.ts';

/** What the product does by itself, when next, and what it has made. */
export interface Schedule {
  name: string;
  /** The day on which it fires next, in England: ISO date. */
  nextOn: string;
  /** The period that it will then draft. */
  nextPeriod: string;
  /** The last period that is over now: what asking for the report today would draft or find. */
  lastPeriod: string;
  /** What it has drafted, newest first. */
  drafted: { period: string; reviewId: string; title: string; createdAt: string }[];
}

/** The yearly schedule of the annual report, as it stands now. */
export async function readSchedules(
  parts: Pick<Parts, 'table' | 'clock' | 'wallClock'>,
  actor: Actor,
): Promise<Outcome<Schedule[], 'not-found'>> {
  if (decide(actor, 'schedule.read', {}, parts.wallClock()) !== 'allowed')
    return failure('not-found', 'There is no such page.');
  const framework = frameworkOf('annual-report');
  if (!framework.period) throw new Error('The framework annual-report names no period');
  const now = parts.clock();
  const nextOn = nextFiring(londonDate(now));
  const drafted = (await findReviews(parts)).flatMap(({ framework: id, period, reviewId, title, createdAt }) =>
    id === framework.id && period ? [{ period, reviewId, title, createdAt }] : [],
  );
  const { startsOn } = framework.period;
  return success([
    {
      name: framework.label,
      nextOn,
      nextPeriod: lastPeriod(new Date(`${nextOn}T12:00:00Z`), startsOn).key,
      lastPeriod: lastPeriod(now, startsOn).key,
      drafted,
    },
  ]);
}

/** The first day of the schedule after `today`: on the day itself it has fired, or is about to. */
function nextFiring(today: string): string {
  const { month, day } = annualReportSchedule;
  const monthDay = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const year = Number(today.slice(0, 4));
  return today.slice(5) < monthDay ? `${year}-${monthDay}` : `${year + 1}-${monthDay}`;
}
