import type { Cell } from '../../template/workbook/model.ts';
import { dateOfSerial, dateOfText, looksLikeDate } from '../calendar/dates.ts';
import type { CodeList } from '../structure/codes.ts';
import { matchCode } from '../structure/match-code.ts';

/** What is wrong with a cell. `found` only where it is no personal data. */
export interface BadCell {
  bad: true;
  found?: string;
  expected: string;
  message: string;
}

const bad = (expected: string, message: string, found?: string): BadCell => ({
  bad: true,
  expected,
  message,
  ...(found === undefined ? {} : { found }),
});

/** An identifier as text, so that 123 and '123' are one child; letters count alike in either case. */
export function readId(cell: Cell): string | BadCell {
  if (cell.kind === 'text' || cell.kind === 'number') return cell.text.toUpperCase();
  return bad('an identifier', 'This cell holds an error or a formula without a result. Put the identifier there.');
}

export interface DateLimits {
  /** ISO dates: the earliest that can be meant, and the last day that a date may be of. */
  earliest: string;
  latest: string;
  /** What to say of a later one. */
  tooLate: string;
  /** The workbook's days count from 1904. */
  from1904: boolean;
}

/**
 * The ISO date that a cell holds: a date of Excel's, the number behind one, or text in ISO or British order, each with or without a time.
 * @param isPersonal of a date of birth: what was found isn't said
 */
export function readDate(cell: Cell, limits: DateLimits, isPersonal: boolean): string | BadCell {
  const expected = 'a date such as 31/03/2026';
  const date = cell.kind === 'number' ? dateOfSerial(Number(cell.text), limits.from1904) : dateOfText(cell.text);
  const shown = (text: string) => (isPersonal ? undefined : text);
  if (date === undefined) {
    if (cell.kind === 'text' && looksLikeDate(cell.text)) {
      const message =
        'There is no such day, or its year has two digits. Write the day, the month and four digits of the year.';
      return bad(expected, message, shown(cell.text));
    }
    return bad(expected, 'This isn’t a date.', cell.kind === 'error' ? cell.text : undefined);
  }
  if (date > limits.latest) return bad(`a date up to ${limits.latest}`, limits.tooLate, shown(date));
  if (date < limits.earliest) {
    return bad(`a date since ${limits.earliest}`, 'This date is too long ago to be meant, or another kind of number.');
  }
  return date;
}

/** A whole number of something, nought and above. */
export function readNumber(cell: Cell): number | BadCell {
  const number = /^\d{1,4}(\.\d+)?$/.test(cell.text) ? Number(cell.text) : Number.NaN;
  if ((cell.kind === 'number' || cell.kind === 'text') && !Number.isNaN(number)) return number;
  return bad('a number such as 0, 1 or 2', 'This isn’t a number from 0 to 9999.');
}

/** What a code stands for; undefined for one that isn't known where that is no error. A code is shown only if it has the form of one. */
export function readCode(cell: Cell, codes: CodeList): string | undefined | BadCell {
  const meaning = cell.kind === 'error' || cell.kind === 'uncalculated' ? undefined : matchCode(codes, cell.text);
  if (meaning !== undefined || codes.otherwise === 'unknown') return meaning;
  const expected = codes.meanings.map(({ is, codes: own }) =>
    own[0] === undefined ? is : `${own.join(', ')} (${is})`,
  );
  const found = /^[A-Za-z]{0,2}\d{1,2}$/.test(cell.text) ? cell.text : undefined;
  return bad(`one of ${expected.join('; ')}`, 'This code isn’t known, or its words say otherwise.', found);
}
