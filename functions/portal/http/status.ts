/**
 * The one place that turns an outcome's code into an HTTP status. A use case with a new code doesn't compile until it stands here.
 */
const statuses = {
  'not-signed-in': 401,
  'sign-in-again': 401,
  'no-role': 403,
  'not-your-post': 403,
  'access-not-begun': 403,
  'cross-site': 403,
  'not-found': 404,
  stale: 409,
  closed: 409,
  'in-progress': 409,
  'not-awaiting': 409,
  'other-digest': 409,
  'already-decided': 409,
  busy: 409,
  'not-approved': 409,
  'newer-released': 409,
  'changed-since': 409,
  'not-released': 409,
  superseded: 409,
  'already-revoked': 409,
  'access-ended': 410,
  withdrawn: 410,
  'too-large': 413,
  'unsupported-type': 415,
  invalid: 422,
  refused: 422,
  dates: 422,
  'too-long': 422,
  'key-reused': 422,
  'unknown-framework': 422,
  'unknown-post': 422,
  'words-needed': 422,
  'too-many': 429,
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
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};
