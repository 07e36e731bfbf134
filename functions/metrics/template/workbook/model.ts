/** What a cell holds, as a person sees it. */
export interface Cell {
  /** From 1: column A. */
  column: number;
  /**
   * `number`: its digits without the cell's format, to fifteen of them, as Excel itself counts ('70.4'). `date`: ISO, with the time if it has
   * one ('2026-03-31', '2026-03-31 10:30'). `boolean`: TRUE or FALSE. `error`: such as '#N/A'. `uncalculated`: a formula whose result
   * was not saved with the file; its text is empty.
   */
  kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'uncalculated';
  text: string;
  /** Of a number that is shown as a percentage: its text is what is shown, '42.4' and not '0.424'. */
  percent?: true;
}

export interface SheetRow {
  /** As a spreadsheet numbers it, from 1. */
  number: number;
  /** By hand or by a filter. */
  hidden: boolean;
  /** Those that hold something, from left to right. */
  cells: readonly Cell[];
}

export interface Sheet {
  name: string;
  hidden: boolean;
  /** From the top, empty rows left out. Throws `UnreadableWorkbook`. */
  rows(): AsyncIterable<SheetRow>;
  /** Ranges of merged cells, such as 'A4:B6'. Known when all rows have been read: they stand after them in the file. */
  merged: string[];
}

export interface Workbook {
  /** In the order of their tabs. */
  sheets: readonly Sheet[];
  /** Its days count from 1904, as those of old Macs: for whoever takes a plain number for a date. */
  from1904: boolean;
  close(): void;
}

export type WorkbookFault =
  | 'old-or-locked'
  | 'binary-workbook'
  | 'other-spreadsheet'
  | 'not-a-workbook'
  | 'damaged'
  | 'too-large';

/** What keeps a workbook from being read. The message is a sentence for whoever sent it. */
export class UnreadableWorkbook extends Error {
  override name = 'UnreadableWorkbook';
  readonly code: WorkbookFault;

  constructor(code: WorkbookFault, options?: ErrorOptions) {
    super(sentences[code], options);
    this.code = code;
  }
}

const sentences: Readonly<Record<WorkbookFault, string>> = {
  'old-or-locked':
    'This is a workbook of an old format (.xls), or one with a password. In Excel take the password away, choose Save As, “Excel Workbook (.xlsx)”, and send that file.',
  'binary-workbook':
    'This is a binary workbook (.xlsb). In Excel choose Save As, “Excel Workbook (.xlsx)”, and send that file.',
  'other-spreadsheet':
    'This is an OpenDocument spreadsheet (.ods). Save it as an Excel workbook (.xlsx), and send that file.',
  'not-a-workbook': 'This is no Excel workbook (.xlsx), though its name or its first bytes say so.',
  damaged: 'This workbook is damaged and can’t be read. Open it in Excel, save it again, and send the new file.',
  'too-large':
    'This workbook is larger inside than figures ever are, so it was not opened. Copy the figures alone into a new workbook and send that.',
};
