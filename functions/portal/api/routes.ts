import type { Endpoint } from './endpoint.ts';
import { evidenceEndpoints } from './evidence.ts';
import { figuresEndpoints } from './figures.ts';
import { reviewEndpoints } from './reviews.ts';
import { versionEndpoints } from './versions.ts';

/** The HTTP API: the same journey as the pages, as JSON. */
export const apiRoutes: readonly Endpoint[] = [
  ...reviewEndpoints,
  ...evidenceEndpoints,
  ...figuresEndpoints,
  ...versionEndpoints,
];
