import type { Rank } from '../../functions/metrics/arithmetic/ranks.ts';
import { workOut } from '../../functions/metrics/arithmetic/work-out.ts';
import { catalogue } from '../../functions/metrics/catalogue/catalogue.ts';
import { indicatorOf } from '../../functions/metrics/catalogue/indicators.ts';
import { dateInWords, type Figure } from '../../functions/metrics/figure.ts';
import type { ReleasedObservation } from '../../functions/metrics/model.ts';
import { type Authority, findAuthority } from '../../functions/metrics/neighbours/authorities.ts';
import { type NeighbourModel, neighboursOf } from '../../functions/metrics/neighbours/models.ts';
import { layOver } from '../../functions/metrics/releases/lay-over.ts';
import { protectionAndCare } from '../../functions/metrics/tables/benchmark-indicators.ts';
import { type BenchmarkRow, benchmarkTable, type Pair } from '../../functions/metrics/tables/benchmark-table.ts';
import { type FigureIndex, indexFigures } from '../../functions/metrics/tables/figure-index.ts';
import { failure, type Outcome, success } from '../../functions/platform/outcome.ts';
import type { ReadFolder } from './read-folder.ts';

/** In the order of printing; those that the folder has nothing of are left out. */
const wanted = [
  ...protectionAndCare,
  ...['cin.count', 'cin.rate', 'referrals.count', 'referrals.rate', 'referrals.repeat', 'assessments.neglect'],
];

type Printed = string | { missing: string };
/** `period` only where a column is of another date than the table. */
type Year = { now: Printed; before: Printed; period?: string };

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
          region: true,
        });
  if (!table || now === undefined) return failure('no-figures', nothingAt(authority, now, held));
  const [region] = index.places('region');
  return success({
    authority: { name: authority.name, code: authority.code, old: authority.old },
    asAt: now,
    before: table.before,
    neighbours: read.models.map((model) => groupOf(model, authority)),
    region: region?.name ?? null,
    rows: table.rows.map((row) => ({
      ...printedRow(row, index, authority, now, models),
      ...(row.region && 'now' in row.region ? { region: yearOf(row.region) } : {}),
    })),
    // Each table has a column of the newest model besides those that are asked for: its notes would stand twice.
    notes: table.notes.filter((note) => !note.includes(', neighbours at ')),
    source: table.source,
    files: read.files,
  });
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
  index: FigureIndex,
  authority: Authority,
  asAt: string,
  models: readonly string[],
): PrintedRow {
  const indicator = indicatorOf(catalogue, row.indicator);
  const own = index.at(row.indicator, authority.code, asAt);
  const counts = indicator.unit === 'count';
  const byModel = models.flatMap((model, at) => {
    const pair = row.byModel?.[at];
    return pair && 'used' in pair ? [{ model, ...yearOf(pair), used: pair.used, of: pair.of, ...rankOf(pair) }] : [];
  });
  return {
    indicator: row.indicator,
    label: row.label,
    unit: row.unit,
    own: { ...yearOf(row.own), ...(own ? { working: workingOf(own) } : {}) },
    ...(counts ? {} : { neighbours: byModel }),
    england: 'now' in row.england ? yearOf(row.england) : row.england,
  };
}

const rankOf = ({ rank }: { rank?: Rank }) =>
  rank ? { rank: `${rank.joint ? 'joint ' : ''}${rank.rank} of ${rank.of}, from the ${rank.from}` } : {};

const yearOf = ({ now, before, period }: Pair): Year => ({
  now: printed(now),
  before: printed(before),
  ...(period === undefined ? {} : { period }),
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
