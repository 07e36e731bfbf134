import { may } from '../../access/authorisation.ts';
import { askForAnnualReport } from '../../reports/draft-annual-report.ts';
import { readSchedules } from '../../reports/read-schedules.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import type { Handle } from '../model.ts';

/** What the product does by itself, and a way to have it done now. */
export const showSchedules: Handle = async ({ context, parts, actor }) => {
  const schedules = await readSchedules(parts, actor);
  if (!schedules.ok) return fail(context, schedules);
  return page(context, 'schedules/list', {
    title: 'Schedules',
    schedules: schedules.value,
    mayDraft: may(actor, 'report.draft'),
    mayOpen: may(actor, 'review.read'),
  });
};

/** Drafts the report of the last period, or finds the one that is there. */
export const draftReport: Handle = async ({ context, parts, actor, settings }) => {
  const drafted = await askForAnnualReport(parts, actor, settings.council);
  return drafted.ok ? seeOther(context, `/reviews/${drafted.value.reviewId}`) : fail(context, drafted);
};
