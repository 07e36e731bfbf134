import { z } from 'zod';
import { type FiguresImport, importStates, refusalCauses } from '../../metrics/imports/model.ts';
import type { Preview } from '../../metrics/imports/preview-import.ts';
import { bases, type Observation, placeKinds } from '../../metrics/model.ts';
import { formats } from '../../metrics/reading.ts';
import type { FigureChange } from '../../metrics/releases/compare-releases.ts';
import type { Standing } from '../../metrics/releases/read-release.ts';
import { symbolList } from '../../metrics/symbols.ts';
import { problem, release, releaseBody, summary } from './schemas.ts';

const text = z.string();
const id = z.string().regex(/^[0-9a-z]{26}$/, 'must be the id of an import that stands');

/** What is said of a file before it is sent. */
export const importBody = releaseBody.omit({ fileName: true }).extend({
  neighbourModelYear: releaseBody.shape.neighbourModelYear.default('not stated'),
  asAt: z.iso.date().optional().describe('Of an Annex A workbook: the day that its lists are of'),
  replaces: id.optional().describe('The release that this one takes the place of'),
});

export const confirmBody = z.strictObject({
  over: z.string().max(40).describe('As the preview said it: what is confirmed is what was seen'),
});

export const undoBody = z.strictObject({ reason: z.string().trim().min(1).max(500) });

const figuresImport = z.object({
  importId: text,
  state: z.enum(importStates),
  jobId: text,
  createdAt: text,
  createdBy: text,
  source: text,
  status: z.enum(['provisional', 'final', 'revised']),
  neighbourModelYear: text,
  basis: z.enum(bases),
  asAt: text.optional(),
  replaces: text.optional(),
  versionId: text.optional(),
  scan: z.enum(['clean', 'not-scanned-local-run']).optional(),
  fileName: text.optional(),
  size: z.number().optional().describe('Bytes'),
  fileDigest: text.optional().describe('SHA-256 of the file'),
  format: z.enum(formats).optional(),
  observations: text.optional(),
  reading: text.optional(),
  rows: z.int().optional().describe('How many figures it holds'),
  reason: text.optional().describe('Why it was refused, and what to do'),
  cause: z.enum(refusalCauses).optional().describe('Stable: programs may rely on it'),
  releaseId: text.optional().describe('The release that it became'),
}) satisfies z.ZodType<FiguresImport>;

const figure = z.object({
  indicator: text,
  place: z.object({ code: text, name: text, kind: z.enum(placeKinds), models: z.array(text).optional() }),
  date: text,
  breakdown: text.optional(),
  value: text.optional(),
  symbol: z.enum(symbolList).optional(),
  numerator: text.optional(),
  denominator: text.optional(),
  populationVintage: text.optional(),
  note: text.optional(),
  row: z.int().optional(),
  sheet: text.optional(),
}) satisfies z.ZodType<Observation>;
const change = z.object({ before: figure.optional(), after: figure.optional() }) satisfies z.ZodType<FigureChange>;

export const importReplies = {
  opened: z.object({
    import: figuresImport,
    form: z
      .object({ url: text, fields: z.record(text, text) })
      .describe('Post the file here as multipart, these fields first, the file last as "file"'),
    largestBytes: z.int(),
  }),
  import: z.object({ import: figuresImport, progress: text.optional().describe('How far the reading is, in words') }),
  imports: z.object({ imports: z.array(figuresImport) }),
  itself: figuresImport,
  findings: z.object({ import: figuresImport, problems: z.array(problem), warnings: z.array(problem) }),
  preview: z.object({
    import: figuresImport,
    over: text.describe('To be sent back when it is confirmed'),
    counts: z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), gone: z.int() }),
    changes: z.array(change).describe('Of the kind that was asked for, from the place that was asked for'),
    next: z.int().optional().describe('Where the next part begins'),
    summary,
    warnings: z.array(problem),
    twins: z.array(release).describe('Imports of the very same file'),
  }),
  release: z.object({
    release,
    summary,
    warnings: z.array(problem),
    inForce: z.boolean(),
    supersededBy: release.optional(),
    supersedes: release.optional(),
  }) satisfies z.ZodType<Standing>,
  undone: release,
} as const;

export const previewKinds = ['changed', 'added', 'gone'] as const;
export type PreviewKind = (typeof previewKinds)[number];

/** So many figures are shown at a time. */
export const previewPage = 50;

/** A part of a preview: the changes of one kind, from one on. */
export function partOf(preview: Preview, kind: PreviewKind, from: number, most = previewPage) {
  const all = preview[kind];
  const changes = all.slice(from, from + most);
  const next = from + changes.length;
  return { changes, all: all.length, ...(next < all.length ? { next } : {}) };
}

/** Which part is asked for: `show` and `from` of the query. What is neither counts as the first. */
export function askedPart(query: Record<string, string>, preview: Preview): { kind: PreviewKind; from: number } {
  const fullest = previewKinds.find((kind) => preview[kind].length > 0) ?? 'changed';
  const kind = previewKinds.find((each) => each === query.show) ?? fullest;
  const from = /^\d{1,7}$/.test(query.from ?? '') ? Number(query.from) : 0;
  return { kind, from: from < preview[kind].length ? from : 0 };
}
