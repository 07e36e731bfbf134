import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symbolList } from '../../../../functions/metrics/symbols.ts';
import { releaseTemplate } from '../../../../functions/metrics/template/release-template.ts';
import { catalogue, csv, parse, refusal } from '../support.ts';

const rateRow = { indicator: 'cpp.rate', numerator: '407', denominator: '57810', population_vintage: 'mid-2025' };

describe('a figures file', () => {
  it('is read, and its rates are calculated', () => {
    const outcome = parse(csv({ value: '407' }, rateRow));
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        observations: [
          { indicator: 'cpp.count', value: '407', date: '2026-03-31', place: { code: 'X01', kind: 'authority' } },
          {
            indicator: 'cpp.rate',
            value: '70.4',
            numerator: '407',
            denominator: '57810',
            populationVintage: 'mid-2025',
          },
        ],
        summary: { rows: 2, indicators: ['cpp.count', 'cpp.rate'], dates: ['2026-03-31'], symbols: 0 },
        warnings: [],
      },
    });
  });

  it('may have been through Excel: byte order mark, British dates, thousands commas, empty rows, capitals', () => {
    const text = `\uFEFF${csv({ value: '1,407', as_at: '31/03/2026', place_kind: 'Authority' })}\r\n,,,,,,,,,,\r\n\r\n`;
    expect(parse(text)).toMatchObject({ ok: true, value: { observations: [{ value: '1407', date: '2026-03-31' }] } });
  });

  it('may have its columns in another order, and no notes', () => {
    const text =
      'as_at,place_kind,place_name,place_code,indicator,value,breakdown,numerator,denominator,population_vintage\n2026-03-31,authority,Thornmere,X01,cpp.count,9,,,,\n';
    expect(parse(text)).toMatchObject({ ok: true, value: { observations: [{ value: '9' }] } });
  });

  it('keeps every symbol as it came: never nought, never an error', () => {
    for (const symbol of symbolList) {
      const outcome = parse(csv({ value: symbol }, { ...rateRow, numerator: symbol }));
      expect(outcome).toMatchObject({
        ok: true,
        value: { observations: [{ symbol }, { symbol, denominator: '57810' }] },
      });
      if (outcome.ok) for (const one of outcome.value.observations) expect(one.value).toBeUndefined();
    }
  });

  it('warns when parts do not add up to their total, and imports them', () => {
    const part = (breakdown: string, value: string) => ({ indicator: 'cpp.category', breakdown, value });
    const parts = [
      part('Emotional abuse', '210'),
      part('Neglect', '141'),
      part('Physical abuse', '25'),
      part('Sexual abuse', '18'),
    ];
    const outcome = parse(csv({ value: '398' }, ...parts, part('Multiple', '2')));
    expect(outcome).toMatchObject({ ok: true, value: { warnings: [{ found: '396', expected: '398' }] } });
  });

  it('leaves room for England’s rounding to the nearest ten', () => {
    const place = { place_code: 'E', place_name: 'England', place_kind: 'england' };
    const part = (breakdown: string, value: string) => ({ ...place, indicator: 'cpp.category', breakdown, value });
    const parts = ['Emotional abuse', 'Neglect', 'Physical abuse', 'Sexual abuse', 'Multiple'].map((name) =>
      part(name, '100'),
    );
    expect(parse(csv({ ...place, value: '520' }, ...parts))).toMatchObject({ ok: true, value: { warnings: [] } });
    expect(parse(csv({ ...place, value: '540' }, ...parts))).toMatchObject({
      ok: true,
      value: { warnings: [{ found: '500' }] },
    });
  });
});

describe('a refusal names row, column, what was found and what was expected', () => {
  const cases: [name: string, row: Parameters<typeof csv>[0], column: string, message: RegExp][] = [
    ['unknown indicator', { indicator: 'cpp.cuont', value: '1' }, 'indicator', /isn’t known/],
    ['typed rate', { ...rateRow, value: '70.4' }, 'value', /calculated, not typed/],
    ['typed percentage', { indicator: 'cpp.neglect', value: '48.2' }, 'value', /Percentages are calculated/],
    ['date that is none', { as_at: '2026-02-31', value: '1' }, 'as_at', /isn’t a date/],
    ['American date', { as_at: '3/31/2026', value: '1' }, 'as_at', /isn’t a date/],
    ['missing number', { value: '' }, 'value', /number is missing/],
    ['fraction of a child', { value: '40.5' }, 'value', /whole number/],
    ['negative count', { value: '-4' }, 'value', /whole number/],
    ['number in words', { value: 'about 400' }, 'value', /whole number/],
    ['denominator nought', { ...rateRow, numerator: '0', denominator: '0' }, 'denominator', /divided by 0/],
    [
      'part above the whole',
      { indicator: 'cpp.repeat', numerator: '9', denominator: '8' },
      'numerator',
      /wrong way round/,
    ],
    ['rate without vintage', { ...rateRow, population_vintage: '' }, 'population_vintage', /which population/],
    ['later population', { ...rateRow, population_vintage: 'mid-2027' }, 'population_vintage', /later year/],
    ['part without a name', { indicator: 'cpp.category', value: '9' }, 'breakdown', /name one of them/],
    ['part where there is none', { breakdown: 'Neglect', value: '9' }, 'breakdown', /isn’t split/],
    ['numerator of a count', { value: '9', numerator: '9' }, 'numerator', /has no numerator/],
    ['unknown kind of place', { value: '9', place_kind: 'county' }, 'place_kind', /what kind of place/],
    ['place without a name', { value: '9', place_name: '' }, 'place_name', /must be filled/],
    ['hidden characters', { value: '9', place_name: 'Thorn\u202Emere' }, 'place_name', /can’t be printed/],
  ];
  it.each(cases)('%s', (_name, row, column, message) => {
    const { code, problems } = refusal(csv({ value: '12', place_code: 'X02', place_name: 'Other' }, row));
    expect(code).toBe('refused');
    expect(problems).toHaveLength(1);
    expect(problems[0]?.where).toBe(`figures.csv, row 3, column ${column}`);
    expect(problems[0]?.found).not.toBe('');
    expect(problems[0]?.expected).toBeTruthy();
    expect(problems[0]?.message).toMatch(message);
  });

  it('a date that has not come', () => {
    expect(refusal(csv({ value: '9' }), { today: '2026-03-30' }).problems[0]?.message).toMatch(/hasn’t come/);
  });

  it('the same figure twice', () => {
    expect(refusal(csv({ value: '9' }, { value: '9' })).problems[0]).toMatchObject({
      where: 'figures.csv, row 3',
      expected: '9, once',
    });
  });

  it('one place under two names', () => {
    expect(refusal(csv({ value: '9' }, { value: '9', as_at: '2025-03-31', place_name: 'Thornmoor' })).message).toMatch(
      /two names/,
    );
  });

  it('two values of one measure: a rate whose numerator is not the count', () => {
    const { problems } = refusal(csv({ value: '398' }, { ...rateRow, numerator: '395' }));
    expect(problems[0]).toMatchObject({ found: '395', expected: '398, the cpp.count of row 2' });
  });

  it('everything at once, and nothing is imported', () => {
    const { message, problems } = refusal(csv({ value: 'many' }, { value: '9' }, { indicator: 'no.such', value: '1' }));
    expect(problems.map((one) => one.where)).toEqual([
      'figures.csv, row 2, column value',
      'figures.csv, row 4, column indicator',
    ]);
    expect(message).toMatch(/^Nothing was imported from figures.csv: 2 things need mending/);
  });
});

describe('a file that is no figures file', () => {
  const header = csv().split('\n')[0] ?? '';
  const cases: [name: string, bytes: string | Uint8Array, message: RegExp][] = [
    ['an empty file', '', /file is empty/],
    ['a header alone', header, /no figures/],
    ['a wrong column', `${header.replace('as_at', 'date')}\n`, /no column called “date”/],
    ['a column twice', `${header},value\n`, /stands twice/],
    ['semicolons', header.replaceAll(',', ';'), /aren’t separated by commas/],
    ['an Excel workbook', new Uint8Array([0x50, 0x4b, 3, 4]), /Excel workbook/],
    ['UTF-16', new Uint8Array(Buffer.from(`\uFEFF${header}`, 'utf16le')), /CSV UTF-8/],
    ['Windows-1252', new Uint8Array([...Buffer.from(`${header}\n`), 0x92]), /CSV UTF-8/],
    ['an open quotation mark', `${header}\n"cpp.count,X01\n`, /quotation mark/],
    ['a cell too many', `${header}\ncpp.count,X01,Thornmere,authority,2026-03-31,,1,407,,,,checked\n`, /more cells/],
    ['more than five megabytes', new Uint8Array(5_000_001).fill(0x61), /too large/],
    ['an HTML page', '<!DOCTYPE html>\n<html><body>Sign in</body></html>', /no column called|missing/],
  ];
  it.each(cases)('%s', (_name, bytes, message) => {
    expect(
      refusal(bytes)
        .problems.map((one) => one.message)
        .join(' '),
    ).toMatch(message);
  });

  it('is refused or imported, and never crashes the import', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('cpp.count', 'X01', 'authority', '2026-03-31', '9', 'c', '"', '\u0000', '1e9'),
    );
    const row = fc.array(cell, { maxLength: 13 }).map((cells) => cells.join(','));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        const outcome = parse([header, ...rows].join('\n'));
        if (outcome.ok) expect(outcome.value.observations.length).toBeGreaterThan(0);
        else expect(outcome.details?.length).toBeGreaterThan(0);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(parse(bytes).ok).toBe(false);
      }),
    );
  });
});

describe('the template', () => {
  const template = releaseTemplate(catalogue, {
    authority: { code: 'X01', name: 'Thornmere, City of' },
    asAt: '2026-03-31',
  });

  const parts = catalogue.indicators
    .filter((one) => one.core)
    .reduce((count, one) => count + (one.breakdown?.length ?? 1), 0);

  it('has a row for each figure, and says which cells are to be filled', () => {
    const { problems } = refusal(template);
    expect(new Set(problems.map((one) => one.where.split(',')[1])).size).toBe(parts);
    expect(problems.every((one) => one.found === 'an empty cell')).toBe(true);
  });

  it('does not ask for what only published papers have', () => {
    expect(template).not.toContain('cin.neglect-referred');
  });

  it('is imported when it is filled with symbols', () => {
    const filled = template.replace(/,authority,2026-03-31,([^,]*),,,,,/g, ',authority,2026-03-31,$1,x,,,mid-2025,');
    const counts = filled.replace(/^((?!.*\.rate,).*),mid-2025,/gm, '$1,,');
    expect(parse(counts)).toMatchObject({ ok: true, value: { summary: { symbols: parts } } });
  });
});
