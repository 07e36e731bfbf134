import { describe, expect, it } from 'vitest';
import { lists } from '../../../../functions/metrics/annex-a/lists.ts';
import { readHeader } from '../../../../functions/metrics/annex-a/rows/find-header.ts';
import { areSheetsOfAnnexA, listOf } from '../../../../functions/metrics/annex-a/rows/find-sheets.ts';
import {
  abuse,
  accommodation,
  legalStatus,
  needs,
  placementType,
  yesNo,
} from '../../../../functions/metrics/annex-a/structure/codes.ts';
import { matchCode } from '../../../../functions/metrics/annex-a/structure/match-code.ts';
import { indicatorOf } from '../../../../functions/metrics/catalogue/indicators.ts';
import { columns, listNumbers } from '../../../builders/annex-a/columns.ts';
import { catalogue } from '../support.ts';

describe('the lists', () => {
  it('have the columns of Annex A, and no other', () => {
    for (const number of listNumbers) {
      const list = lists.find((one) => one.number === number);
      if (!list) throw new Error(`There is no list ${number}.`);
      const cells = columns[number].map(([, text], at) => ({
        column: at + 1,
        kind: 'text' as const,
        text: ` ${text.toUpperCase()}\n`,
      }));
      const found = readHeader({ number: 1, hidden: false, cells }, list);
      expect(found?.header.has, list.name).toEqual(new Set(Object.keys(list.columns)));
      expect(found?.twice).toEqual([]);
    }
  });

  it.each([
    ['List 7', 7],
    ['LIST 10', 10],
    ['List1', 1],
    ['list 8 - Children in care', 8],
    ['Annex A List 3', 3],
    ['3. Referrals', 3],
    ['11', 11],
    ['Child protection', 7],
    ['CIN', 6],
    ['S47 and ICPC', 5],
    ['List 12', undefined],
    ['2026 notes', undefined],
    ['Guidance', undefined],
  ])('are known by the names of their sheets: %s', (name, number) => {
    expect(listOf(name, lists)?.number).toBe(number);
  });

  it('make a workbook of Annex A when one says that it is a list, or three have their names', () => {
    expect(areSheetsOfAnnexA(['List 7'], lists)).toBe(true);
    expect(areSheetsOfAnnexA(['Contacts', 'Referrals'], lists)).toBe(false);
    expect(areSheetsOfAnnexA(['Contacts', 'Referrals', 'Adopters', 'Notes'], lists)).toBe(true);
    expect(areSheetsOfAnnexA(['Figures', 'Shopping list 1'], lists)).toBe(false);
  });
});

describe('codes', () => {
  it.each([
    [abuse, 'a) Neglect', 'Neglect'],
    [abuse, 'NEG', 'Neglect'],
    [abuse, 'physical ABUSE ', 'Physical abuse'],
    [abuse, 'b) Neglect', 'Neglect'],
    [abuse, 'EMO - Emotional abuse', 'Emotional abuse'],
    [abuse, 'EMO - Neglect', undefined],
    [abuse, 'Financial abuse', undefined],
    [needs, 'N1 - Abuse or Neglect', 'Abuse or neglect'],
    [needs, 'N11', undefined],
    [needs, 'PSRMEM - Support with memory', undefined],
    [legalStatus, 'V4: Short term breaks, agreements recorded', 'Short breaks'],
    [legalStatus, 'C2: anything at all', 'Full care order'],
    [placementType, 'zz) T4: Temporary placement - seven days or less', 'Other'],
    [placementType, 'd) U4', 'Foster carer: other'],
    [placementType, 'U4: Residential school', undefined],
    [accommodation, 'B: Parents/relatives', 'With parents or relatives'],
    [accommodation, 'B', 'With parents or relatives'],
    [accommodation, 'B and B', undefined],
    [yesNo, 'b) No', 'No'],
    [yesNo, 'TRUE', 'Yes'],
    [yesNo, 'perhaps', undefined],
  ])('%# are known in the forms that councils write: %s', (list, text, meaning) => {
    expect(matchCode(list, text)).toBe(meaning);
  });

  it('stand for the parts that the catalogue has', () => {
    const meant = (list: typeof abuse) => new Set(list.meanings.map(({ is }) => is));
    for (const [indicator, list] of [
      ['cpp.category', abuse],
      ['cin.primary-need', needs],
      ['placements.type', placementType],
      ['leavers.accommodation', accommodation],
    ] as const) {
      expect(meant(list), indicator).toEqual(new Set(indicatorOf(catalogue, indicator).breakdown));
    }
    const { breakdown = [] } = indicatorOf(catalogue, 'cla.legal-status');
    expect(meant(legalStatus)).toEqual(new Set([...breakdown, 'Short breaks']));
  });
});
