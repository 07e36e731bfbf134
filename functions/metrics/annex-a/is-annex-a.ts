import type { FiguresSource } from '../reading.ts';
import { UnreadableWorkbook } from '../template/workbook/model.ts';
import { openWorkbook } from '../template/workbook/open-workbook.ts';
import { lists } from './lists.ts';
import { areSheetsOfAnnexA } from './rows/find-sheets.ts';

/** Whether a file is a workbook of Annex A, by the names of its sheets alone: no row is read. False for what is no workbook. */
export async function isAnnexA(source: FiguresSource): Promise<boolean> {
  try {
    const workbook = await openWorkbook(source);
    workbook.close();
    return areSheetsOfAnnexA(
      workbook.sheets.map(({ name }) => name),
      lists,
    );
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return false;
    throw error;
  }
}
