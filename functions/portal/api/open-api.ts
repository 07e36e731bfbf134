import { z } from 'zod';
import { statusTitles } from '../http/status.ts';
import type { Endpoint } from './endpoint.ts';
import { apiRoutes } from './routes.ts';
import { problemDetails } from './schemas.ts';

/** The OpenAPI 3.1 document, made from the table of routes and the schemas that the routes use. */
export function openApi(origin: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of apiRoutes) {
    const path = route.path.replace('/api/v1', '').replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Evidence Packs',
      version: '1',
      description:
        'Everything is done as the person who is signed in: the session cookie __Host-session. Writes need the header Origin with this ' +
        'server’s origin. What you may not see is answered like what does not exist.',
    },
    servers: [{ url: `${origin}/api/v1` }],
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemDetails, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-session' } },
    },
    security: [{ session: [] }],
  };
}

function operation(route: Endpoint): object {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  const refusals = [
    ...new Set([401, ...(route.method === 'get' ? [] : ([403, 413] as const)), ...route.refusals, 429, 500] as const),
  ];
  return {
    summary: route.says,
    operationId: `${route.method} ${route.path}`.replaceAll(/[^a-z]+(\w?)/gi, (_, next: string) => next.toUpperCase()),
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(route.takes ? { requestBody: { required: true, content: body(route.takes) } } : {}),
    responses: {
      [route.answers.status]: answer(route.answers),
      ...Object.fromEntries(
        refusals.map((status) => [
          status,
          {
            description: statusTitles[status],
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}

function body({ schema, as }: NonNullable<Endpoint['takes']>): object {
  const json = jsonSchema(schema, 'input');
  if (as === 'json') return { 'application/json': { schema: json } };
  const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const file = { file: { type: 'string', contentMediaType: `text/csv, or ${workbook}` } };
  return {
    'multipart/form-data': { schema: { allOf: [json, { type: 'object', properties: file, required: ['file'] }] } },
    'text/csv': { schema: { type: 'string' } },
    [workbook]: { schema: { type: 'string', format: 'binary' } },
  };
}

function answer({ status, schema, file }: Endpoint['answers']): object {
  if (status === 302)
    return { description: 'A link that is good for 60 seconds', headers: { location: { schema: { type: 'string' } } } };
  if (file !== undefined) return { description: 'The file', content: { [file]: { schema: { type: 'string' } } } };
  return {
    description: 'Done',
    content: { 'application/json': { schema: schema ? jsonSchema(schema, 'output') : {} } },
  };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
}
