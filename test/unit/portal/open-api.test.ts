import { describe, expect, it } from 'vitest';
import { apiRoutes } from '../../../functions/portal/api/routes.ts';
import { pageRoutes } from '../../../functions/portal/routes.ts';
import { barePortal } from './bare-portal.ts';

interface Operation {
  operationId: string;
  summary: string;
  parameters: { name: string }[];
  requestBody?: { content: Record<string, { schema: { required?: string[] } }> };
  responses: Record<string, unknown>;
}
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

const document = (await (await barePortal().app.request('/api/v1/openapi.json')).json()) as Document;
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

describe('the OpenAPI document', () => {
  it('has an operation for every route of the API, each with its own name', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(operations).toHaveLength(apiRoutes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId } of operations) expect(operationId).toMatch(/^[a-z][A-Za-z0-9]+$/);
  });

  it('names what a body must have, from the schema that the route uses', () => {
    const body = document.paths['/reviews']?.post?.requestBody?.content['application/json'];
    expect(body?.schema.required).toEqual(expect.arrayContaining(['framework', 'title', 'asAt', 'marking']));
    const figures = document.paths['/figures']?.post?.requestBody?.content ?? {};
    expect(Object.keys(figures)).toEqual([
      'multipart/form-data',
      'text/csv',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
  });

  it('says how each may be refused', () => {
    for (const operation of operations)
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '500']));
    expect(Object.keys(document.paths['/reviews/{reviewId}/narrative/{sectionId}']?.put?.responses ?? {})).toContain(
      '409',
    );
    expect(document.paths['/reviews/{reviewId}/versions/{number}']?.get?.parameters.map(({ name }) => name)).toEqual([
      'reviewId',
      'number',
    ]);
  });
});

describe('the tables of routes', () => {
  it('hold each method and path once', () => {
    const all = [...pageRoutes, ...apiRoutes].map(({ method, path }) => `${method} ${path}`);
    expect(new Set(all).size).toBe(all.length);
  });
});
