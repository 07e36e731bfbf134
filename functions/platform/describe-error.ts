/**
 * What may be logged of an error. Never its message: it may quote what somebody typed, a file's name or content, a token.
 * The frames say where it was thrown, and there the message can be read.
 */
export interface ErrorFacts {
  /** The class's name: `TypeError`, `ConditionalCheckFailedException`. */
  name: string;
  /** A system's or library's own code: `ENOENT`. */
  code?: string;
  /** Of the HTTP answer of an AWS service, with the id under which AWS knows the request. */
  status?: number;
  requestId?: string;
  /** `functions/packs/build-pack.ts:12:3`, innermost first. */
  frames: string[];
  cause?: ErrorFacts;
}

const mostFrames = 12;
const mostCauses = 3;
const className = /^[A-Za-z][\w.$]{0,60}$/;
const errorCode = /^[A-Z][A-Z0-9_]{1,60}$/;
const requestName = /^[\w=+/-]{8,128}$/;
/** The end of a stack's line, from the folder on that is the same on every machine; in AWS a bundle's file stands alone. */
const place = /(?:^|[/(])((?:functions|generated|local|tools|node_modules)\/[\w@/.+-]*:\d+:\d+|\w+\.mjs:\d+:\d+)\)?$/;

/** Any thrown value, told without anything that its text may hold. */
export function describeError(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { name: `thrown ${typeof error}`, frames: [] };
  const { code, $metadata } = error as {
    code?: unknown;
    $metadata?: { httpStatusCode?: unknown; requestId?: unknown };
  };
  const status = $metadata?.httpStatusCode;
  const requestId = $metadata?.requestId;
  return {
    name: className.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && errorCode.test(code) ? { code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof requestId === 'string' && requestName.test(requestId) ? { requestId } : {}),
    frames: framesOf(error),
    ...(error.cause !== undefined && depth < mostCauses ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

function framesOf(error: Error): string[] {
  const stack = typeof error.stack === 'string' ? error.stack : '';
  // The stack begins with the message, whose own lines may look like frames.
  const message = String(error.message);
  const from = message === '' ? 0 : stack.indexOf(message) + message.length;
  if (from < message.length) return [];
  return stack
    .slice(from)
    .split('\n')
    .flatMap((line) => (/^\s+at /.test(line) ? (place.exec(line)?.[1] ?? []) : []))
    .slice(0, mostFrames);
}
