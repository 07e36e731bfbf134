/**
 * Dates at the edge of every rule, worked out by hand on a calendar for two as-at dates: one that ends a financial year, and one that ends
 * nothing. Nothing here is calculated, so that it can be held against what is.
 */
export const edges = {
  '2026-03-31': {
    /** The first day of the twelve and of the six months, and the days before. */
    twelve: { first: '2025-04-01', before: '2025-03-31' },
    six: { first: '2025-10-01', before: '2025-09-30' },
    /** Starts that have lasted exactly so long, or a day more or less. */
    threeMonths: '2025-12-31',
    overThreeMonths: '2025-12-30',
    underSixMonths: '2025-10-01',
    overSixMonths: '2025-09-30',
    underOneYear: '2025-04-01',
    oneYear: '2025-03-31',
    underTwoYears: '2024-04-01',
    twoYears: '2024-03-31',
    /** 45 working days over Christmas and New Year. */
    assessment: { start: '2025-11-03', inTime: '2026-01-08', late: '2026-01-09' },
    /** 15 working days over the same. */
    conference: { start: '2025-12-10', inTime: '2026-01-05', late: '2026-01-06' },
    /** 20 working days before the date, over nothing: the first review is due after that. */
    reviewNotDue: '2026-03-03',
    reviewDue: '2026-03-02',
    births: {
      '16': '2009-04-01',
      '17': '2008-04-01',
      '18': '2007-04-01',
      '19': '2007-03-31',
      '21': '2004-04-01',
      '22': '2004-03-31',
    },
    /** Born on 29 February 2008. */
    leapAge: '18',
  },
  '2025-10-15': {
    twelve: { first: '2024-10-16', before: '2024-10-15' },
    six: { first: '2025-04-16', before: '2025-04-15' },
    threeMonths: '2025-07-15',
    overThreeMonths: '2025-07-14',
    underSixMonths: '2025-04-16',
    overSixMonths: '2025-04-14',
    underOneYear: '2024-10-16',
    oneYear: '2024-10-15',
    underTwoYears: '2023-10-16',
    twoYears: '2023-10-15',
    assessment: { start: '2025-06-02', inTime: '2025-08-04', late: '2025-08-05' },
    /** Over the bank holiday of 25 August. */
    conference: { start: '2025-08-11', inTime: '2025-09-02', late: '2025-09-03' },
    reviewNotDue: '2025-09-17',
    reviewDue: '2025-09-16',
    births: {
      '16': '2008-10-16',
      '17': '2008-10-15',
      '18': '2006-10-16',
      '19': '2006-10-15',
      '21': '2003-10-16',
      '22': '2003-10-15',
    },
    leapAge: '17',
  },
} as const;

export type AsAt = keyof typeof edges;
