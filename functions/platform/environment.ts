import { z } from 'zod';
import { environmentNames as names } from './names.ts';

const text = z.string().min(1);
const optionalText = z.preprocess((value) => (value === '' ? undefined : value), text.optional());
const origin = z.url({ protocol: /^https?$/ }).transform((value) => new URL(value).origin);
const optionalUrl = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.url({ protocol: /^https?$/ }).optional(),
);
const optionalCount = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.coerce.number().int().positive().optional(),
);
const optionalOrigin = z.preprocess((value) => (value === '' ? undefined : value), origin.optional());

function everyLimit(count: number | undefined) {
  return count === undefined ? undefined : { session: count, address: count, signIn: count };
}

/** One section per part, so that a function needs only the variables of the parts it is composed of. */
const sections = {
  table: z
    .object({ [names.table]: text, [names.tableEndpoint]: optionalUrl })
    .transform((env) => ({ name: env[names.table], endpoint: env[names.tableEndpoint] })),
  objects: z
    .object({
      [names.quarantineBucket]: text,
      [names.evidenceBucket]: text,
      [names.packsBucket]: text,
      [names.recordsBucket]: text,
      [names.objectsEndpoint]: optionalUrl,
      [names.objectsOrigin]: optionalOrigin,
    })
    .transform((env) => ({
      buckets: {
        quarantine: env[names.quarantineBucket],
        evidence: env[names.evidenceBucket],
        packs: env[names.packsBucket],
        records: env[names.recordsBucket],
      },
      endpoint: env[names.objectsEndpoint],
      publicOrigin: env[names.objectsOrigin],
    })),
  queues: z
    .object({
      [names.inspectQueue]: z.url(),
      [names.buildQueue]: z.url(),
      [names.fileQueue]: z.url(),
      [names.figuresQueue]: z.url(),
      [names.queueEndpoint]: optionalUrl,
    })
    .transform((env) => ({
      urls: {
        'inspect-evidence': env[names.inspectQueue],
        'build-pack': env[names.buildQueue],
        'make-file': env[names.fileQueue],
        'read-figures': env[names.figuresQueue],
      },
      endpoint: env[names.queueEndpoint],
    })),
  functions: z.object({ [names.parserFunction]: text, [names.functionsEndpoint]: optionalUrl }).transform((env) => ({
    names: { 'parse-evidence': env[names.parserFunction] },
    endpoint: env[names.functionsEndpoint],
  })),
  identity: z
    .object({
      [names.issuer]: z.url({ protocol: /^https?$/ }),
      [names.clientId]: text,
      [names.clientSecret]: optionalText,
      [names.portalOrigin]: origin,
    })
    .transform((env) => ({
      issuer: env[names.issuer],
      clientId: env[names.clientId],
      clientSecret: env[names.clientSecret],
      portalOrigin: env[names.portalOrigin],
    })),
  portal: z
    .object({
      [names.portalOrigin]: origin,
      [names.objectsOrigin]: optionalOrigin,
      [names.issuer]: z.url({ protocol: /^https?$/ }),
      [names.signInOrigin]: optionalOrigin,
      [names.originSecret]: optionalText,
      [names.requestsPerMinute]: optionalCount,
    })
    .transform((env) => ({
      origin: env[names.portalOrigin],
      objectsOrigin: env[names.objectsOrigin],
      // Cognito's pages are on another origin than its issuer.
      signInOrigin: env[names.signInOrigin] ?? new URL(env[names.issuer]).origin,
      originSecret: env[names.originSecret],
      limits: everyLimit(env[names.requestsPerMinute]),
    })),
  council: z
    .object({
      [names.council]: text,
      [names.authority]: text,
      [names.notice]: optionalText,
      [names.volumePages]: optionalCount,
      [names.volumeBytes]: optionalCount,
    })
    .transform((env) => ({
      name: env[names.council],
      authority: env[names.authority],
      notice: env[names.notice],
      volumes: { pages: env[names.volumePages], bytes: env[names.volumeBytes] },
    })),
  scan: z
    .object({ [names.acceptUnscanned]: z.enum(['true', 'false']).default('false') })
    .transform((env) => ({ acceptUnscanned: env[names.acceptUnscanned] === 'true' })),
  documents: z.object({ [names.documentChild]: text }).transform((env) => ({ child: env[names.documentChild] })),
  figures: z
    .object({ [names.figuresChild]: text, [names.authority]: text, [names.council]: text })
    .transform((env) => ({
      child: env[names.figuresChild],
      council: { authority: env[names.authority], name: env[names.council] },
    })),
  clock: z
    .object({
      [names.fixedClock]: z.preprocess((value) => (value === '' ? undefined : value), z.iso.datetime().optional()),
    })
    .transform((env) => ({
      fixed: env[names.fixedClock] === undefined ? undefined : new Date(env[names.fixedClock] ?? ''),
    })),
} as const;

export type Section = keyof typeof sections;
export type Environment<S extends Section> = z.output<(typeof sections)[S]>;

/**
 * The variables of one part, checked. A missing or malformed variable is a fault of the installation: it throws, and
 * names the variable, never its value.
 */
export function environment<S extends Section>(section: S, source: NodeJS.ProcessEnv = process.env): Environment<S> {
  const parsed = sections[section].safeParse(source);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not complete for "${section}". ${faults.join('; ')}`);
  }
  return parsed.data as Environment<S>;
}
