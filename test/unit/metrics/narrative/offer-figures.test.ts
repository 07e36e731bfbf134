import { describe, expect, it } from 'vitest';
import { bindFigures } from '../../../../functions/metrics/narrative/bind-figures.ts';
import { numbersIn } from '../../../../functions/metrics/narrative/numbers-in.ts';
import { figureOffers, type Offers } from '../../../../functions/metrics/narrative/offer-figures.ts';
import { figureLookup } from '../../../../functions/metrics/tables/look-up-figure.ts';
import { catalogue, council, england, exampleFigures, neighbour, observe, rate, release } from '../support.ts';

const observations = [
  observe({ value: '398', date: '2023-03-31' }),
  observe({ value: '407', date: '2026-03-31' }),
  observe({ indicator: 'referrals.count', value: '398', date: '2026-03-31' }),
  observe({ indicator: 'cpp.category', breakdown: 'Neglect', value: '210' }),
  observe({ place: england, value: '50780', date: '2023-03-31' }),
  rate('70.4', council, '2023-03-31'),
  rate('69.95', neighbour(1), '2023-03-31'),
  rate('50.1', neighbour(2), '2023-03-31'),
  observe({ indicator: 'cpp.repeat', value: '34.2', numerator: '93', denominator: '272' }),
];

function offered(text: string): Offers[] {
  const lookup = figureLookup(observations, catalogue);
  return numbersIn(text).map(figureOffers(observations, lookup, { catalogue, authority: council.code }));
}
const bindings = (text: string) => offered(text)[0]?.offers.map((one) => one.binding);

describe('the figures that a typed number may be', () => {
  it('are offered with place and date, the one of which the sentence speaks first', () => {
    const [answer] = offered('At the end of March 2023, 398 children had a child protection plan.');
    expect(answer?.offers[0]).toMatchObject({
      binding: '[[cpp.count | Thornmere | 2023-03-31]]',
      printed: '398',
      says: 'Children on a child protection plan: Thornmere, 31 March 2023',
      fit: 'same',
    });
    expect(bindings('There were 398 referrals.')?.[0]).toBe('[[referrals.count | Thornmere | 2026-03-31]]');
  });

  it('include what is near: a number that was copied is often a little off', () => {
    const [answer] = offered('396 children had a plan.');
    expect(answer?.offers.map(({ printed, fit }) => [printed, fit])).toContainEqual(['398', 'near']);
  });

  it('include what rounds to it, and parts and the mean of neighbours', () => {
    expect(offered('A rate of 70 per 10,000 in Thornmere')[0]?.offers[0]).toMatchObject({
      printed: '70.4',
      fit: 'rounds',
    });
    expect(bindings('Neglect stood for 210.')?.[0]).toBe('[[cpp.category | Thornmere | 2026-03-31 | Neglect]]');
    expect(bindings('Neighbours: 60.0 per 10,000')?.[0]).toBe('[[cpp.rate | neighbours | 2023-03-31]]');
  });

  it('keep percentages and other numbers apart', () => {
    expect(bindings('About 34% of plans')?.[0]).toContain('cpp.repeat');
    expect(bindings('34 plans')).toEqual([]);
  });

  it('are none for a number that nothing is like, and none for a small one that no word explains', () => {
    expect(bindings('1,000,003 stars')).toEqual([]);
    expect(bindings('We met 2 of them.')).toEqual([]);
  });

  it('say how many more there are', () => {
    const many = Array.from({ length: 9 }, (_, year) => observe({ value: '398', date: `201${year}-03-31` }));
    const lookup = figureLookup(many, catalogue);
    const offers = figureOffers(many, lookup, { catalogue, authority: council.code, most: 4 });
    const [answer] = numbersIn('398 plans').map(offers);
    expect(answer).toMatchObject({ more: 5 });
    expect(answer?.offers.map(({ binding }) => binding.slice(-12, -2))).toEqual([
      '2018-03-31',
      '2017-03-31',
      '2016-03-31',
      '2015-03-31',
    ]);
  });

  it('bind to what they print, every one of the examples’ figures', () => {
    const figures = exampleFigures('figures-2026.csv').observations.map((one) => ({ ...one, release }));
    const lookup = figureLookup(figures, catalogue);
    const offers = figureOffers(figures, lookup, { catalogue, authority: council.code, most: 50 });
    let bound = 0;
    for (const { value } of figures) {
      for (const number of numbersIn(`${value} plans, ${value}% of referrals`)) {
        for (const { binding, printed } of offers(number).offers) {
          expect(bindFigures(binding, lookup)).toMatchObject({ markdown: printed, problems: [] });
          bound += 1;
        }
      }
    }
    expect(bound).toBeGreaterThan(figures.length);
  });
});
