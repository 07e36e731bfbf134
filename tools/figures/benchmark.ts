import { yearEarlier } from '../../functions/metrics/arithmetic/periods.ts';
import { rankAmong } from '../../functions/metrics/arithmetic/ranks.ts';
import { workOut } from '../../functions/metrics/arithmetic/work-out.ts';
import { catalogue } from '../../functions/metrics/catalogue/catalogue.ts';
import { indicatorOf } from '../../functions/metrics/catalogue/indicators.ts';
import { dateInWords, type Figure, figureOf } from '../../functions/metrics/figure.ts';
import type { ReleasedObservation } from '../../functions/metrics/model.ts';
import { type Authority, findAuthority } from '../../functions/metrics/neighbours/authorities.ts';
import { type NeighbourModel, neighboursOf } from '../../functions/metrics/neighbours/models.ts';
import { layOver } from '../../functions/metrics/releases/lay-over.ts';
import { type BenchmarkRow, benchmarkTable } from '../../functions/metrics/tables/benchmark-table.ts';
import { indexFigures } from '../../functions/metrics/tables/figure-index.ts';
import { failure, type Outcome, success } from '../../functions/platform/outcome.ts';
import type { ReadFolder } from './read-folder.ts';

/** In the order of printing; those that the folder has nothing of are left out. */
const wanted = [
  ...[
    'cpp.count',
    'cpp.rate',
    'cpp.repeat',
    'cpp.two-years',
    'cla.count',
    'cla.rate',
    'cla.started-rate',
    'cla.ceased-rate',
  ],
  ...['cin.count', 'cin.rate', 'referrals.count', 'referrals.rate', 'referrals.repeat', 'assessments.neglect'],
];

type Printed = string | { missing: string };
type Year = { now: Printed; before: Printed };

/** The benchmark table as `npm run figures` prints it. Values are strings with the decimals of their source, or the symbol that stands there. */
export interface PrintedBenchmark {
  authority: { name: string; code: string; old: string };
  asAt: string;
  before: string;
  neighbours: { model: string; source: string; of: { name: string; code: string; closeness: string }[] }[];
  region: string | null;
  rows: PrintedRow[];
  notes: string[];
  source: string;
  files: ReadFolder['files'];
}

interface PrintedRow {
  indicator: string;
  label: string;
  unit: string;
  own: Year & { working?: Working };
  /** Of rates and percentages; a mean of counts says nothing. */
  neighbours?: (Year & { model: string; used: number; of: number; rank?: string })[];
  region?: Year;
  england: Year | { missing: string };
}

interface Working {
  numerator?: string;
  denominator?: string;
  populationVintage?: string;
  /** Absent for what was worked out from other figures. */
  row?: number;
  releases: string[];
}

/** @param asAt ISO date; the latest of which the authority has a count of plans or of children looked after, when not given */
export function benchmarkOf(
  read: ReadFolder,
  authority: Authority,
  asAt?: string,
): Outcome<PrintedBenchmark, 'no-figures'> {
  const observations = workOut(layOver(read.layers), catalogue);
  const index = indexFigures(observations);
  const own = { code: authority.code, name: authority.name, kind: 'authority' as const };
  const held = [...new Set(wanted.flatMap((code) => index.dates(code, [own])))].sort();
  const now = asAt ?? held.at(-1);
  const indicators = wanted.filter((code) => now !== undefined && index.at(code, authority.code, now));
  const models = read.models.map(({ year }) => year);
  const table =
    now === undefined
      ? undefined
      : benchmarkTable(observations, {
          catalogue,
          authority: authority.code,
          asAt: now,
          indicators,
          neighbourModels: models,
        });
  if (!table || now === undefined) return failure('no-figures', nothingAt(authority, now, held));
  const [region] = index.places('region');
  return success({
    authority: { name: authority.name, code: authority.code, old: authority.old },
    asAt: now,
    before: table.before,
    neighbours: read.models.map((model) => groupOf(model, authority)),
    region: region?.name ?? null,
    rows: table.rows.map((row) => ({ ...printedRow(row, observations, authority, now, models), ...ofRegion(row) })),
    // Each table has a column of the newest model besides those that are asked for: its notes would stand twice.
    notes: table.notes.filter((note) => !note.includes(', neighbours at ')),
    source: table.source,
    files: read.files,
  });

  function ofRegion(row: BenchmarkRow): { region?: Year } {
    if (!region || now === undefined) return {};
    const at = (date: string) =>
      printed(figureOf(index.at(row.indicator, region.code, date), date, indicatorOf(catalogue, row.indicator).unit));
    return { region: { now: at(now), before: at(yearEarlier(now)) } };
  }
}

function nothingAt({ name, until, by }: Authority, now: string | undefined, held: readonly string[]): string {
  const after = (by ?? []).map((old) => findAuthority(old)?.name ?? old).join(' and ');
  const replaced = until === undefined ? '' : ` It was replaced after ${dateInWords(until)} by ${after}.`;
  if (held.length === 0) return `The folder has no figures of ${name}.${replaced}`;
  const dates = held.map(dateInWords).join('; ');
  return `There is no figure of ${name} for ${dateInWords(now ?? '')}. There are figures for ${dates}.${replaced}`;
}

function groupOf(model: NeighbourModel, authority: Authority): PrintedBenchmark['neighbours'][number] {
  const of = neighboursOf(model, authority.old).map(({ old, closeness }) => {
    const known = findAuthority(old);
    return { name: known?.name ?? old, code: known?.code ?? old, closeness };
  });
  return { model: model.year, source: model.source, of };
}

function printedRow(
  row: BenchmarkRow,
  observations: readonly ReleasedObservation[],
  authority: Authority,
  asAt: string,
  models: readonly string[],
): PrintedRow {
  const index = indexFigures(observations);
  const indicator = indicatorOf(catalogue, row.indicator);
  const own = index.at(row.indicator, authority.code, asAt);
  const counts = indicator.unit === 'count';
  const byModel = models.flatMap((model, at) => {
    const pair = row.byModel?.[at];
    return pair && 'used' in pair ? [{ model, ...yearOf(pair), used: pair.used, of: pair.of, ...rankOf(model) }] : [];
  });
  return {
    indicator: row.indicator,
    label: row.label,
    unit: row.unit,
    own: { ...yearOf(row.own), ...(own ? { working: workingOf(own) } : {}) },
    ...(counts ? {} : { neighbours: byModel }),
    england: 'now' in row.england ? yearOf(row.england) : row.england,
  };

  function rankOf(model: string): { rank?: string } {
    if (own?.value === undefined) return {};
    const others = index
      .places('neighbour', model)
      .flatMap(({ code }) => index.at(row.indicator, code, asAt)?.value ?? []);
    if (others.length === 0) return {};
    const { rank, joint, of, from } = rankAmong(own.value, others, indicator.polarity);
    return { rank: `${joint ? 'joint ' : ''}${rank} of ${of}, from the ${from}` };
  }
}

const yearOf = ({ now, before }: { now: Figure; before: Figure }): Year => ({
  now: printed(now),
  before: printed(before),
});

function printed(figure: Figure): Printed {
  if ('value' in figure) return figure.value.toFixed(figure.decimals);
  return 'symbol' in figure ? figure.symbol : figure;
}

function workingOf(one: ReleasedObservation): Working {
  const { numerator, denominator, populationVintage, row, from } = one;
  const releases = [...new Set((from ?? [one]).map(({ release }) => release.source))];
  return {
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
    ...(populationVintage === undefined ? {} : { populationVintage }),
    ...(row === undefined ? {} : { row }),
    releases,
  };
}
