import { z } from 'zod';
import { invalid } from '../http/problem.ts';
import { figureTools } from '../narrative/offers.ts';
import { type Endpoint, itself, reply } from './endpoint.ts';

const text = z.string();
const query = z.object({ find: z.string().trim().min(1).max(200), sentence: z.string().max(1000).optional() });

export const offersReply = z.object({
  offers: z.array(
    z.object({
      binding: text.describe('What binds the figure in a narrative: [[cpp.count | Thornmere | 2026-03-31]]'),
      printed: text,
      says: text,
      source: text,
      fit: z.enum(['same', 'rounds', 'near']).describe('near: another value, not far from the number'),
    }),
  ),
  more: z.int().describe('How many more there are'),
});

export const offerEndpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/figures/offers',
    action: 'figures.read',
    says: 'Figures that a number may be, or that words name, the likeliest first. Query: find, and sentence, the words around the number',
    answers: { status: 200, schema: offersReply },
    refusals: [404, 422],
    handle: reply(
      offersReply,
      async (visit) => {
        const asked = query.safeParse(visit.context.req.query());
        if (!asked.success) return invalid(asked.error.issues);
        const tools = await figureTools(visit);
        if (!tools.ok) return tools;
        return { ok: true, value: tools.value.find(asked.data.find, asked.data.sentence) };
      },
      itself,
    ),
  },
];
