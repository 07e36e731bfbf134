import { describe, expect, it } from 'vitest';
import { checkDataSet } from '../../../../functions/metrics/tidy/check/check-data-set.ts';
import { csvOf, england, fileOf, type Row, row } from './support.ts';

const meta = (...rows: Row[]) =>
  csvOf(
    rows.map((one) => ({
      ...{ col_name: '', col_type: '', label: '', indicator_grouping: '', indicator_unit: '', indicator_dp: '' },
      ...{ filter_hint: '', filter_grouping_column: '', ...one },
    })),
  );
const sex = { col_name: 'sex', col_type: 'Filter', label: 'Sex' };
const plans = { col_name: 'plans', col_type: 'Indicator', label: 'Plans' };
const share = {
  col_name: 'plans_percent',
  col_type: 'Indicator',
  label: 'Share of plans',
  indicator_unit: '%',
  indicator_dp: '1',
};
const both = meta(sex, plans, share);
const rows = [
  row({ sex: 'Total' }),
  row({ sex: 'Girls', plans: 'c', plans_percent: 'low' }),
  row({ ...england, sex: 'Total' }),
];

async function check(data: readonly Row[] | string, said?: string) {
  const text = typeof data === 'string' ? data : csvOf(data);
  const found = await checkDataSet(
    fileOf(text, 50, 'data.csv'),
    said === undefined ? undefined : fileOf(said, 50, 'data.meta.csv'),
  );
  return { ...found, rules: found.problems.map(({ rule }) => rule), notes: found.notices.map(({ rule }) => rule) };
}
const change = (overrides: Row) => [row({ sex: 'Total', ...overrides }), ...rows.slice(1)];

describe('the verdict on a data set', () => {
  it('is valid where data and meta agree', async () => {
    const says = 'This is a tidy data set as the DfE’s standards ask.';
    expect(await check(rows, both)).toMatchObject({ verdict: 'valid', says, problems: [], notices: [], rows: 3 });
  });

  it('is incomplete without the meta file, and says what was told from the cells', async () => {
    const { verdict, says, notes } = await check(rows);
    expect([verdict, notes]).toEqual(['incomplete', ['taken-for-filter']]);
    expect(says).toContain('Its meta file isn’t there');
  });

  it('takes a column of words for a filter where there is no meta file, and for categories where there is', async () => {
    const sizes = ['large', 'medium', 'small'].map((plans, at) => row({ plans, time_period: `${2021 + at}` }));
    expect(await check(sizes)).toMatchObject({ verdict: 'incomplete', notes: ['taken-for-filter'] });
    expect(await check(sizes, meta(plans, share))).toMatchObject({ verdict: 'valid', notes: ['categories'] });
  });

  it.each([
    ['duplicate-row', change({ sex: ' GIRLS' }), ['filter-spaces', 'duplicate-row']],
    ['time-identifier', change({ time_identifier: 'Year' }), ['time-identifier']],
    ['time-period', change({ time_period: '202324' }), ['time-period']],
    ['time-mixed', change({ time_identifier: 'Calendar year' }), ['time-mixed', 'time-mixed']],
    ['geographic-level', change({ geographic_level: 'County' }), ['geographic-level']],
    ['place-blank', change({ country_code: '', la_name: '' }), ['place-blank', 'place-blank']],
    ['filter-blank', change({ sex: '' }), ['filter-blank']],
    ['indicator-blank', change({ plans: ' ' }), ['indicator-blank']],
    ['indicator-text', change({ plans: 'NA' }), ['indicator-text']],
    ['column-twice', csvOf(rows).replace('la_name', 'region_name'), ['column-twice', 'place-column-missing']],
    [
      'column-missing',
      csvOf(rows).replace('country_name', 'country'),
      ['column-missing', 'place-blank', 'place-column-missing'],
    ],
    ['no-rows', csvOf(rows).split('\n')[0] ?? '', ['no-rows']],
    ['unreadable', `${csvOf(rows)}1,2\n`, ['unreadable']],
  ])('is invalid for %s', async (_, data, expected) => {
    const found = await check(data, both);
    expect(found.verdict).toBe('invalid');
    expect(new Set(found.rules)).toEqual(new Set(expected));
  });

  it.each([
    ['an empty row of NA', meta(sex, plans, share, { col_name: 'NA', col_type: 'NA' }), 'meta-row-empty'],
    [
      'a column that the data hasn’t',
      meta(sex, plans, share, { ...plans, col_name: 'other', label: 'Other' }),
      'meta-column-not-in-data',
    ],
    [
      'a column of place',
      meta(sex, plans, share, { ...sex, col_name: 'region_name', label: 'Region' }),
      'meta-identifier',
    ],
    ['another type', meta({ ...sex, col_type: 'Group' }, plans, share), 'meta-type'],
    ['no label', meta({ ...sex, label: '' }, plans, share), 'meta-label'],
    ['one label twice', meta({ ...sex, label: 'plans' }, plans, share), 'meta-label-twice'],
    ['another unit', meta(sex, plans, { ...share, indicator_unit: 'percent' }), 'meta-unit'],
    ['decimals that are none', meta(sex, plans, { ...share, indicator_dp: 'one' }), 'meta-decimals'],
    ['a hint for an indicator', meta(sex, { ...plans, filter_hint: 'Hint' }, share), 'meta-not-of-indicator'],
    ['a unit of a filter', meta({ ...sex, indicator_unit: '%' }, plans, share), 'meta-not-of-filter'],
    ['no indicator', meta(sex), 'meta-no-indicator'],
    ['a missing column', both.replace('indicator_dp', 'dp'), 'meta-column-missing'],
  ])('is invalid for a meta file with %s', async (_, said, rule) => {
    const found = await check(rows, said);
    expect([found.verdict, found.rules[0]]).toEqual(['invalid', rule]);
  });

  it('only notes old symbols, percentages above 100 and columns beside the meta file', async () => {
    const data = change({ plans: '~', plans_percent: '5500' }).map((one, at) => ({ ...one, week: `${at}` }));
    expect(await check(data, both)).toMatchObject({
      verdict: 'valid',
      notes: ['column-not-in-meta', 'old-symbol', 'percentage-above-100'],
    });
  });

  it('counts each rule once, with how often and where first', async () => {
    const { problems } = await check(
      rows.map((one) => ({ ...one, country_code: '' })),
      both,
    );
    expect(problems).toEqual([
      expect.objectContaining({ rule: 'place-blank', times: 4, where: 'data.csv, row 2, column country_code' }),
    ]);
  });
});
