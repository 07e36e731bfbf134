import { may } from '../../access/authorisation.ts';
import type { Actor } from '../../access/model.ts';
import { polarityNames } from '../../metrics/catalogue/in-words.ts';
import { unitInWords } from '../../metrics/catalogue/indicators.ts';
import { listIndicators } from '../../metrics/catalogue/list-indicators.ts';
import type { Indicator } from '../../metrics/model.ts';
import type { Values } from '../http/form.ts';
import { fail, page } from '../http/replies.ts';
import { counted, number } from '../http/words.ts';
import type { Handle, PortalContext } from '../model.ts';

export const cataloguePath = '/figures/indicators';
export const allIndicators = { href: cataloguePath, text: 'What each indicator means' };

/** The edition that a form was shown with; 0 where there was none. */
export const editionOf = ({ edition = '' }: Values) => (/^\d{1,9}$/.test(edition) ? Number(edition) : 0);

/** The way back, for pages of the catalogue: an administrator reads it and sees no figures. */
export function catalogueCrumbs(actor: Actor, ...more: { href: string; text: string }[]) {
  return [...(may(actor, 'figures.read') ? [{ href: '/figures', text: 'Figures' }] : []), ...more];
}

/** What the query asks for: `words` of a search, and a theme; both empty for all. */
export function askedOf(context: PortalContext): { words: string; theme: string } {
  const text = (name: string) => (context.req.query(name) ?? '').trim().slice(0, 200);
  return { words: text('words'), theme: text('theme') };
}

/** Every indicator by theme, or those that a search finds. */
export const showCatalogue: Handle = async ({ context, parts, actor }) => {
  const asked = askedOf(context);
  const listing = await listIndicators(parts, actor, asked);
  if (!listing.ok) return fail(context, listing);
  const { themes, all, indicators } = listing.value;
  const searched = asked.words !== '' || asked.theme !== '';
  return page(context, 'figures/catalogue', {
    title: 'What each indicator means',
    crumbs: catalogueCrumbs(actor),
    mayWrite: may(actor, 'indicators.write'),
    values: asked,
    themeOptions: [{ value: '', text: 'Every theme' }, ...themes.map((theme) => ({ value: theme, text: theme }))],
    searched,
    found: searched ? `${counted(indicators.length, 'indicator')} of ${number(all)}` : `${number(all)} indicators`,
    groups: themes.flatMap((theme) => {
      const rows = indicators.filter((one) => one.theme === theme).map(rowOf);
      return rows.length > 0 ? [{ theme, rows }] : [];
    }),
  });
};

function rowOf(one: Indicator) {
  const { code, label, source, polarity, retired } = one;
  return {
    ...{ code, label, source },
    own: code.startsWith('own.'),
    retired,
    unit: unitInWords(one),
    polarity: polarityNames[polarity],
  };
}
