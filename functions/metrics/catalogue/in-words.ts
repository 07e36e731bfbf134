import type { Indicator, Period, periods, units } from '../model.ts';

/** What an indicator's settings are called: in the pages of the catalogue, in its form and in the data dictionary. */
export const unitNames: Readonly<Record<(typeof units)[number], string>> = {
  count: 'A count',
  percent: 'A percentage',
  'rate-per-10000': 'A rate per 10,000 children aged 0 to 17',
  rank: 'A rank among places',
  days: 'A number of days',
  average: 'An average',
};

export const polarityNames: Readonly<Record<Indicator['polarity'], string>> = {
  'higher-is-better': 'Higher is better',
  'lower-is-better': 'Lower is better',
  none: 'Neither is better',
};

export const periodNames: Readonly<Record<(typeof periods)[number], string>> = {
  'as-at': 'As it stands on the day',
  'financial-year': 'The financial year to 31 March',
  'calendar-year': 'The calendar year',
  'academic-year': 'The school year',
  'rolling-12-months': 'The 12 months to the day',
  'rolling-6-months': 'The 6 months to the day',
  quarter: 'The three months to the day',
  month: 'The month to the day',
} satisfies Record<Period, string>;

/** Of what it means, and no more: packs print figures as they were imported, so these words may not say that anything is kept back. */
export const disclosureNames: Readonly<Record<Indicator['disclosure'], string>> = {
  'small-counts':
    'Counts of 1 to 5 can point to a child. They are printed as they were imported: give c in their place where readers may not see them',
  none: 'None: it is not about children, or it is published for whole areas',
};
