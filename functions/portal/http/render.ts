import Handlebars from 'handlebars/runtime.js';
import { scripts, stylesheet } from '../../../generated/assets.js';
import { templates } from '../../../generated/portal.js';
import { type Action, may } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import type { Settings } from '../model.ts';
import { begins, byteSize, counted, day, days, ends, moment, number, stateColour, stateWord } from './words.ts';

const engine = Handlebars.create();
const pages = new Map<string, Handlebars.TemplateDelegate>();
for (const [path, specification] of Object.entries(templates)) {
  const template = engine.template(specification);
  pages.set(path, template);
  engine.registerPartial(path, template);
}
engine.registerHelper({
  day,
  begins,
  ends,
  days,
  moment,
  number,
  byteSize,
  stateWord,
  stateColour,
  same: (a: unknown, b: unknown) => a === b,
  has: (list: unknown, item: unknown) => Array.isArray(list) && list.includes(item),
  plural: (count: number, one: string, many: string) => counted(count, one, many),
  join: (list: readonly string[]) => list.join(', '),
  reviewPath: (review: { reviewId: string }, page: string) => `/reviews/${review.reviewId}${page ? `/${page}` : ''}`,
  or: (a: unknown, b: unknown) => Boolean(a) || Boolean(b),
  either: (test: unknown, yes: string, no: string) => (test ? yes : no),
  importPath: ({ importId }: { importId: string }) => `/figures/imports/${importId}`,
  releasePath: ({ releaseId }: { releaseId: string }) => `/figures/releases/${releaseId}`,
  /** HTML that `narrativeHtml` has made: every character that was typed is escaped already. */
  markdown: (html: string) => new engine.SafeString(html),
  fieldId: (name: string, part: string) => `${name}-${part}`,
});

interface Surroundings {
  settings: Settings;
  actor: Actor | undefined;
  path: string;
}

/** HTML of a page inside its layout. Throws when a template is missing or names what the model lacks. */
export function renderPage(
  template: string,
  model: { title: string; errors?: Record<string, string> } & Record<string, unknown>,
  { settings, actor, path }: Surroundings,
): string {
  const render = pages.get(`pages/${template}`);
  if (!render) throw new Error(`No template pages/${template}.hbs`);
  const errors = Object.entries(model.errors ?? {}).map(([field, message]) => ({ field, message }));
  return render({
    ...model,
    errors: model.errors ?? {},
    errorList: errors,
    site: {
      council: settings.council.name,
      notice: settings.council.notice ?? '',
      stylesheet,
      progressScript: scripts.progress.path,
      figuresScript: scripts.figures.path,
      person: actor ? { name: actor.name, email: actor.email } : undefined,
      links: actor ? navigation(actor, path) : [],
    },
  });
}

interface MainPage {
  href: string;
  text: string;
  action: Action;
  on: RegExp;
  /** Left out for whoever may do this. */
  without?: Action;
}

/** The main pages, with the action that each needs and the paths on which it is the current one. */
const mainPages: readonly MainPage[] = [
  { href: '/', text: 'My reviews', action: 'review.list', on: /^\/($|reviews)/ },
  { href: '/awaiting', text: 'Awaiting my approval', action: 'approval.list', on: /^\/awaiting/ },
  { href: '/figures', text: 'Figures', action: 'figures.read', on: /^\/figures/ },
  // Who reads no figures still says what they mean.
  {
    href: '/figures/indicators',
    text: 'Indicators',
    action: 'indicators.read',
    on: /^\/figures/,
    without: 'figures.read',
  },
  { href: '/released', text: 'Packs released to me', action: 'released.list', on: /^\/(?:$|released)/ },
  { href: '/schedules', text: 'Schedules', action: 'schedule.read', on: /^\/schedules/ },
  { href: '/jobs', text: 'Work that gave up', action: 'job.read', on: /^\/jobs/ },
  { href: '/people', text: 'People', action: 'person.list', on: /^\/people/ },
  { href: '/audit', text: 'Audit trail', action: 'audit.read-council', on: /^\/audit/ },
];

function navigation(actor: Actor, path: string): { href: string; text: string; current: boolean }[] {
  const shown = mainPages.filter(({ action, without }) => may(actor, action) && !(without && may(actor, without)));
  const current = shown.find(({ on }) => on.test(path));
  return shown.map((each) => ({ href: each.href, text: each.text, current: each === current }));
}
