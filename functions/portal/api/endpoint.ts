import type { z } from 'zod';
import type { Outcome } from '../../platform/outcome.ts';
import { invalid, problem } from '../http/problem.ts';
import type { Code, Status } from '../http/status.ts';
import type { Handle, PortalContext, Route, Visit } from '../model.ts';

/** What the OpenAPI document says of a route, beside the route itself. */
export interface Endpoint extends Route {
  says: string;
  /** The body it takes. `form`: a multipart form with this and a file. */
  takes?: { schema: z.ZodType; as: 'json' | 'form' };
  /** What it answers when all is well: a status, and a schema or the type of a file. */
  answers: { status: 200 | 201 | 202 | 302; schema?: z.ZodType; file?: string };
  refusals: readonly Exclude<Status, 401 | 403 | 413 | 429 | 500>[];
}

/** The body as JSON, held to a schema. */
export async function jsonBody<T extends z.ZodType>(
  context: PortalContext,
  schema: T,
): Promise<Outcome<z.output<T>, 'invalid' | 'unsupported-type'>> {
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) {
    return {
      ok: false,
      code: 'unsupported-type',
      message: 'Send JSON, with the header "Content-Type: application/json".',
    };
  }
  const text = await context.req.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, code: 'invalid', message: 'The body is not JSON.' };
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? { ok: true, value: parsed.data } : invalid(parsed.error.issues);
}

type Reply<T> = Promise<Outcome<T, Code>>;

/**
 * Answers a use case's value as JSON, or its failure as problem details. Only what the schema names goes out: how a room keeps
 * its things is no promise of the API. A value that doesn't fit the schema is a bug and throws.
 */
export function reply<T, S extends z.ZodType>(
  schema: S,
  use: (visit: Visit) => Reply<T>,
  shape: (value: T) => unknown,
  more: { status?: 200 | 201 | 202; location?: (value: T) => string } = {},
): Handle {
  return async (visit) => {
    const outcome = await use(visit);
    if (!outcome.ok) return problem(visit.context, outcome);
    const headers: Record<string, string> = more.location ? { location: more.location(outcome.value) } : {};
    return visit.context.json(schema.parse(shape(outcome.value)) as object, more.status ?? 200, headers);
  };
}

/** A use case that takes a JSON body. */
export function withBody<S extends z.ZodType, T>(
  schema: S,
  use: (visit: Visit, body: z.output<S>) => Reply<T>,
): (visit: Visit) => Reply<T> {
  return async (visit) => {
    const body = await jsonBody(visit.context, schema);
    return body.ok ? use(visit, body.value) : body;
  };
}

export function itself<T>(value: T): T {
  return value;
}
