import { figureQuery, neighboursPlace } from '../../../metrics/provenance/find-provenance.ts';
import { answersOf, rowInWords, rowsInShort } from '../../../metrics/provenance/in-words.ts';
import type { Part, Provenance, Stood } from '../../../metrics/provenance/model.ts';
import { readProvenance } from '../../../metrics/provenance/read-figures-of.ts';
import type { Release } from '../../../metrics/store.ts';
import { invalid } from '../../http/problem.ts';
import { fail, page } from '../../http/replies.ts';
import { param } from '../../http/visit.ts';
import type { Handle, PortalContext } from '../../model.ts';
import { catalogueCrumbs, cataloguePath } from '../catalogue.ts';
import { indicatorPath } from './paths.ts';

/** The figure that the query of an address names; empty parts of it count as not said. */
export function figureAsked(context: PortalContext) {
  const said = Object.entries(context.req.query()).filter(([, value]) => value !== '');
  const asked = figureQuery.safeParse(Object.fromEntries(said));
  return asked.success ? { ok: true as const, value: asked.data } : invalid(asked.error.issues);
}

/** Where one figure comes from: its release, file and row, and what it was worked out from. */
export const showProvenance: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const code = param(visit, 'code');
  const asked = figureAsked(context);
  if (!asked.ok) return fail(context, { ok: false, code: 'not-found', message: 'There is no such page.' });
  const found = await readProvenance(parts, actor, code, asked.value);
  if (!found.ok) return fail(context, found);
  const { provenance, indicator, releases } = found.value;
  const back = { href: indicatorPath(code), text: indicator.label };
  return page(context, 'figures/provenance', {
    title: 'Where this figure comes from',
    crumbs: catalogueCrumbs(actor, { href: cataloguePath, text: 'Indicators' }, back),
    figure: provenance.printed,
    what: whatOf(provenance),
    answers: answersOf(provenance),
    parts: partsOf(provenance).map((part) => ({ ...part, rows: rowsOfPart(part) || '–' })),
    partsCaption: captions[provenance.making.how],
    stood: releasesOf(provenance.stood, releases),
    back,
  });
};

function whatOf({ label, breakdown, place, date }: Provenance) {
  const name = place.code === neighboursPlace ? 'Statistical neighbours' : place.name;
  return { label: breakdown === undefined ? label : `${label} (${breakdown})`, place: name, date };
}

const captions: Readonly<Record<Provenance['making']['how'], string>> = {
  given: '',
  'as-published': 'The counts that its source prints beside it',
  calculated: 'Calculated from these two',
  sum: 'Added up from these',
  mean: 'The neighbours, each counting alike',
  difference: 'One less the other',
  share: 'A part of this total',
};

/** Rows of several files are told apart by their source. */
function rowsOfPart({ stood }: Part): string {
  const sources = new Set(stood.map(({ release }) => release.source));
  const said = stood.map((one) => (sources.size > 1 ? `${rowInWords(one)} of ${one.release.source}` : rowInWords(one)));
  return [...new Set(said)].join('; ');
}

const partsOf = ({ making }: Provenance): readonly Part[] => (making.how === 'given' ? [] : making.parts);

/** The rows of each release: a mean rests on ten of one file. */
function releasesOf(stood: readonly Stood[], releases: readonly Release[]) {
  return [...Map.groupBy(stood, ({ release }) => release).entries()].map(([release, rows]) => {
    const kept = releases.find(({ releaseId }) => releaseId === release.releaseId);
    return {
      releaseId: release.releaseId ?? '',
      source: release.source,
      status: release.status,
      fileName: release.fileName ?? 'Not kept',
      rows: rowsOf(rows),
      notes: [
        ...new Set(rows.flatMap((row) => (row.note === undefined ? [] : [`${capital(rowInWords(row))}: ${row.note}`]))),
      ],
      importedAt: release.importedAt ?? '',
      importedBy: kept?.importedBy ?? '',
      fileDigest: kept?.fileDigest ?? '',
    };
  });
}

/** 'rows 12 to 21', by sheet where the file has sheets. */
function rowsOf(stood: readonly Stood[]): string[] {
  return [...Map.groupBy(stood, ({ sheet }) => sheet ?? '').entries()].map(([sheet, there]) => {
    const rows = new Set(there.flatMap(({ row }) => row ?? []));
    const said = rows.size === 0 ? 'Not kept' : `${rows.size === 1 ? 'Row' : 'Rows'} ${rowsInShort([...rows])}`;
    return sheet === '' ? said : `Sheet “${sheet}”: ${said}`;
  });
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
