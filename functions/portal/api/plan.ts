import { z } from 'zod';
import { askForAnnualReport } from '../../reports/draft-annual-report.ts';
import { planSchema, planStatuses } from '../../reviews/plan-model.ts';
import { readPlan } from '../../reviews/read-plan.ts';
import { savePlan } from '../../reviews/save-plan.ts';
import { param } from '../http/visit.ts';
import { type Endpoint, itself, reply, withBody } from './endpoint.ts';

const text = z.string();

const planBody = z.strictObject({
  plan: planSchema,
  edition: z.int().min(0).describe('The edition that was read; 0 for a plan that nobody has saved yet'),
});

const planEdition = z.object({
  period: text.describe('The year that it is of: 2025-26'),
  edition: z.int(),
  digest: text,
  savedAt: text,
  savedBy: text,
});

const planPage = planEdition.extend({
  plan: planSchema,
  asAt: z.iso.date().describe('The day that the statuses are of'),
  statuses: z.array(
    z.object({
      ref: text,
      status: z.enum(planStatuses),
      override: z.object({ reason: text, by: text, date: text }).optional(),
      milestones: z.object({ done: z.int(), all: z.int() }),
    }),
  ),
});

const drafted = z.object({
  period: text,
  reviewId: text,
  created: z.boolean().describe('False when the report of that period was there already'),
});

export const planEndpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/plans/:period',
    action: 'plan.read',
    says: 'The delivery plan of a period, and where each action stands today',
    answers: { status: 200, schema: planPage },
    refusals: [404],
    handle: reply(planPage, (visit) => readPlan(visit.parts, visit.actor, param(visit, 'period')), itself),
  },
  {
    method: 'put',
    path: '/api/v1/plans/:period',
    action: 'plan.write',
    says: 'Save the delivery plan of a period; refused as stale when somebody saved another edition meanwhile',
    largestBody: 1024 * 1024,
    takes: { schema: planBody, as: 'json' },
    answers: { status: 200, schema: planEdition },
    refusals: [404, 409, 415, 422],
    handle: reply(
      planEdition,
      withBody(planBody, (visit, change) => savePlan(visit.parts, visit.actor, param(visit, 'period'), change)),
      itself,
    ),
  },
  {
    method: 'post',
    path: '/api/v1/annual-reports',
    action: 'report.draft',
    says: 'Have the annual report of the last period drafted, as the yearly schedule does; the first stays when there is one',
    answers: { status: 200, schema: drafted },
    refusals: [404],
    handle: reply(drafted, ({ parts, actor, settings }) => askForAnnualReport(parts, actor, settings.council), itself),
  },
];
