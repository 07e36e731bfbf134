import type { TypesetRequest } from '../../documents/typeset/typeset.ts';
import { fingerprint } from '../model.ts';
import { type AnyView, styleOf, templateAndModel } from './compose-pack.ts';
import { stillMissing, titleOf, versionLabel } from './pages/control.ts';
import { indexRows, sheetId } from './pages/evidence-pages.ts';
import { firstChanges, firstGaps } from './pages/first-few.ts';
import { plural } from './pages/format.ts';
import { type Gap, gapsOf } from './pages/gaps.ts';
import type { Entry } from './pages/pages.ts';
import { fact } from './pages/words.ts';
import { type DocumentView, type EvidenceView, isMissing } from './peer-review/view.ts';
import { renderTemplate } from './render-template.ts';

/** A run of items that stands in one file. */
interface PackVolume {
  number: number;
  refs: readonly string[];
}

/** Rows and coversheets that are set in one run, so that none grows beyond 300 pages. */
export interface PieceSizes {
  coversheets: number;
  indexRows: number;
  exceptions: number;
  manifestRows: number;
}

/** A piece of a bundle, before its numbers are known. */
export interface Piece {
  /** In words, for errors: 'the evidence index, from E0251'. */
  holds: string;
  /** Number of the volume in which it stands. */
  volume: number;
  /** The items whose coversheets it is, one page each; none of any other piece. */
  items: readonly EvidenceView[];
  /** @param pages printed numbers of the first and last page of its volume */
  html: (pages: { first: number; last: number }) => string;
}

export interface LargePack {
  style: TypesetRequest['style'];
  /** In the order of the bundle. */
  pieces: readonly Piece[];
}

type Model = Extract<ReturnType<typeof templateAndModel>['model'], { sheets: unknown }>;

/**
 * A bundle that is set in pieces: what is before the evidence in the first volume, an opener for each other volume, coversheets, and what
 * follows the evidence in the last. The contents name volumes in place of items: the index lists those.
 */
export function composeLarge(view: AnyView, volumes: readonly PackVolume[], sizes: PieceSizes): LargePack {
  const shown = { ...view, control: { ...view.control, changes: firstChanges(view) } };
  const before = piecesOf(shown, volumes, sizes, []);
  const printed = before.filter(({ items }) => items.length === 0);
  const gaps = printed.flatMap((piece) => {
    const html = piece.html({ first: 1, last: 1 });
    return gapsOf(html, Object.fromEntries(linksOf(html).map((href) => [href, { page: 1 }])));
  });
  const missing = stillMissing(shown, firstGaps(gaps));
  return {
    style: styleOf(view, missing),
    pieces: missing.length === 0 ? before : piecesOf(shown, volumes, sizes, missing),
  };
}

function piecesOf(view: AnyView, volumes: readonly PackVolume[], sizes: PieceSizes, missing: readonly Gap[]): Piece[] {
  const { template, model } = templateAndModel(view, 'bundle', missing);
  if (!('sheets' in model)) throw new Error(`The template ${template} carries no evidence`);
  const last = volumes.at(-1)?.number ?? 1;
  const front: Piece = {
    holds: 'the pages before the evidence',
    volume: 1,
    items: [],
    html: () =>
      renderTemplate(template, {
        ...model,
        ...coverOf(model, volumes.length),
        ...('contents' in model ? { contents: contentsOf(model.contents, volumes) } : {}),
        ...{ index: undefined, sheets: [], exceptions: undefined, manifest: undefined },
      }),
  };
  return [
    front,
    ...indexPieces(model, volumes, sizes.indexRows),
    ...volumes.flatMap((volume) => [
      ...(volume.number === 1 ? [] : [openerOf(view, volume, volumes.length)]),
      ...coversheets(view, model, volume, sizes.coversheets),
    ]),
    ...exceptionPieces(model, last, sizes.exceptions),
    ...manifestPieces(model, last, sizes.manifestRows),
  ];
}

const rangeOf = (refs: readonly string[]): string =>
  refs.length > 1 ? `${refs[0]} to ${refs.at(-1)}` : (refs[0] ?? 'none');

const volumeId = (number: number): string => `volume-${number}`;

/** Every target in the pack that HTML of ours links to, each once: `#evidence-E07`, `pack:E07`. */
export const linksOf = (html: string): string[] => [
  ...new Set([...html.matchAll(/ href="(#[^"]+|pack:[^"]+)"/g)].flatMap(([, href]) => href ?? [])),
];

/** The stylesheet counts the sections of one piece only: the others print the number that the contents give them. */
const plain = (entry: Entry): Entry =>
  entry.byStyle ? { ...entry, byStyle: false, title: `${entry.number} ${entry.title}` } : entry;

/** Whoever is handed one file should know that there are others. */
function coverOf(model: Model, volumes: number) {
  if (volumes === 1 || !('cover' in model)) return {};
  return { cover: { ...model.cover, facts: [...model.cover.facts, fact('Volume', `1 of ${volumes}`)] } };
}

const ENDS: ReadonlySet<string> = new Set(['evidence-index', 'exceptions', 'manifest']);

function contentsOf(contents: readonly Entry[], volumes: readonly PackVolume[]) {
  return contents.map((entry) => {
    if (!ENDS.has(entry.id)) return entry;
    const listed = entry.id === 'evidence-index' && volumes.length > 1 ? volumes : [];
    const children = listed.map(({ number, refs }) => ({
      id: number === 1 ? sheetId(refs[0] ?? '') : volumeId(number),
      number: '',
      title: `Volume ${number} of ${volumes.length}: ${rangeOf(refs)}`,
      byStyle: false,
    }));
    return { ...plain(entry), children };
  });
}

function indexPieces(model: Model, volumes: readonly PackVolume[], size: number): Piece[] {
  const { index } = model;
  if (index === undefined) return [];
  const volumeOf = new Map(volumes.flatMap(({ number, refs }) => refs.map((ref) => [ref, String(number)] as const)));
  const several = volumes.length > 1;
  const rows = index.rows.map((row) => ({ ...row, volume: several ? (volumeOf.get(row.ref) ?? '') : '' }));
  return inPieces(rows, size).map((some, place) => ({
    holds: `the evidence index, from ${some[0]?.ref ?? 'its beginning'}`,
    volume: 1,
    items: [],
    html: () =>
      renderTemplate('partials/evidence-index', {
        ...{ ...index, entry: plain(index.entry), rows: some, volumes: several, bundle: true },
        continued: place === 0 ? '' : `continued from ${some[0]?.ref}`,
      }),
  }));
}

function openerOf(view: AnyView, { number, refs }: PackVolume, volumes: number): Piece {
  const rows = indexRows({ evidence: itemsOf(view, refs) });
  return {
    holds: `the first pages of volume ${number}`,
    volume: number,
    items: [],
    html: ({ first, last }) =>
      renderTemplate('partials/volume', {
        id: volumeId(number),
        title: `Volume ${number} of ${volumes}`,
        facts: [
          fact('Title', titleOf(view)),
          fact('Council', view.council),
          fact('Version', versionLabel(view)),
          fact('Fingerprint', isMissing(view.pack.digest) ? 'None' : fingerprint(view.pack.digest)),
          fact('Evidence', `${rangeOf(refs)}, ${plural(refs.length, 'item')}`),
          fact('Pack pages', `${first} to ${last}`),
          fact('Contents and index', 'Of all volumes, in volume 1'),
        ],
        rows,
      }),
  };
}

function coversheets(view: AnyView, model: Model, { number, refs }: PackVolume, size: number): Piece[] {
  const sheets = new Map(model.sheets.map((sheet) => [sheet.ref, sheet]));
  const back = { href: `#${volumeId(number)}`, words: 'Back to the list of this volume' };
  return inPieces(itemsOf(view, refs), size)
    .filter((items) => items.length > 0)
    .map((items) => ({
      holds: `the coversheets from ${items[0]?.ref}`,
      volume: number,
      items,
      html: () =>
        renderTemplate('partials/sheets', {
          sheets: items.map(({ ref }) => ({ ...sheets.get(ref), ...(number === 1 ? {} : { back }) })),
        }),
    }));
}

function itemsOf({ evidence }: DocumentView, refs: readonly string[]): EvidenceView[] {
  const wanted = new Set(refs);
  return evidence.filter(({ ref }) => wanted.has(ref));
}

function exceptionPieces({ exceptions }: Model, volume: number, size: number): Piece[] {
  if (exceptions === undefined) return [];
  return inPieces(exceptions.rows, size).map((rows, place) => ({
    holds: `the exceptions, from row ${place * size + 1}`,
    volume,
    items: [],
    html: () =>
      renderTemplate('partials/exceptions', {
        ...{ ...exceptions, entry: plain(exceptions.entry), rows },
        continued: place === 0 ? '' : 'continued',
      }),
  }));
}

function manifestPieces({ manifest }: Model, volume: number, size: number): Piece[] {
  return inPieces(manifest.entries, size).map((entries, place) => ({
    holds: `the manifest, from row ${place * size + 1}`,
    volume,
    items: [],
    html: () =>
      renderTemplate('partials/manifest', {
        ...{ ...manifest, entry: plain(manifest.entry), entries },
        continued: place === 0 ? '' : 'continued',
      }),
  }));
}

/** Always one piece at least: what has no rows says so. */
function inPieces<T>(rows: readonly T[], size: number): T[][] {
  const count = Math.max(1, Math.ceil(rows.length / size));
  return Array.from({ length: count }, (_, place) => rows.slice(place * size, (place + 1) * size));
}
