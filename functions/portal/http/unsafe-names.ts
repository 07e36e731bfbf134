import type { Failure } from '../../platform/outcome.ts';
import type { PortalContext } from '../model.ts';
import { invalid } from './problem.ts';

/** Names that lead to an object's prototype. No field of ours is called so; JSON bodies are held to schemas that say so too. */
const unsafe = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses a request whose query or form has a field of such a name, alone or as a part of one: `a[__proto__]`, `constructor.b`. */
export async function unsafeNames(context: PortalContext): Promise<Failure<'invalid'> | undefined> {
  const names = [...new URL(context.req.url).searchParams.keys(), ...(await formNames(context))];
  const found = names.filter((name) => name.split(/[.[\]]+/).some((part) => unsafe.has(part)));
  if (found.length === 0) return undefined;
  return invalid(found.map((name) => ({ path: [name], message: `No field is called “${name}”. Leave it out.` })));
}

async function formNames(context: PortalContext): Promise<string[]> {
  const type = context.req.header('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return [];
  try {
    return Object.keys(await context.req.parseBody({ all: true }));
  } catch {
    // It has no fields that anybody could read; whoever wants to read them says so.
    return [];
  }
}
