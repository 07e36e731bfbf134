import { may } from '../../access/authorisation.ts';
import { listImports } from '../../metrics/imports/list-imports.ts';
import type { FiguresImport } from '../../metrics/imports/model.ts';
import { listReleases } from '../../metrics/releases/list-releases.ts';
import { figuresNeeded, type ReviewNeeds } from '../../packs/read/figures-needed.ts';
import { fail, page } from '../http/replies.ts';
import type { Handle, Visit } from '../model.ts';
import { indicatorPath } from './indicator/paths.ts';
import { needWords, packWords } from './needs.ts';

const newest = 5;
/** Of a list that says only where to look. */
const mostBehind = 12;

/** What is missing for which pack and by when, what waits for somebody, what is out of date, and what came in last. */
export const showFigures: Handle = async (visit) => {
  const { context, parts, actor, settings } = visit;
  const releases = await listReleases(parts, actor);
  if (!releases.ok) return fail(context, releases);
  const today = parts.clock().toISOString().slice(0, 10);
  const needed = await figuresNeeded(parts, actor, { authority: settings.council.authority, today });
  if (!needed.ok) return fail(context, needed);
  const { reviews, behind } = needed.value;
  return page(context, 'figures/home', {
    title: 'Figures',
    mayImport: may(actor, 'figures.import'),
    awaiting: await awaiting(visit),
    reviews: reviews.map(reviewModel),
    behind: behind.slice(0, mostBehind).map((one) => ({ ...one, href: indicatorPath(one.code) })),
    behindMore: Math.max(0, behind.length - mostBehind),
    releases: releases.value.filter(({ kind }) => kind === 'import').slice(0, newest),
  });
};

function reviewModel({ review, due, needs }: ReviewNeeds) {
  const said = needs.map((need) => ({ ...need, href: indicatorPath(need.code), ...needWords(need) }));
  const missing = needs.filter(({ state }) => state === 'missing' || state === 'some').length;
  return {
    ...review,
    due: due ?? '',
    tag: packWords(missing, needs.length),
    complete: missing === 0,
    open: said.filter(({ state, notes }) => state !== 'held' || notes.length > 0),
    held: said.filter(({ state, notes }) => state === 'held' && notes.length === 0),
  };
}

const waits: Partial<Record<FiguresImport['state'], string>> = {
  'awaiting-upload': 'its file has not come',
  reading: 'it is being read',
  ready: 'look at what it changes, then confirm or discard it',
};

/** Imports that are under way, for those who may confirm them. */
async function awaiting({ parts, actor }: Visit) {
  if (!may(actor, 'figures.import')) return [];
  const imports = await listImports(parts, actor);
  if (!imports.ok) return [];
  return imports.value.flatMap(({ importId, state, fileName, source }) => {
    const says = waits[state];
    return says === undefined ? [] : [{ importId, name: fileName ?? source, says }];
  });
}
