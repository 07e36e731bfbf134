import { z } from 'zod';
import type { ReleasedObservation } from '../../metrics/model.ts';
import { figureQuery } from '../../metrics/provenance/find-provenance.ts';
import { answersOf } from '../../metrics/provenance/in-words.ts';
import type { Stood } from '../../metrics/provenance/model.ts';
import { stoodOf } from '../../metrics/provenance/provenance-of.ts';
import { type FiguresOf, readFiguresOf, readProvenance } from '../../metrics/provenance/read-figures-of.ts';
import { success } from '../../platform/outcome.ts';
import { figureAsked } from '../figures/indicator/provenance.ts';
import { param } from '../http/visit.ts';
import { type Endpoint, reply } from './endpoint.ts';

const text = z.string();

const stood = z.object({
  releaseId: text.optional(),
  source: text,
  status: text,
  basis: text,
  fileName: text.optional(),
  importedAt: text.optional(),
  sheet: text.optional(),
  row: z.int().optional().describe('As a spreadsheet shows it: the header is row 1'),
  note: text.optional(),
});

const figure = z.object({
  place: z.object({ code: text, name: text, kind: text }),
  date: text,
  period: text.optional().describe('Where it isn’t the indicator’s own'),
  part: text.optional(),
  value: text.optional(),
  symbol: text.optional(),
  numerator: text.optional(),
  denominator: text.optional(),
  populationVintage: text.optional(),
  firstPublished: text.optional().describe('Value or symbol, where a later release changed it'),
  stood: z.array(stood).describe('The rows that it rests on'),
});

const figures = z.object({ indicator: text, figures: z.array(figure), all: z.int(), next: z.int().optional() });

const part = z.object({
  side: text.optional(),
  says: text,
  printed: text,
  leftOut: z.boolean(),
  stood: z.array(stood),
});
const provenance = z.object({
  indicator: text,
  label: text,
  unit: text,
  place: z.object({ code: text, name: text }),
  date: text,
  breakdown: text.optional(),
  printed: text,
  symbol: z.object({ symbol: text, means: text }).optional(),
  making: z.object({
    how: text.describe('given, as-published, calculated, sum, mean, difference or share'),
    parts: z.array(part).optional(),
    used: z.int().optional(),
    of: z.int().optional(),
    model: text.optional(),
    times: z.number().optional(),
  }),
  population: text.optional(),
  rounding: z.object({ decimals: z.int(), rule: z.enum(['half-up', 'source', 'none']) }),
  stood: z.array(stood),
  first: z.object({ printed: text, stood: z.array(stood) }).optional(),
  revised: z.object({ printed: text, stood: z.array(stood) }).optional(),
  inWords: z.array(z.object({ term: text, text })).describe('The same as people read it'),
});

/** Figures of one answer. */
const mostFigures = 1000;

export const indicatorFiguresEndpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/figures/indicators/:code',
    action: 'figures.read',
    says: 'The figures of an indicator as they stand, each with the rows that it rests on, 1,000 at a time. Query: place, a code; from, the number to begin at',
    answers: { status: 200, schema: figures },
    refusals: [404],
    handle: reply(
      figures,
      async (visit) => {
        const found = await readFiguresOf(visit.parts, visit.actor, param(visit, 'code'));
        if (!found.ok) return found;
        const { place, from = '0' } = visit.context.req.query();
        return success({ found: found.value, place, from: /^\d{1,7}$/.test(from) ? Number(from) : 0 });
      },
      ({ found, place, from }) => listed(found, place, from),
    ),
  },
  {
    method: 'get',
    path: '/api/v1/figures/indicators/:code/provenance',
    action: 'figures.read',
    says: `Where one figure comes from. Query: ${Object.keys(figureQuery.shape).join(', ')}; place is a code, or neighbours for their mean`,
    answers: { status: 200, schema: provenance },
    refusals: [404, 422],
    handle: reply(
      provenance,
      async (visit) => {
        const asked = figureAsked(visit.context);
        if (!asked.ok) return asked;
        const found = await readProvenance(visit.parts, visit.actor, param(visit, 'code'), asked.value);
        return found.ok ? success(found.value.provenance) : found;
      },
      (one) => ({
        ...one,
        making: 'parts' in one.making ? { ...one.making, parts: one.making.parts.map(withRows) } : one.making,
        stood: one.stood.map(flat),
        ...(one.first ? { first: withRows(one.first) } : {}),
        ...(one.revised ? { revised: withRows(one.revised) } : {}),
        inWords: answersOf(one),
      }),
    ),
  },
];

function listed({ indicator, observations }: FiguresOf, place: string | undefined, from: number) {
  const own = observations.filter(
    (one) => one.indicator === indicator.code && (place === undefined || one.place.code === place),
  );
  const next = from + mostFigures;
  return {
    indicator: indicator.code,
    figures: own.slice(from, next).map(figureOf),
    all: own.length,
    ...(next < own.length ? { next } : {}),
  };
}

function figureOf(one: ReleasedObservation) {
  const { breakdown, firstPublished } = one;
  const first = firstPublished?.value ?? firstPublished?.symbol;
  return {
    ...one,
    ...(breakdown === undefined ? {} : { part: breakdown }),
    ...(first === undefined ? {} : { firstPublished: first }),
    stood: stoodOf(one).map(flat),
  };
}

const flat = ({ release, ...where }: Stood) => ({ ...release, ...where });

const withRows = <T extends { stood: readonly Stood[] }>(one: T) => ({ ...one, stood: one.stood.map(flat) });
