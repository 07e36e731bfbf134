import Handlebars from 'handlebars/runtime.js';
import { stylesheet } from '../../../generated/assets.js';
import { templates } from '../../../generated/portal.js';
import { may } from '../../access/authorisation.ts';
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
      person: actor ? { name: actor.name, email: actor.email } : undefined,
      links: actor ? navigation(actor, path) : [],
    },
  });
}

function navigation(actor: Actor, path: string): { href: string; text: string; current: boolean }[] {
  const links = [
    ...(may(actor, 'review.list')
      ? [{ href: '/', text: 'My reviews', current: path === '/' || path.startsWith('/reviews') }]
      : []),
    ...(may(actor, 'figures.read')
      ? [{ href: '/figures', text: 'Figures', current: path.startsWith('/figures') }]
      : []),
    ...(may(actor, 'released.read')
      ? [
          {
            href: '/released',
            text: 'Packs released to me',
            current: path.startsWith('/released') || (path === '/' && !may(actor, 'review.list')),
          },
        ]
      : []),
  ];
  return links;
}
