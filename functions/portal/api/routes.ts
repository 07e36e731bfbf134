import { approvalEndpoints } from './approvals.ts';
import { auditEndpoints } from './audit.ts';
import type { Endpoint } from './endpoint.ts';
import { evidenceEndpoints } from './evidence.ts';
import { figuresEndpoints } from './figures.ts';
import { importEndpoints } from './imports.ts';
import { indicatorFiguresEndpoints } from './indicator-figures.ts';
import { indicatorEndpoints } from './indicators.ts';
import { jobEndpoints } from './jobs.ts';
import { offerEndpoints } from './offers.ts';
import { peopleEndpoints } from './people.ts';
import { planEndpoints } from './plan.ts';
import { progressEndpoints } from './progress.ts';
import { publishedFileEndpoints } from './published-files.ts';
import { reviewEndpoints } from './reviews.ts';
import { revisionEndpoints } from './revisions.ts';
import { targetEndpoints } from './targets.ts';
import { versionEndpoints } from './versions.ts';

/** The HTTP API: the same journey as the pages, as JSON. */
export const apiRoutes: readonly Endpoint[] = [
  ...reviewEndpoints,
  ...evidenceEndpoints,
  ...revisionEndpoints,
  ...figuresEndpoints,
  ...indicatorFiguresEndpoints,
  ...importEndpoints,
  ...indicatorEndpoints,
  ...offerEndpoints,
  ...publishedFileEndpoints,
  ...targetEndpoints,
  ...versionEndpoints,
  ...approvalEndpoints,
  ...jobEndpoints,
  ...peopleEndpoints,
  ...auditEndpoints,
  ...progressEndpoints,
  ...planEndpoints,
];
