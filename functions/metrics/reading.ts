import type { Problem } from '../platform/outcome.ts';
import type { Basis, Catalogue, Observation, Place } from './model.ts';

/** How a figures file is written: our template as CSV or workbook, the DfE's tidy format, or the workbook of Annex A. */
export const formats = ['template-csv', 'template-xlsx', 'dfe-tidy', 'annex-a'] as const;
export type Format = (typeof formats)[number];

/** A figures file, wherever it lies. It may be read more than once. */
export interface FiguresSource {
  /** As the officer's machine names it: 'd5_cpps_2025.csv'. */
  name: string;
  /** Bytes. */
  size: number;
  /** From the beginning, in pieces. */
  stream(): AsyncIterable<Uint8Array>;
  /** Where it lies on this machine's disk, if it does: for what is read by jumping about in it, as a ZIP is. */
  path?: string;
}

/** What every reader is told. */
export interface ReadingContext {
  catalogue: Catalogue;
  /** ISO date: figures of a later date are refused. */
  today: string;
  basis: Basis;
  /** The council's own authority: a nine-character ONS code. */
  authority: string;
  /** Called now and then with the rows read so far. */
  progress?: (rows: number) => void;
}

/** What a reader made of a file: everything that one release will hold. A refusal lists problems by sheet, row and column instead. */
export interface Reading {
  format: Format;
  observations: Observation[];
  summary: ReadingSummary;
  /** Looks wrong and may be right: shown in the preview, doesn't stop the import. */
  warnings: Problem[];
}

export interface ReadingSummary {
  /** Rows read, the header not counted. */
  rows: number;
  /** Codes, in the catalogue's order. */
  indicators: string[];
  places: Place[];
  /** ISO dates, earliest first. */
  dates: string[];
  /** How many figures are symbols. */
  symbols: number;
}
