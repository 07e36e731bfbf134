import { may } from '../../access/authorisation.ts';
import { findIndicator, themesOf } from '../../metrics/catalogue/indicators.ts';
import { readCatalogue } from '../../metrics/catalogue/read-catalogue.ts';
import type { Catalogue, Place } from '../../metrics/model.ts';
import { readFigures } from '../../metrics/releases/list-releases.ts';
import { benchmarkFile } from '../../metrics/tables/benchmark-file.ts';
import { protectionAndCare } from '../../metrics/tables/benchmark-indicators.ts';
import { type Outcome, success } from '../../platform/outcome.ts';
import { fail, page } from '../http/replies.ts';
import type { Handle, Visit } from '../model.ts';
import { type BenchmarkModel, benchmarkModel, datesOf, dayOption } from './benchmark-model.ts';
import { figuresCrumb } from './import-start.ts';

const usual = 'Child protection and children looked after';

/** The council beside its neighbours by each model, its region and England: this year and last. Query: `asAt` (ISO date), `theme`. */
export const showBenchmark: Handle = async (visit) => {
  const { context, actor } = visit;
  const read = await readBenchmark(visit);
  if (!read.ok) return fail(context, read);
  const { theme, asAt, dates, themes, table, anything } = read.value;
  return page(context, 'figures/benchmark', {
    title: 'Beside neighbours and England',
    crumbs: [figuresCrumb],
    mayImport: may(actor, 'figures.import'),
    values: { theme, asAt },
    about: theme === '' ? usual : theme,
    asAt,
    anything,
    themes: [{ value: '', text: usual }, ...themes.map((one) => ({ value: one, text: one }))],
    // A day of which there is nothing stays chosen, and the page says so.
    dates: (asAt === '' || dates.includes(asAt) ? dates : [asAt, ...dates]).map(dayOption),
    newest: dates[0] ?? '',
    newestQuery: query(dates[0] ?? '', theme),
    table,
    fileQuery: query(asAt, theme),
  });
};

const query = (asAt: string, theme: string) => new URLSearchParams({ asAt, theme }).toString();

/** The same table as a CSV: a row for each indicator, a column for each year of each place. */
export const downloadBenchmark: Handle = async (visit) => {
  const { context } = visit;
  const read = await readBenchmark(visit);
  if (!read.ok) return fail(context, read);
  const { asAt, table } = read.value;
  if (!table) return fail(context, { ok: false, code: 'not-found', message: 'There are no figures of that day.' });
  return context.body(benchmarkFile(table), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="benchmark-${asAt}.csv"`,
  });
};

interface Benchmark {
  /** Empty for the usual. */
  theme: string;
  /** Empty where the council has no figures of the theme. */
  asAt: string;
  /** Newest first. */
  dates: string[];
  themes: string[];
  /** Whether the council has any figures at all. */
  anything: boolean;
  table: BenchmarkModel | undefined;
}

async function readBenchmark({ context, parts, actor, settings }: Visit): Promise<Outcome<Benchmark, 'not-found'>> {
  const [figures, catalogue] = await Promise.all([readFigures(parts, actor), readCatalogue(parts)]);
  if (!figures.ok) return figures;
  const observations = figures.value;
  const { authority: code, name } = settings.council;
  const own: Place = { code, name, kind: 'authority' };
  const held = new Set(observations.flatMap((one) => (one.place.code === code ? [one.indicator] : [])));
  const themes = themesOf(catalogue).filter((theme) => codesOf(catalogue, theme).some((one) => held.has(one)));
  const asked = context.req.query('theme') ?? '';
  const theme = themes.includes(asked) ? asked : '';
  const indicators = theme === '' ? usualOf(catalogue) : codesOf(catalogue, theme);
  const dates = datesOf(observations, own, indicators);
  const day = context.req.query('asAt') ?? '';
  const asAt = isDate(day) ? day : (dates[0] ?? '');
  const table = asAt === '' ? undefined : benchmarkModel({ observations, catalogue, own, indicators, asAt });
  return success({ theme, asAt, dates, themes, anything: held.size > 0, table });
}

/** Of a theme, what stands in one row: a count that is split has a table of its own. */
const codesOf = ({ indicators }: Catalogue, theme: string) =>
  indicators.flatMap((one) => (one.theme === theme && !one.breakdown ? [one.code] : []));

const usualOf = (catalogue: Catalogue) => protectionAndCare.filter((code) => findIndicator(catalogue, code));

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
