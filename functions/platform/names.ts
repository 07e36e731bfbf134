/**
 * Names that the code and the infrastructure share. Imports nothing, so that `infra/` can read it alone.
 */

/** Environment variables, read and checked in `environment.ts`, set by `infra/` and by `local/`. */
export const environmentNames = {
  table: 'TABLE_NAME',
  tableEndpoint: 'TABLE_ENDPOINT',
  quarantineBucket: 'QUARANTINE_BUCKET',
  evidenceBucket: 'EVIDENCE_BUCKET',
  packsBucket: 'PACKS_BUCKET',
  recordsBucket: 'RECORDS_BUCKET',
  objectsEndpoint: 'OBJECTS_ENDPOINT',
  inspectQueue: 'INSPECT_QUEUE_URL',
  buildQueue: 'BUILD_QUEUE_URL',
  fileQueue: 'FILE_QUEUE_URL',
  figuresQueue: 'FIGURES_QUEUE_URL',
  queueEndpoint: 'QUEUE_ENDPOINT',
  portalOrigin: 'PORTAL_ORIGIN',
  objectsOrigin: 'OBJECTS_ORIGIN',
  issuer: 'OIDC_ISSUER',
  signInOrigin: 'SIGN_IN_ORIGIN',
  clientId: 'OIDC_CLIENT_ID',
  clientSecret: 'OIDC_CLIENT_SECRET',
  originSecret: 'ORIGIN_SECRET',
  /** Instead of the usual limits of `functions/access/rate-limit.ts`, all of them: for measuring. */
  requestsPerMinute: 'REQUESTS_PER_MINUTE',
  council: 'COUNCIL_NAME',
  authority: 'AUTHORITY_CODE',
  notice: 'SAMPLE_NOTICE',
  /** Where a bundle is divided; frozen into each manifest. */
  volumePages: 'VOLUME_PAGES',
  volumeBytes: 'VOLUME_BYTES',
  documentChild: 'DOCUMENT_CHILD',
  figuresChild: 'FIGURES_CHILD',
  parserFunction: 'PARSER_FUNCTION',
  functionsEndpoint: 'FUNCTIONS_ENDPOINT',
  fixedClock: 'FIXED_CLOCK',
  acceptUnscanned: 'ACCEPT_UNSCANNED',
} as const;

/** Bucket roles; each has its own bucket, its own policy and its own environment variable. */
export type BucketRole = 'quarantine' | 'evidence' | 'packs' | 'records';

/** Background work. One queue each, with its dead-letter queue and alarm. */
export const jobKinds = ['inspect-evidence', 'build-pack', 'make-file', 'read-figures'] as const;
export type JobKind = (typeof jobKinds)[number];

/** Functions that another function calls and waits for. */
export type FunctionRole = 'parse-evidence';

/** The one secondary index of the one table. Overloaded: each entity says what it is for. */
export const gsi1 = { name: 'gsi1', partition: 'gsi1pk', sort: 'gsi1sk' } as const;

/** Partition and sort key of the one table. */
export const tableKey = { partition: 'pk', sort: 'sk' } as const;

/** When the annual report is drafted, by London's clock. */
export const annualReportSchedule = { month: 6, day: 1, hour: 6, minute: 0, timezone: 'Europe/London' } as const;

/** Where objects lie. Keys are made of our own ids and digests, never of what a person typed. */
export const keys = {
  /** quarantine: an upload as it arrived. */
  upload: (itemId: string, revisionId: string) => `uploads/${itemId}/${revisionId}`,
  /** quarantine: a figures file as it arrived; it may hold children's data, and goes as soon as it has been read. */
  figuresUpload: (importId: string) => `figures/${importId}`,
  /** evidence: an original that was inspected and found ready. */
  original: (sha256: string) => `originals/${sha256}`,
  /** evidence: the relocatable object compiled from the original with that digest by that compiler. */
  compiled: (sha256: string, compiler: string) => `compiled/${compiler}/${sha256}`,
  /**
   * evidence: what one build typeset and compiled, and the plans of its volumes, until its files are made. Named by version and
   * digest, so that work done twice finds the same.
   */
  piece: (versionId: string, madeFrom: string, sha256: string) => `pieces/${versionId}/${madeFrom}/${sha256}`,
  /** records: the observations of a release, as JSON. */
  observations: (sha256: string) => `observations/${sha256}.json`,
  /** records: what the reader of a figures file said of it, as JSON. */
  reading: (sha256: string) => `readings/${sha256}.json`,
  /** records: a figures file as it was imported. */
  figuresFile: (sha256: string) => `figures/${sha256}`,
  /** records: an edition of a delivery plan, as JSON. */
  plan: (sha256: string) => `plans/${sha256}.json`,
  /** records: a frozen manifest, as canonical JSON. */
  manifest: (sha256: string) => `manifests/${sha256}.json`,
  /** records: what was approved and when it was released, as canonical JSON. */
  releaseRecord: (sha256: string) => `manifests/releases/${sha256}.json`,
  /**
   * packs: a file of a version. The digest of what it was made from, its manifest or its release record, is in the key, so
   * that work done twice writes the same object.
   */
  packFile: (versionId: string, madeFrom: string, file: string) => `versions/${versionId}/${madeFrom}/${file}`,
} as const;
