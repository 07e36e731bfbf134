import { may } from '../../access/authorisation.ts';
import { findIndicator, themesOf, unitInWords } from '../../metrics/catalogue/indicators.ts';
import { readCatalogue } from '../../metrics/catalogue/read-catalogue.ts';
import { printed, printedFigure } from '../../metrics/figure.ts';
import type { Catalogue } from '../../metrics/model.ts';
import { listTargets, type TargetRow } from '../../metrics/targets/list-targets.ts';
import { targetBody } from '../../metrics/targets/model.ts';
import { removeTarget, setTarget } from '../../metrics/targets/set-target.ts';
import { targetWords } from '../../metrics/targets/target-status.ts';
import {
  checkForm,
  dateOf,
  dateValues,
  errorsFrom,
  type FieldErrors,
  type Fields,
  readForm,
  type Values,
} from '../http/form.ts';
import { fail, page, seeOther } from '../http/replies.ts';
import type { Handle, Visit } from '../model.ts';

const fields: Fields = {
  indicator: { noun: 'the measure', kind: 'choice' },
  value: { noun: 'the target', wrong: 'The target must be a number, such as 15.0' },
  tolerance: { noun: 'the tolerance', wrong: 'The tolerance must be a number, such as 0.5, or empty' },
  way: { noun: 'whether the target is the least or the most', kind: 'choice' },
  date: { noun: 'the day by which it is to be reached', kind: 'date' },
  why: { noun: 'why this is the target' },
};

const wayWords = { 'at-least': 'at least', 'at-most': 'at most' } as const;
const wayOptions = [
  { value: '', text: 'As the measure says which way is better' },
  { value: 'at-least', text: 'At least this' },
  { value: 'at-most', text: 'At most this' },
];

/** Every target of the council, and where it stands today. */
export const showTargets: Handle = async (visit) => {
  const { context, parts, actor } = visit;
  const listed = await listTargets(parts, actor);
  if (!listed.ok) return fail(context, listed);
  return page(context, 'figures/targets', {
    title: 'Targets',
    crumbs: [{ href: '/figures', text: 'Figures' }],
    rows: listed.value.map(rowOf),
    rules: Object.entries(targetWords).map(([state, { means }]) => ({ state, means })),
    maySet: may(actor, 'targets.write'),
    saved: context.req.query('saved') !== undefined,
    removed: context.req.query('removed') !== undefined,
  });
};

function rowOf({ target, indicator, asAt, figure, status }: TargetRow) {
  const { value, tolerance, way } = target;
  const unit = indicator?.unit ?? 'count';
  return {
    target,
    label: indicator?.label ?? target.indicator,
    unit: indicator && indicator.unit !== 'count' ? unitInWords(indicator) : '',
    says: `${wayWords[way]} ${printed({ value }, unit)}${tolerance === undefined ? '' : `; tolerance ${tolerance}`}`,
    figure: printedFigure(figure, unit),
    asAt,
    status,
  };
}

/** The form, with the target that stands for the measure and date of the query, if one does. */
export const targetForm: Handle = async (visit) => {
  const { context, parts, actor, settings } = visit;
  const { indicator = '', date = '' } = context.req.query();
  const listed = await listTargets(parts, actor);
  if (!listed.ok) return fail(context, listed);
  const place = settings.council.authority;
  const found = listed.value.find(
    ({ target }) => target.indicator === indicator && target.date === date && target.place === place,
  )?.target;
  if (!found) return form(visit, { indicator, way: '', edition: '0' }, {});
  const { value, tolerance = '', way, why, edition } = found;
  const values = { indicator, value, tolerance, way, why, edition: String(edition), ...dateValues('date', date) };
  return form(visit, values, {});
};

export const saveTarget: Handle = async (visit) => {
  const { context, parts, actor, settings } = visit;
  const values = await readForm(context);
  const { indicator, value, tolerance, way, why } = values;
  const input = {
    ...{ indicator, value, why, place: settings.council.authority, date: dateOf(values, 'date') },
    ...((tolerance ?? '').trim() === '' ? {} : { tolerance }),
    ...((way ?? '') === '' ? {} : { way }),
  };
  const checked = checkForm(targetBody, input, fields, values);
  if (!checked.ok) return form(visit, values, checked.errors);
  const set = await setTarget(parts, actor, checked.value, editionOf(values));
  if (set.ok) return seeOther(context, '/figures/targets?saved=1');
  if (set.code === 'not-found') return fail(context, set);
  return form(visit, values, errorsFrom(set.details, fields, 'value', set.message));
};

export const removeTargetPage: Handle = async ({ context, parts, actor, settings }) => {
  const values = await readForm(context);
  const { indicator = '', date = '' } = values;
  const name = { indicator, date, place: settings.council.authority };
  const removed = await removeTarget(parts, actor, name, editionOf(values));
  return removed.ok ? seeOther(context, '/figures/targets?removed=1') : fail(context, removed);
};

const editionOf = ({ edition = '' }: Values): number => (/^\d{1,6}$/.test(edition) ? Number(edition) : 0);

async function form({ context, parts }: Visit, values: Values, errors: FieldErrors): Promise<Response> {
  const catalogue = await readCatalogue(parts);
  const changes = editionOf(values) > 0;
  const label = findIndicator(catalogue, values.indicator ?? '')?.label;
  const model = {
    title: changes ? `Change the target of “${label ?? values.indicator}”` : 'Set a target',
    crumbs: [
      { href: '/figures', text: 'Figures' },
      { href: '/figures/targets', text: 'Targets' },
    ],
    values: { edition: '0', ...values },
    errors,
    changes,
    ways: wayOptions,
    indicators: optionsOf(catalogue),
  };
  return page(context, 'figures/target-form', model, Object.keys(errors).length > 0 ? 422 : 200);
}

/** What can have a target: not the parts of a breakdown, and nothing retired. */
function optionsOf(catalogue: Catalogue) {
  const wanted = catalogue.indicators.filter(
    ({ breakdown, retired }) => breakdown === undefined && retired === undefined,
  );
  const sorted = themesOf(catalogue).flatMap((theme) => wanted.filter((one) => one.theme === theme));
  return [
    { value: '', text: 'Choose a measure' },
    ...sorted.map(({ code, label, theme }) => ({ value: code, text: `${theme}: ${label}` })),
  ];
}
