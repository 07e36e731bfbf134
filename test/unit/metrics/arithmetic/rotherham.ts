import type {
  Catalogue,
  Indicator,
  Place,
  ReleaseDetails,
  ReleasedObservation,
} from '../../../../functions/metrics/model.ts';
import { catalogue } from '../support.ts';

const base = {
  noun: 'children',
  subject: 'Children',
  theme: 'Context',
  definition: 'As the source defines it.',
  period: 'as-at',
  disclosure: 'none',
  polarity: 'none',
  decimals: 0,
  source: 'ONS mid-year population estimates',
  inTemplate: true,
  breaks: [],
} as const;

const population: Indicator = {
  ...base,
  breaks: [],
  code: 'population.0-17',
  label: 'Children aged 0 to 17',
  unit: 'count',
};

/** The catalogue that ships, with rates of plans that divide by a population of its own. */
export const withPopulation: Catalogue = {
  ...catalogue,
  indicators: [
    population,
    ...catalogue.indicators.flatMap((one) => {
      if (one.code === population.code) return [];
      if (one.code !== 'cpp.rate') return [one];
      return [{ ...one, denominator: { says: 'children', of: population.code, at: 'mid-year-before' as const } }];
    }),
  ],
};

export const dfe: ReleaseDetails = {
  source: 'DfE, children in need 2023',
  status: 'final',
  neighbourModelYear: '2025',
  basis: 'as-published',
};
export const ons: ReleaseDetails = { ...dfe, source: 'ONS, mid-year population estimates' };

/**
 * Rotherham and its statistical neighbours by the DfE's models of 2021 and 2025: children on a plan at 31 March 2023 (DfE), children aged
 * 0 to 17 in mid-2022 (ONS). Open Government Licence v3.0.
 */
const areas: readonly (readonly [code: string, name: string, plans: string, children: string, models: string[]])[] = [
  ['E08000018', 'Rotherham', '395', '57205', []],
  ['E08000027', 'Dudley', '242', '69051', ['2021', '2025']],
  ['E08000008', 'Tameside', '351', '51744', ['2021', '2025']],
  ['E08000010', 'Wigan', '437', '69385', ['2021']],
  ['E08000016', 'Barnsley', '312', '50706', ['2021', '2025']],
  ['E08000017', 'Doncaster', '326', '65165', ['2021', '2025']],
  ['E08000036', 'Wakefield', '475', '74766', ['2021', '2025']],
  ['E08000037', 'Gateshead', '204', '39507', ['2025']],
  ['E08000024', 'Sunderland', '297', '54859', ['2025']],
  ['E06000003', 'Redcar and Cleveland', '209', '27239', ['2021', '2025']],
  ['E06000012', 'North East Lincolnshire', '282', '33142', ['2021']],
  ['E06000013', 'North Lincolnshire', '113', '34448', ['2021']],
  ['E06000047', 'County Durham', '532', '99455', ['2025']],
  ['E06000020', 'Telford and Wrekin', '241', '42358', ['2021', '2025']],
];

export const rotherham = 'E08000018';

export const published: ReleasedObservation[] = areas.flatMap(([code, name, plans, children, models]) => {
  const place: Place =
    models.length > 0 ? { code, name, kind: 'neighbour', models } : { code, name, kind: 'authority' };
  return [
    { indicator: 'cpp.count', place, date: '2023-03-31', value: plans, release: dfe },
    { indicator: population.code, place, date: '2022-06-30', value: children, release: ons },
  ];
});
