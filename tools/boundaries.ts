/**
 * Who may import whom: the table of docs/architecture.md. Run by `npm run boundaries` (check-boundaries.ts), which also
 * makes sure that a planted violation is found.
 */

/** What each room under functions/ may import of ours, beside itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  documents: [],
  platform: [],
  access: ['platform'],
  metrics: ['access', 'platform'],
  evidence: ['documents', 'access', 'platform'],
  reviews: ['metrics', 'evidence', 'access', 'platform'],
  packs: ['reviews', 'metrics', 'evidence', 'documents', 'access', 'platform'],
  reports: ['packs', 'reviews', 'metrics', 'access', 'platform'],
};
const roomRules = Object.entries(mayImport).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `functions/${room} may import ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error' as const,
  from: { path: `^functions/${room}/` },
  to: {
    path: '^(functions|infra|local|tools|test|bench|examples)/',
    pathNot: `^functions/(${[room, ...allowed].join('|')})/`,
  },
}));

/** The rules, and how modules are read. Under TypeScript 7 only the `swc` parser sees imports at all. */
export const boundaries = {
  forbidden: [
    ...roomRules,
    {
      name: 'no-circles',
      severity: 'error' as const,
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only' as const] } },
    },
    {
      name: 'portal-takes-only-types-of-platform',
      comment: 'the portal is handed its parts; it makes no clients. Names and outcomes are values without clients.',
      severity: 'error' as const,
      from: { path: '^functions/portal/' },
      to: {
        path: '^functions/platform/',
        pathNot: '^functions/platform/(names|outcome|content-disposition)\\.ts$',
        dependencyTypesNot: ['type-only' as const],
      },
    },
    {
      name: 'nobody-imports-the-entries',
      comment: 'lambdas, local and tools compose everything; nobody imports them',
      severity: 'error' as const,
      from: { path: '^(functions|infra)/', pathNot: '^functions/lambdas/' },
      to: { path: '^(functions/lambdas|local|tools)/' },
    },
    {
      name: 'infra-takes-only-names',
      severity: 'error' as const,
      from: { path: '^infra/' },
      to: { path: '^functions/', pathNot: '^functions/platform/names\\.ts$' },
    },
    {
      name: 'names-import-nothing',
      severity: 'error' as const,
      from: { path: '^functions/platform/names\\.ts$' },
      to: {},
    },
    {
      name: 'only-stores-touch-the-table',
      comment: 'store.ts is the only file of a room that defines entities; access and jobs define theirs for all',
      severity: 'error' as const,
      from: {
        path: '^functions/',
        pathNot: '(/store\\.ts|^functions/platform/(jobs|entity)\\.ts|^functions/access/audit\\.ts)$',
      },
      to: { path: 'node_modules/electrodb/' },
    },
    {
      name: 'only-platform-makes-clients',
      severity: 'error' as const,
      from: { path: '^functions/', pathNot: '^functions/platform/' },
      to: { path: 'node_modules/@aws-sdk/' },
    },
    {
      name: 'canary',
      comment: 'a planted violation: if it is not reported, the check does not see TypeScript imports',
      severity: 'warn' as const,
      from: { path: '^test/architecture/canary/' },
      to: { path: '^functions/platform/' },
    },
  ],
  options: {
    parser: 'swc' as const,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(cdk\\.out|coverage|\\.data)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
