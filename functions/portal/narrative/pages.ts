import { may } from '../../access/authorisation.ts';
import { frameworkOf } from '../../reviews/frameworks.ts';
import { type Framework, largestSection, type NarrativeSection, type Review } from '../../reviews/model.ts';
import { readNarrative } from '../../reviews/read-review.ts';
import { saveNarrative, writingOf } from '../../reviews/save-narrative.ts';
import { type FieldErrors, readForm } from '../http/form.ts';
import { notFound } from '../http/problem.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import { crumbs, onReview } from '../http/visit.ts';
import type { Visit } from '../model.ts';
import { bindNumber, figureTools, insertAtEnd } from './offers.ts';
import { previewOf } from './preview.ts';

type Section = Framework['sections'][number];

export const showNarrative = onReview(async ({ context, parts, actor }, review) => {
  const saved = await readNarrative(parts, actor, review.reviewId);
  if (!saved.ok) return fail(context, saved);
  const byId = new Map(saved.value.map((section) => [section.sectionId, section]));
  const sections = frameworkOf(review.framework).sections.map((section) => {
    const { markdown = '', edition = 0, savedAt, savedBy } = byId.get(section.id) ?? {};
    return { ...section, written: markdown.trim() !== '', words: wordsIn(markdown), edition, savedAt, savedBy };
  });
  return page(context, 'narrative/list', { title: 'Narrative', crumbs: crumbs(review), review, sections });
});

export const editSection = onReview(async (visit, review) => {
  const found = await sectionOf(visit, review);
  if (!found) return fail(visit.context, notFound);
  return editor(visit, review, found.section, { ...found.saved, unsaved: false }, {});
});

/**
 * Saves, or with `next=preview` only shows what would be printed, or looks for figures (`next=find`), or puts one in place of a typed number (`bind`)
 * or at the end (`insert`). What was typed is kept whatever happens.
 */
export const saveSection = onReview(async (visit, review) => {
  const { context, parts, actor } = visit;
  const found = await sectionOf(visit, review);
  if (!found || !may(actor, writingOf(found.section))) return fail(context, notFound);
  const { section, saved } = found;
  const values = await readForm(context);
  const markdown = values.markdown ?? '';
  const edition = /^\d{1,9}$/.test(values.edition ?? '') ? Number(values.edition) : 0;
  const typed = { ...saved, markdown, edition, unsaved: true };
  const asks = { find: values.find ?? '' };
  if (values.next === 'preview' || values.next === 'find') {
    return editor(visit, review, section, typed, {}, { asks: values.next === 'find' ? asks : {} });
  }
  if (values.bind !== undefined || values.insert !== undefined) {
    const changed =
      values.bind === undefined ? insertAtEnd(markdown, values.insert ?? '') : bindNumber(markdown, values.bind);
    if (changed !== undefined) return editor(visit, review, section, { ...typed, markdown: changed }, {}, { asks });
    const message =
      'The words were changed after the figures were offered. Choose “Preview without saving”, then choose again.';
    return editor(visit, review, section, typed, { markdown: message }, { asks });
  }
  if (markdown.length > largestSection) {
    const message = `“${section.heading}” must be ${largestSection} characters or fewer; it has ${markdown.length}. Move some of it to evidence.`;
    return editor(visit, review, section, typed, { markdown: message });
  }
  const done = await saveNarrative(parts, actor, review.reviewId, section.id, { markdown, edition });
  if (done.ok) return seeOther(context, `/reviews/${review.reviewId}/narrative/${section.id}?saved=1`);
  if (done.code === 'not-found') return fail(context, done);
  // The newest edition goes into the form: saving again is then a decision, made with theirs in view.
  const newest = done.code === 'stale' ? saved.edition : edition;
  const theirs = done.code === 'stale' ? saved : undefined;
  return editor(visit, review, section, { ...typed, edition: newest }, { markdown: done.message }, { theirs });
});

async function sectionOf(
  { context, parts, actor }: Visit,
  review: Review,
): Promise<{ section: Section; saved: NarrativeSection } | undefined> {
  const id = context.req.param('sectionId');
  const section = frameworkOf(review.framework).sections.find((each) => each.id === id);
  const narrative = section ? await readNarrative(parts, actor, review.reviewId) : undefined;
  const saved = narrative?.ok ? narrative.value.find((each) => each.sectionId === id) : undefined;
  return section && saved ? { section, saved } : undefined;
}

async function editor(
  visit: Visit,
  review: Review,
  section: Section,
  shown: NarrativeSection & { unsaved: boolean },
  errors: FieldErrors,
  { theirs, asks = {} }: { theirs?: NarrativeSection | undefined; asks?: { find?: string } } = {},
): Promise<Response> {
  const { context, actor, settings } = visit;
  const figures = await figureTools(visit);
  const tools = figures.ok ? figures.value : undefined;
  const sections = frameworkOf(review.framework).sections;
  const next = sections[sections.findIndex(({ id }) => id === section.id) + 1];
  const model = {
    title: section.heading,
    crumbs: crumbs(review, { href: `/reviews/${review.reviewId}/narrative`, text: 'Narrative' }),
    ...{ review, section, errors, theirs, next, shown },
    values: { markdown: shown.markdown, find: asks.find ?? '' },
    preview: previewOf(tools, shown.markdown),
    found: asks.find && tools ? { query: asks.find, ...tools.find(asks.find) } : undefined,
    offersFigures: tools !== undefined,
    saved: context.req.query('saved') !== undefined && !shown.unsaved,
    mayWrite: may(actor, writingOf(section)),
    indicators: (tools?.indicators ?? []).map(({ code, label }) => ({ code, label })),
    example: `[[cpp.count | ${settings.council.name} | ${review.asAt}]]`,
  };
  const status = theirs ? 409 : Object.keys(errors).length > 0 ? 422 : 200;
  return page(context, 'narrative/edit', model, status);
}

function wordsIn(markdown: string): number {
  return markdown.trim() === '' ? 0 : markdown.trim().split(/\s+/).length;
}
