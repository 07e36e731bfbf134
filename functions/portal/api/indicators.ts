import { z } from 'zod';
import { listIndicators, readIndicator } from '../../metrics/catalogue/list-indicators.ts';
import { ownIndicatorBody } from '../../metrics/catalogue/own-indicator.ts';
import { breaksBody, saveBreaks } from '../../metrics/catalogue/save-breaks.ts';
import { addIndicator, changeIndicator, retireIndicator } from '../../metrics/catalogue/save-own.ts';
import type { OwnBreaks, OwnIndicator } from '../../metrics/catalogue/store.ts';
import { type Indicator, indicatorSchema } from '../../metrics/model.ts';
import { askedOf } from '../figures/catalogue.ts';
import { param } from '../http/visit.ts';
import { type Endpoint, itself, reply, withBody } from './endpoint.ts';

const edition = z.int().min(1).describe('The edition that was read');
const indicator = indicatorSchema.extend({
  edition: edition.optional().describe('Of what officers added, an indicator or its breaks: what a change must name'),
});
const listing = z.object({ themes: z.array(z.string()), indicators: z.array(indicatorSchema) });
const changeBody = ownIndicatorBody.extend({ edition });
const retireBody = z.strictObject({ retired: z.boolean().describe('False takes it up again'), edition });

const ownReply = (own: OwnIndicator) => ({ ...own.indicator, edition: own.edition });
const oneReply = ({ indicator, own, local }: { indicator: Indicator; own?: OwnIndicator; local?: OwnBreaks }) => {
  const read = own?.edition ?? local?.edition;
  return { ...indicator, ...(read === undefined ? {} : { edition: read }) };
};

export const indicatorEndpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/indicators',
    action: 'indicators.read',
    says: 'What each indicator means, in the order of printing. Query: words, all of which must stand in it, and theme',
    answers: { status: 200, schema: listing },
    refusals: [404],
    handle: reply(
      listing,
      ({ context, parts, actor }) => listIndicators(parts, actor, askedOf(context)),
      ({ themes, indicators }) => ({ themes, indicators }),
    ),
  },
  {
    method: 'get',
    path: '/api/v1/indicators/:code',
    action: 'indicators.read',
    says: 'What one indicator means',
    answers: { status: 200, schema: indicator },
    refusals: [404],
    handle: reply(indicator, (visit) => readIndicator(visit.parts, visit.actor, param(visit, 'code')), oneReply),
  },
  {
    method: 'post',
    path: '/api/v1/indicators',
    action: 'indicators.write',
    says: 'Add an indicator of the council’s own: its code begins with own.',
    takes: { schema: ownIndicatorBody, as: 'json' },
    answers: { status: 201, schema: indicator },
    refusals: [404, 415, 422],
    handle: reply(
      indicator,
      withBody(ownIndicatorBody, ({ parts, actor }, body) => addIndicator(parts, actor, body)),
      ownReply,
      { status: 201, location: (own) => `/api/v1/indicators/${own.indicator.code}` },
    ),
  },
  {
    method: 'put',
    path: '/api/v1/indicators/:code',
    action: 'indicators.write',
    says: 'Change an indicator of the council’s own; refused as stale when somebody changed it meanwhile. Once figures were imported, what they mean can’t change',
    takes: { schema: changeBody, as: 'json' },
    answers: { status: 200, schema: indicator },
    refusals: [404, 409, 415, 422],
    handle: reply(
      indicator,
      withBody(changeBody, (visit, { edition: read, ...body }) =>
        changeIndicator(visit.parts, visit.actor, { ...body, code: param(visit, 'code') }, read),
      ),
      ownReply,
    ),
  },
  {
    method: 'put',
    path: '/api/v1/indicators/:code/breaks',
    action: 'indicators.write',
    says: 'Say where the series of an indicator that ships breaks in this council; refused as stale when somebody changed it meanwhile',
    takes: { schema: breaksBody, as: 'json' },
    answers: { status: 200, schema: indicatorSchema },
    refusals: [404, 409, 415, 422],
    handle: reply(
      indicatorSchema,
      withBody(breaksBody, (visit, change) => saveBreaks(visit.parts, visit.actor, param(visit, 'code'), change)),
      itself,
    ),
  },
  {
    method: 'post',
    path: '/api/v1/indicators/:code/retire',
    action: 'indicators.write',
    says: 'Retire an indicator of the council’s own, or take it up again: its figures stay, and no new ones are asked for',
    takes: { schema: retireBody, as: 'json' },
    answers: { status: 200, schema: indicator },
    refusals: [404, 409, 415, 422],
    handle: reply(
      indicator,
      withBody(retireBody, (visit, change) => retireIndicator(visit.parts, visit.actor, param(visit, 'code'), change)),
      ownReply,
    ),
  },
];
