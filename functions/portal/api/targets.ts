import { z } from 'zod';
import { listTargets } from '../../metrics/targets/list-targets.ts';
import { targetBody, targetSchema } from '../../metrics/targets/model.ts';
import { removeTarget, setTarget } from '../../metrics/targets/set-target.ts';
import { targetStatuses } from '../../metrics/targets/target-status.ts';
import { type Endpoint, itself, reply, withBody } from './endpoint.ts';

const text = z.string();
const edition = z.int().min(0);

const target = targetSchema.extend({ edition });
const figure = z.union([
  z.object({ value: z.number(), decimals: z.int() }),
  z.object({ symbol: text }),
  z.object({ missing: text }),
]);
const targets = z.object({
  targets: z.array(
    z.object({
      target,
      asAt: z.iso.date().optional().describe('The day of the newest figure up to the target’s date'),
      figure,
      status: z.enum(targetStatuses),
    }),
  ),
});

const name = targetBody.pick({ indicator: true, place: true, date: true });
const settingBody = z.strictObject({
  target: targetBody,
  edition: edition.describe('The edition that was read; 0 for a target that nobody has set yet'),
});
const removingBody = name.extend({ edition });

export const targetEndpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/figures/targets',
    action: 'figures.read',
    says: 'Every target of a measure, and where the newest figure stands against it',
    answers: { status: 200, schema: targets },
    refusals: [404],
    handle: reply(
      targets,
      ({ parts, actor }) => listTargets(parts, actor),
      (rows) => ({ targets: rows }),
    ),
  },
  {
    method: 'put',
    path: '/api/v1/figures/targets',
    action: 'targets.write',
    says: 'Set the target of a measure for a place and a date, or change it; refused as stale when somebody changed it meanwhile',
    takes: { schema: settingBody, as: 'json' },
    answers: { status: 200, schema: target },
    refusals: [404, 409, 415, 422],
    handle: reply(
      target,
      withBody(settingBody, ({ parts, actor }, body) => setTarget(parts, actor, body.target, body.edition)),
      itself,
    ),
  },
  {
    method: 'post',
    path: '/api/v1/figures/targets/remove',
    action: 'targets.write',
    says: 'Remove a target; versions that were frozen with it keep it',
    takes: { schema: removingBody, as: 'json' },
    answers: { status: 200, schema: name },
    refusals: [404, 409, 415, 422],
    handle: reply(
      name,
      withBody(removingBody, ({ parts, actor }, body) => removeTarget(parts, actor, body, body.edition)),
      itself,
    ),
  },
];
