import { describe, expect, it } from 'vitest';
import {
  mappingProblems,
  mappingSchema,
  neededColumns,
  recognise,
} from '../../../../functions/metrics/tidy/mappings/model.ts';
import { parseMapping, publishedMappings } from '../../../../functions/metrics/tidy/mappings/published.ts';
import { catalogue } from '../support.ts';
import { mapping } from './support.ts';

const identifiers = [
  'time_period',
  'time_identifier',
  'geographic_level',
  'country_code',
  'country_name',
  'old_la_code',
  'la_name',
];
const column = (overrides: object) =>
  mappingSchema.parse({ ...mapping, columns: [{ column: 'plans', indicator: 'cpp.count', ...overrides }] });

describe('mappings', () => {
  it('that ship know each file by its columns, in any order', () => {
    for (const one of publishedMappings) {
      const header = [...neededColumns(one), ...identifiers].toReversed();
      expect(recognise(header, publishedMappings)).toEqual({ mapping: one, unknown: [] });
    }
    expect(publishedMappings.map(({ id }) => id)).toEqual([
      ...['assessment-factors', 'children-in-need', 'looked-after', 'plan-duration'],
      ...['population', 'referrals', 'second-plans', 'workforce'],
    ]);
  });

  it('name the columns that they don’t know, and give way to one that knows more', () => {
    const header = [...identifiers, 'plans', 'plans_percent', 'new_measure'];
    const wider = mappingSchema.parse({
      ...mapping,
      id: 'wider',
      columns: [...mapping.columns, { column: 'new_measure', indicator: 'cla.count' }],
    });
    expect(recognise(header, [mapping])).toEqual({ mapping, unknown: ['new_measure'] });
    expect(recognise(header, [mapping, wider])).toEqual({ mapping: wider, unknown: [] });
    expect(recognise(header, [{ ...wider, id: 'own' }, wider])?.mapping.id).toBe('own');
  });

  it('aren’t taken for a file of other columns, nor for one that they know little of', () => {
    expect(recognise([...identifiers, 'plans'], [mapping])).toBeUndefined();
    expect(recognise([...identifiers, 'plans', 'plans_percent', ...'abcdefgh'], [mapping])).toBeUndefined();
  });

  it.each([
    ['an unknown indicator', { indicator: 'no.such' }, 'There is no indicator called no.such.'],
    ['a part too few', { indicator: 'cpp.duration' }, /is split into parts: say which/],
    ['a part too many', { breakdown: 'Neglect' }, /isn’t split into parts/],
    ['sides of a count', { numerator: 'x' }, /has no two sides/],
    [
      'a vintage of nothing',
      { indicator: 'cpp.rate', populationVintage: 'mid-year-before' },
      /said of a column that holds the population/,
    ],
  ])('are wrong with %s', (_, overrides, message) => {
    expect(mappingProblems(column(overrides), catalogue)).toEqual([
      { column: 'plans', message: typeof message === 'string' ? message : expect.stringMatching(message) },
    ]);
  });

  it('are wrong where two columns give one figure, and right where a filter keeps them apart', () => {
    const two = (when: object) =>
      column({}).columns.concat({ ...column({}).columns[0], column: 'other', ...when } as never);
    expect(mappingProblems({ ...mapping, columns: two({}) }, catalogue)).toHaveLength(1);
    expect(mappingProblems({ ...mapping, columns: two({ when: { sex: 'Girls' } }) }, catalogue)).toEqual([]);
  });

  it('that ship stop the program where they are no mapping', () => {
    expect(() => parseMapping('broken', 'id: broken', catalogue)).toThrow(/^mappings\/broken\.yaml/);
  });
});
