/**
 * The one place that turns an outcome's code into an HTTP status. A use case with a new code doesn't compile until it stands here.
 */
const statuses = {
  'not-signed-in': 401,
  'sign-in-again': 401,
  'no-role': 403,
  'cross-site': 403,
  'not-found': 404,
  stale: 409,
  closed: 409,
  'in-progress': 409,
  'not-built': 409,
  'too-large': 413,
  'unsupported-type': 415,
  invalid: 422,
  refused: 422,
  dates: 422,
  'too-long': 422,
  'unknown-framework': 422,
  fault: 500,
} as const;

export type Code = keyof typeof statuses;
export type Status = (typeof statuses)[Code];

export function statusOf(code: Code): Status {
  return statuses[code];
}

/** RFC 9110's names, for the titles of problem details. */
export const statusTitles: Record<Status, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
};
