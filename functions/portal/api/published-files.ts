import { z } from 'zod';
import { importModel, listModels, modelBody } from '../../metrics/neighbours/import-model.ts';
import { closenesses } from '../../metrics/neighbours/models.ts';
import { mappingBody, mappingSchema } from '../../metrics/tidy/mappings/model.ts';
import { publishedMappings } from '../../metrics/tidy/mappings/published.ts';
import { listMappings, removeMapping, saveMapping } from '../../metrics/tidy/mappings/save-mapping.ts';
import { largestNeighbours } from '../figures/neighbours.ts';
import { invalid } from '../http/problem.ts';
import { param } from '../http/visit.ts';
import { type Endpoint, itself, reply, withBody } from './endpoint.ts';

const text = z.string();
const saved = z.object({ mapping: mappingSchema, savedAt: text, savedBy: text });
const mappings = z.object({ own: z.array(saved), published: z.array(mappingSchema) });

const neighbour = z.object({ old: text.describe('Three digits'), closeness: z.enum(closenesses) });
const model = z.object({
  ...{ year: text, source: text, licence: text },
  groups: z.record(text, z.array(neighbour)).describe('By the three digits of the authority, closest first'),
});
const imported = model.extend({ savedAt: text, savedBy: text });
const models = z.object({ imported: z.array(imported), published: z.array(model) });

const [mappingsPath, modelsPath] = ['/api/v1/figures/mappings', '/api/v1/figures/neighbour-models'];

/** What published files are known by, and whose neighbours are taken from them. */
export const publishedFileEndpoints: readonly Endpoint[] = [
  {
    method: 'get',
    path: mappingsPath,
    action: 'figures.read',
    says: 'What published files are known by: which columns are which indicators. The council’s own go before those that ship',
    answers: { status: 200, schema: mappings },
    refusals: [404],
    handle: reply(
      mappings,
      ({ parts, actor }) => listMappings(parts, actor),
      (own) => ({ own, published: publishedMappings }),
    ),
  },
  {
    method: 'post',
    path: mappingsPath,
    action: 'figures.import',
    says: 'Say which indicators the columns of a published file are; files with these columns are known from then on',
    takes: { schema: mappingBody, as: 'json' },
    answers: { status: 201, schema: saved },
    refusals: [404, 415, 422],
    handle: reply(
      saved,
      withBody(mappingBody, ({ parts, actor }, body) => saveMapping(parts, actor, body)),
      itself,
      { status: 201 },
    ),
  },
  {
    method: 'delete',
    path: `${mappingsPath}/:mappingId`,
    action: 'figures.import',
    says: 'Remove a mapping of the council’s own; what was imported by it stays',
    answers: { status: 200, schema: mappingSchema },
    refusals: [404],
    handle: reply(mappingSchema, (visit) => removeMapping(visit.parts, visit.actor, param(visit, 'mappingId')), itself),
  },
  {
    method: 'get',
    path: modelsPath,
    action: 'figures.read',
    says: 'The models of statistical neighbours: the ten of every authority, with how close each is',
    answers: { status: 200, schema: models },
    refusals: [404],
    handle: reply(models, ({ parts, actor }) => listModels(parts, actor), itself),
  },
  {
    method: 'post',
    path: modelsPath,
    action: 'figures.import',
    largestBody: largestNeighbours,
    says: 'Import a model of statistical neighbours from the DfE’s file of it, CSV or Excel; another of the same year takes its place',
    takes: { schema: modelBody, as: 'form' },
    answers: { status: 201, schema: imported },
    refusals: [404, 415, 422],
    handle: reply(
      imported,
      async ({ context, parts, actor }) => {
        const { file, ...said } = await context.req.parseBody();
        const body = modelBody.safeParse(said);
        if (!body.success) return invalid(body.error.issues);
        if (!(file instanceof File)) return invalid([{ path: ['file'], message: 'Send the file of neighbours' }]);
        const bytes = new Uint8Array(await file.arrayBuffer());
        return importModel(parts, actor, body.data, { name: file.name, bytes });
      },
      itself,
      { status: 201 },
    ),
  },
];
