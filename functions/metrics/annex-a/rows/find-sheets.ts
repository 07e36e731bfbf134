import type { List } from '../structure/list.ts';
import { plainWords } from '../structure/match-code.ts';

/**
 * Which list a sheet holds, by its name: 'List 7', 'List 7 - CP', '7. Child protection', 'Child protection'. Undefined for other sheets, which
 * may be notes.
 */
export function listOf(sheet: string, lists: readonly List[]): List | undefined {
  const words = plainWords(sheet);
  const numbered = /^(?:annex a )?list ?(\d{1,2})(?: |$)/.exec(words) ?? /^(\d{1,2})(?: (?!\d)|$)/.exec(words);
  if (numbered) return lists.find((list) => list.number === Number(numbered[1]));
  return lists.find((list) => [list.name, ...list.aliases].some((name) => plainWords(name) === words));
}

/**
 * Whether a workbook with sheets of these names is one of Annex A: a sheet says 'List' and its number, or three hold lists by their names.
 */
export function areSheetsOfAnnexA(sheets: readonly string[], lists: readonly List[]): boolean {
  const found = new Set(sheets.flatMap((sheet) => listOf(sheet, lists)?.number ?? []));
  return found.size >= 3 || (found.size > 0 && sheets.some((sheet) => /^(annex a )?list ?\d/.test(plainWords(sheet))));
}
