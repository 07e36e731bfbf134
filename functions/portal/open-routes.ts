/** What needs no session, beside the style sheet and the script. A test holds the portal's routes to this list. */
export const openRoutes = [
  'GET /',
  'GET /accessibility',
  'GET /api/v1/openapi.json',
  'GET /sign-in',
  'GET /sign-in/complete',
  'GET /signed-in',
  'GET /signed-out',
  'POST /sign-out',
] as const;
