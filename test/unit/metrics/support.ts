import { readFileSync } from 'node:fs';
import { catalogue } from '../../../functions/metrics/catalogue/catalogue.ts';
import type { Basis, Place, ReleaseDetails, ReleasedObservation } from '../../../functions/metrics/model.ts';
import { parseRelease } from '../../../functions/metrics/template/parse-release.ts';
import { columns } from '../../../functions/metrics/template/release-template.ts';

const root = new URL('../../../', import.meta.url);

export { catalogue };

export const release: ReleaseDetails = {
  source: 'Test team',
  status: 'final',
  neighbourModelYear: '2025',
  basis: 'calculated',
};

/** A release that came after it. */
export const later: ReleaseDetails = { ...release, source: 'Later team', status: 'revised' };

/** A paper that printed its figures. */
export const paper: ReleaseDetails = {
  source: 'Paper of 22 January 2024',
  status: 'final',
  neighbourModelYear: 'not stated',
  basis: 'as-published',
};

export const council: Place = { code: 'X01', name: 'Thornmere', kind: 'authority' };

export function observe(overrides: Partial<ReleasedObservation> = {}): ReleasedObservation {
  const base = { indicator: 'cpp.count', place: council, date: '2026-03-31', release };
  const value = overrides.symbol === undefined ? { value: '407' } : {};
  return { ...base, ...value, ...overrides };
}

/** A rate of a place, already calculated. */
export function rate(value: string, place: Place = council, date = '2026-03-31'): ReleasedObservation {
  return observe({
    indicator: 'cpp.rate',
    place,
    date,
    value,
    numerator: '1',
    denominator: '1',
    populationVintage: 'mid-2025',
  });
}

export function neighbour(number: number): Place {
  return { code: `X${number + 1}`, name: `Neighbour ${number}`, kind: 'neighbour' };
}

export const england: Place = { code: 'X99', name: 'England', kind: 'england' };

type Cells = Partial<Record<(typeof columns)[number]['name'], string>>;

const cells: Cells = {
  indicator: 'cpp.count',
  place_code: 'X01',
  place_name: 'Thornmere',
  place_kind: 'authority',
  as_at: '2026-03-31',
};

/** A figures file with these rows; each begins as an empty `cpp.count` of Thornmere. */
export function csv(...rows: Cells[]): string {
  const header = columns.map((column) => column.name);
  const lines = rows.map((row) =>
    header.map((name) => `"${(row[name] ?? cells[name] ?? '').replaceAll('"', '""')}"`).join(','),
  );
  return [header.join(','), ...lines].join('\n');
}

export const parse = (text: string | Uint8Array, options?: { today?: string; basis?: Basis }) =>
  parseRelease('figures.csv', typeof text === 'string' ? new TextEncoder().encode(text) : text, catalogue, options);

/** What a refusal says, or an error: for tests of files that must be refused. */
export function refusal(text: string | Uint8Array, options?: { today?: string; basis?: Basis }) {
  const outcome = parse(text, options);
  if (outcome.ok) throw new Error('The file was imported.');
  return { message: outcome.message, code: outcome.code, problems: outcome.details ?? [] };
}

/** The observations of a file of `examples/thornmere`. */
export function exampleFigures(file: string) {
  const outcome = parseRelease(file, readFileSync(new URL(`examples/thornmere/${file}`, root)), catalogue, {
    today: '2026-09-14',
  });
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}
