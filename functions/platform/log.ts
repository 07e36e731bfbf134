import { Logger } from '@aws-lambda-powertools/logger';
import { describeError } from './describe-error.ts';

/**
 * All that may be logged: our own ids, codes and counts. What is not in this list is dropped, and so is a value that is not
 * of its field's form, because it may be a name, an address or a text that somebody typed. Nobody's id is here either: an
 * identity provider may use a name for it.
 */
export interface LogFields {
  jobId?: string | undefined;
  reviewId?: string | undefined;
  itemId?: string | undefined;
  revisionId?: string | undefined;
  versionId?: string | undefined;
  releaseId?: string | undefined;
  importId?: string | undefined;
  /** Of ours, not a cookie's token: it opens nothing. */
  sessionId?: string | undefined;
  /** Given to whoever saw the error page. */
  reference?: string | undefined;
  kind?: string | undefined;
  code?: string | undefined;
  state?: string | undefined;
  action?: string | undefined;
  /** Of HTTP. */
  method?: string | undefined;
  /** A route's pattern (`/reviews/:reviewId`), never a path. */
  route?: string | undefined;
  status?: number | undefined;
  attempt?: number | undefined;
  count?: number | undefined;
  number?: number | undefined;
  pages?: number | undefined;
  bytes?: number | undefined;
  ms?: number | undefined;
  /** Anything thrown; told by `describeError`. */
  error?: unknown;
}

export interface Log {
  /** Messages are words of ours, without anything put in: a test reads every call. */
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** A bug or an outage. Where the error came from is logged, its message is not. */
  error(message: string, error: unknown, fields?: LogFields): void;
}

const id = /^(?:[0-7][0-9a-hjkmnp-tv-z]{25}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64}|council)$/;
const word = /^[A-Za-z][A-Za-z0-9.-]{0,50}$/;
const number = /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/;
const forms: Record<Exclude<keyof LogFields, 'error'>, RegExp> = {
  jobId: id,
  reviewId: id,
  itemId: id,
  revisionId: id,
  versionId: id,
  releaseId: id,
  importId: id,
  sessionId: id,
  reference: id,
  kind: word,
  code: word,
  state: word,
  action: word,
  method: /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/,
  route: /^(?:\*|\/(?:[a-z0-9.-]+|:\w+|\*)?)+$/,
  status: number,
  attempt: number,
  count: number,
  number,
  pages: number,
  bytes: number,
  ms: number,
};

/** What is left of fields by the list above. How many were withheld is said, so that a mistake can be found. */
export function redact(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  let withheld = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (name === 'error') kept.error = describeError(value);
    else if (Object.hasOwn(forms, name) && forms[name as keyof typeof forms].test(String(value))) kept[name] = value;
    else withheld += 1;
  }
  return withheld === 0 ? kept : { ...kept, withheld };
}

/** Structured lines through Powertools. The level comes from POWERTOOLS_LOG_LEVEL. */
export function createLog(service: string): Log {
  const logger = new Logger({ serviceName: service });
  return {
    info: (message, fields = {}) => logger.info(message, redact(fields)),
    warn: (message, fields = {}) => logger.warn(message, redact(fields)),
    error: (message, error, fields = {}) => logger.error(message, redact({ ...fields, error })),
  };
}
