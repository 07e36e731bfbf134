import { may } from '../../../access/authorisation.ts';
import { disclosureNames, periodNames, polarityNames } from '../../../metrics/catalogue/in-words.ts';
import { unitInWords } from '../../../metrics/catalogue/indicators.ts';
import { readIndicator } from '../../../metrics/catalogue/list-indicators.ts';
import { dateInWords, printed, printedFigure } from '../../../metrics/figure.ts';
import type { Indicator, Place } from '../../../metrics/model.ts';
import { readFiguresOf } from '../../../metrics/provenance/read-figures-of.ts';
import { meaningOf } from '../../../metrics/symbols.ts';
import { listTargets } from '../../../metrics/targets/list-targets.ts';
import { usesOf } from '../../../packs/read/used-in.ts';
import { fail, page } from '../../http/replies.ts';
import { param } from '../../http/visit.ts';
import type { Handle, Visit } from '../../model.ts';
import { catalogueCrumbs, cataloguePath } from '../catalogue.ts';
import { figuresModel } from './model.ts';
import { indicatorPath } from './paths.ts';

/** One indicator: what it means, its figures with their comparators, and where each of them comes from. */
export const showIndicator: Handle = async (visit) => {
  const { context, parts, actor, settings } = visit;
  const code = param(visit, 'code');
  const known = await readIndicator(parts, actor, code);
  if (!known.ok) return fail(context, known);
  const { indicator, own: added } = known.value;
  const { council } = settings;
  const own: Place = { code: council.authority, name: council.name, kind: 'authority' };
  const found = may(actor, 'figures.read') ? await readFiguresOf(parts, actor, code) : undefined;
  const figures = found?.ok ? figuresModel(found.value, own, pageOf(context.req.query('page'))) : undefined;
  return page(context, 'figures/indicator', {
    title: indicator.label,
    crumbs: catalogueCrumbs(actor, { href: cataloguePath, text: 'Indicators' }),
    path: indicatorPath(code),
    indicator,
    unit: unitInWords(indicator),
    unitSentence: unitInWords(indicator).replace(/^./u, (first) => first.toUpperCase()),
    about: aboutOf(indicator),
    mayEdit: may(actor, 'indicators.write'),
    added: added !== undefined,
    mayImport: may(actor, 'figures.import'),
    maySeeFigures: figures !== undefined,
    figures: figures ?? { held: false, others: false },
    symbols: figures?.held ? figures.symbols.map((symbol) => `${symbol}: ${meaningOf(symbol)}`).join('; ') : '',
    targets: figures ? await targetsOf(visit, indicator) : [],
    uses: figures ? await usesOf(parts, actor, code) : [],
  });
};

const pageOf = (asked: string | undefined): number => (/^[1-9]\d{0,3}$/.test(asked ?? '') ? Number(asked) : 1);

/** A row of the summary list for each thing that the catalogue says. */
function aboutOf(indicator: Indicator) {
  const { polarity, period, source, disclosure, decimals, numerator, denominator, breaks, breakdown } = indicator;
  return {
    rows: [
      { key: 'Unit', text: unitInWords(indicator) },
      ...(numerator ? [{ key: 'Numerator', text: numerator.says }] : []),
      ...(denominator ? [{ key: 'Denominator', text: denominator.says }] : []),
      { key: 'Which way is better', text: polarityNames[polarity] },
      { key: 'What a date stands for', text: periodNames[period] },
      { key: 'Source', text: source },
      {
        key: 'Decimals',
        text: decimals === 0 ? 'None, as its source prints it' : `${decimals}, as its source prints it`,
      },
      ...(breakdown ? [{ key: 'Split into', text: breakdown.join(', ') }] : []),
      { key: 'Small numbers', text: disclosureNames[disclosure] },
      {
        key: 'Breaks in series',
        text:
          breaks.length === 0
            ? 'None known'
            : breaks.map(({ date, note }) => `${dateInWords(date)}: ${note}`).join(' '),
      },
    ],
  };
}

async function targetsOf({ parts, actor }: Visit, { code, unit }: Indicator) {
  const listed = await listTargets(parts, actor);
  if (!listed.ok) return [];
  return listed.value
    .filter(({ target }) => target.indicator === code)
    .map(({ target, figure, asAt, status }) => ({
      says: `${target.way === 'at-least' ? 'At least' : 'At most'} ${printed({ value: target.value }, unit)}`,
      by: target.date,
      why: target.why,
      figure: printedFigure(figure, unit),
      asAt: asAt ?? '',
      status,
    }));
}
