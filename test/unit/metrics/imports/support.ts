import { expect } from 'vitest';
import type { FileContext } from '../../../../functions/metrics/imports/read-file.ts';
import { readFile } from '../../../../functions/metrics/imports/read-file.ts';
import { publishedModels } from '../../../../functions/metrics/neighbours/models.ts';
import { columns } from '../../../../functions/metrics/template/release-template.ts';
import { publishedMappings } from '../../../../functions/metrics/tidy/mappings/published.ts';
import { type XlsxCell, type XlsxSheet, xlsx } from '../../../builders/xlsx.ts';
import { catalogue } from '../support.ts';

export const header = columns.map(({ name }) => name);

export const context: FileContext = {
  catalogue,
  today: '2026-09-14',
  basis: 'calculated',
  authority: 'E08000018',
  authorityName: 'Thornmere',
  neighbourModelYear: '2025',
  neighbours: publishedModels,
  mappings: publishedMappings,
};

/** Reads a file of this name and these bytes as an import would. */
export function readBytes(name: string, bytes: Uint8Array | string, more: Partial<FileContext> = {}) {
  const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const source = {
    name,
    size: content.length,
    async *stream() {
      // In pieces of a size that cuts rows and characters.
      for (let at = 0; at < content.length; at += 1009) yield content.subarray(at, at + 1009);
    },
  };
  return readFile(source, { ...context, ...more });
}

/** A row of Thornmere's child protection plans at the end of March 2026, but for what is said. */
export function row(cells: Partial<Record<(typeof header)[number], XlsxCell>> = {}): XlsxCell[] {
  const usual: Partial<Record<string, XlsxCell>> = {
    indicator: 'cpp.count',
    place_code: 'X01',
    place_name: 'Thornmere',
    place_kind: 'authority',
    as_at: { date: '2026-03-31' },
    value: 407,
  };
  return header.map((name) => (name in cells ? cells[name] : usual[name]));
}

/** A workbook with one sheet of these rows under the template's header. */
export const figuresBook = (rows: readonly XlsxCell[][], more: Partial<XlsxSheet> = {}) =>
  xlsx([{ name: 'Figures', rows: [header, ...rows], ...more }]);

export type Wrong = [
  what: string,
  name: string,
  bytes: () => Promise<Uint8Array> | Uint8Array | string,
  code: string,
  /** After the name of the file. */
  where: string,
  found: string,
  message: string,
];

/** Reads a file that must be refused, and holds what is said first against what should be. */
export async function expectRefusal([_what, name, bytes, code, where, found, message]: Wrong): Promise<void> {
  const read = await readBytes(name, await bytes(), { neighbourModelYear: 'not stated' });
  if (read.ok) throw new Error('It was read.');
  const first = read.details?.[0];
  expect([read.code, first?.where, first?.found, first?.message]).toEqual([
    code,
    where === '' ? name : `${name}, ${where}`,
    found,
    message,
  ]);
  expect(first?.expected).toBeTruthy();
}
