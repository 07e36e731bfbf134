import type { OriginGroup, Origins } from '../../functions/packs/compose/origins/origins-view.ts';

const cell = (printed: string, rows: string[], ...working: string[]) => [{ printed, rows, working }];

/** A measure over as many years as asked for, of the council, a mean and a neighbour that has a symbol in its last year. */
function rates(years: number): OriginGroup {
  const dates = Array.from({ length: years }, (_, year) => `${2027 - years + year}-03-31`);
  const of = (print: (year: number) => ReturnType<typeof cell>) => dates.map((_, year) => print(year));
  return {
    indicator: 'cpp.rate',
    label: 'Rate of children on a child protection plan',
    unit: 'per 10,000 aged 0 to 17',
    rounding: 'one decimal; a 5 rounds away from nought, once, at the end',
    dates,
    rows: [
      { place: 'Thornmere', cells: of((year) => cell(`${60 + year}.4`, [`B${10 + year}`], '407 ÷ 57,810')) },
      { place: 'Mean of neighbours, model of 2025', cells: of(() => cell('58.1', [], '9 of 10')) },
      {
        place: 'Ashcombe',
        cells: of((year) => (year + 1 === years ? cell('c', ['B40']) : cell('54.2', [`B${30 + year}`, 'A3']))),
      },
    ],
    sections: ['area-in-figures', 'section-why-this-theme'],
  };
}

const split: OriginGroup = {
  indicator: 'cpp.category',
  label: 'Children on a child protection plan by category of abuse',
  unit: 'children',
  rounding: 'a whole number, not rounded here',
  dates: ['2026-03-31'],
  rows: [{ place: 'Thornmere', part: 'Neglect', cells: [cell('196', ['B20'], 'first published as 190, A20')] }],
  sections: ['area-in-figures'],
};

/** What a pack says of where its figures come from. */
export function sampleOrigins(years = 13): Origins {
  const release = { status: 'final', importedAt: '2026-05-06T09:00:00Z' };
  return {
    releases: [
      { ...release, letter: 'A', source: 'Thornmere data team, return of May', fileName: 'figures-2026.csv' },
      { ...release, letter: 'B', source: 'Thornmere data team, return of July', fileName: 'figures-2026-revised.csv' },
    ],
    groups: [rates(years), split],
    symbols: [{ symbol: 'c', means: 'confidential' }],
  };
}
