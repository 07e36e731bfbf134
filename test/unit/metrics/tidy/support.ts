import type { Catalogue } from '../../../../functions/metrics/model.ts';
import { publishedModels } from '../../../../functions/metrics/neighbours/models.ts';
import type { FiguresSource } from '../../../../functions/metrics/reading.ts';
import type { TidyContext } from '../../../../functions/metrics/tidy/context.ts';
import { type Mapping, mappingSchema } from '../../../../functions/metrics/tidy/mappings/model.ts';
import { catalogue } from '../support.ts';

/** A file in memory, handed out in pieces of that many bytes. */
export function fileOf(text: string | Uint8Array, piece = 65_536, name = 'file.csv'): FiguresSource {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return {
    name,
    size: bytes.length,
    async *stream() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}

export type Row = Record<string, string>;

/** A row of Rotherham, whose neighbours by both models hold Barnsley (370) and Doncaster (371), with invented numbers. */
export const row = (overrides: Row = {}): Row => ({
  time_period: '2023',
  time_identifier: 'Reporting year',
  geographic_level: 'Local authority',
  country_code: 'E92000001',
  country_name: 'England',
  region_code: 'E12000003',
  region_name: 'Yorkshire and The Humber',
  old_la_code: '372',
  new_la_code: 'E08000018',
  la_name: 'Rotherham',
  plans: '400',
  plans_percent: '22',
  ...overrides,
});
export const barnsley = { old_la_code: '370', new_la_code: 'E08000016', la_name: 'Barnsley' };
export const sunderland = {
  old_la_code: '394',
  new_la_code: 'E08000024',
  la_name: 'Sunderland',
  region_code: 'E12000001',
};
const nowhere = { old_la_code: '', new_la_code: '', la_name: '' };
export const region = { ...nowhere, geographic_level: 'Regional' };
export const england = { ...region, geographic_level: 'National', region_code: '', region_name: '' };

/** As RFC 4180 has it. */
const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export function csvOf(rows: readonly Row[], columns = Object.keys(rows[0] ?? {}), lineEnd = '\n'): string {
  const lines = [columns, ...rows.map((one) => columns.map((column) => one[column] ?? ''))];
  return lines.map((cells) => cells.map(quoted).join(',') + lineEnd).join('');
}

export const mapping: Mapping = mappingSchema.parse({
  id: 'plans',
  name: 'Plans',
  source: 'Department of Invention, Plans',
  licence: 'Open Government Licence v3.0',
  columns: [
    { column: 'plans', indicator: 'cpp.count' },
    { column: 'plans_percent', indicator: 'cpp.repeat', denominator: 'plans' },
  ],
});

export function contextOf(overrides: Partial<TidyContext> = {}): TidyContext {
  const context = { catalogue: catalogue satisfies Catalogue, today: '2026-11-22', basis: 'as-published' as const };
  return { ...context, authority: 'E08000018', mapping, neighbours: publishedModels, ...overrides };
}
