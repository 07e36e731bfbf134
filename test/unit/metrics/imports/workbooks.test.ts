import { describe, expect, it } from 'vitest';
import { templateWorkbook } from '../../../../functions/metrics/template/template-workbook.ts';
import { openWorkbook } from '../../../../functions/metrics/template/workbook/open-workbook.ts';
import { xlsx } from '../../../builders/xlsx.ts';
import { catalogue } from '../support.ts';
import { figuresBook, header, readBytes, row } from './support.ts';

async function figures(bytes: Uint8Array, more: Parameters<typeof readBytes>[2] = {}) {
  const read = await readBytes('figures.xlsx', bytes, more);
  if (!read.ok) throw new Error(JSON.stringify(read));
  return read.value;
}

describe('a workbook made from the template', () => {
  it('is read with dates, numbers as text, thousands, formulas and the noise of doubles as a person sees them', async () => {
    const read = await figures(
      await figuresBook([
        row(),
        row({ as_at: '31/03/2025', value: '1,402' }),
        row({ as_at: '2024-03-31', value: { formula: '400-2', result: 398 } }),
        row({
          indicator: 'cpp.rate',
          value: undefined,
          numerator: { formula: 'G2', result: 407 },
          denominator: 57810.000000000007,
          population_vintage: 'mid-2025',
        }),
        row({ as_at: { date: '2023-03-31' }, value: { formula: 'IF(1,"c")', result: 'c' } }),
      ]),
    );
    expect(read.format).toBe('template-xlsx');
    expect(
      read.observations.map(({ date, value, symbol, row: at, sheet }) => [date, value ?? symbol, at, sheet]),
    ).toEqual([
      ['2026-03-31', '407', 2, 'Figures'],
      ['2025-03-31', '1402', 3, 'Figures'],
      ['2024-03-31', '398', 4, 'Figures'],
      ['2026-03-31', '70.4', 5, 'Figures'],
      ['2023-03-31', 'c', 6, 'Figures'],
    ]);
  });

  it('takes a percentage as it is shown, where percentages are taken as published', async () => {
    const published = (value: number) => row({ indicator: 'cpp.neglect', value: { percent: value } });
    const read = await figures(await figuresBook([published(0.482)]), { basis: 'as-published' });
    expect(read.observations[0]?.value).toBe('48.2');
    const noisy = await readBytes('f.xlsx', await figuresBook([published(0.424157303)]), { basis: 'as-published' });
    expect(noisy).toMatchObject({
      ok: false,
      details: [{ where: 'f.xlsx, sheet Figures, row 2, column value', found: '42.4157303%' }],
    });
  });

  it('may have a title above, notes beside, other sheets, columns in another order, and days that count from 1904', async () => {
    const names = [...header].reverse();
    const cells = [...row()].reverse();
    const bytes = await xlsx(
      [
        { name: 'Read me', rows: [['Figures of Thornmere'], ['They are ours.']] },
        { name: 'Data', rows: [['Figures for the board'], [], [...names, 'last_year'], [...cells, 398]] },
        { name: 'Old', hidden: true, rows: [header, row({ value: 1 })] },
      ],
      { from1904: true },
    );
    const read = await figures(bytes);
    expect(read.observations).toMatchObject([{ value: '407', date: '2026-03-31', row: 4, sheet: 'Data' }]);
  });

  it('counts hidden rows, and says so', async () => {
    const bytes = await figuresBook([row(), row({ as_at: { date: '2025-03-31' } })], { hiddenRows: [3] });
    const read = await figures(bytes);
    expect(read.observations).toHaveLength(2);
    expect(read.warnings[0]).toMatchObject({ where: 'figures.xlsx, sheet Figures', found: '1 hidden row' });
  });

  it('passes over a merged title, and errors in columns that are only there to be read', async () => {
    const bytes = await xlsx([
      {
        name: 'Figures',
        merged: ['A1:F1'],
        rows: [['Our figures'], [...header, 'last_year'], [...row(), { error: '#N/A' }]],
      },
    ]);
    expect((await figures(bytes)).observations).toHaveLength(1);
  });

  it('comes back as it was given out: what is missing, with last year beside', async () => {
    const place = { code: 'X01', name: 'Thornmere', kind: 'authority' as const };
    const held = [
      { indicator: 'cpp.count', place, date: '2025-03-31', value: '398' },
      { indicator: 'cin.count', place, date: '2026-03-31', value: '1204' },
    ];
    const codes = new Set(['cpp.count', 'cpp.rate', 'cin.count']);
    const bytes = await templateWorkbook(catalogue, { authority: place, asAt: '2026-03-31', codes, held });
    const source = {
      name: 't.xlsx',
      size: bytes.length,
      async *stream() {
        yield bytes;
      },
    };
    const book = await openWorkbook(source);
    const rows: string[][] = [];
    for await (const { cells } of book.sheets[1]?.rows() ?? []) rows.push(cells.map(({ text }) => text));
    book.close();
    expect(book.sheets.map(({ name }) => name)).toEqual(['How to fill it', 'Figures']);
    // What is held is not asked for again.
    expect(rows.map(([code]) => code)).toEqual(['indicator', 'cpp.count', 'cpp.rate']);
    expect(rows[1]).toContain('398');
    // Nothing filled: every row says that a number is missing, and nothing else is wrong with the file.
    const read = await readBytes('t.xlsx', bytes);
    expect(read).toMatchObject({ ok: false, code: 'refused' });
    const messages = read.ok ? [] : (read.details ?? []).map(({ where }) => where);
    expect(messages).toEqual([
      't.xlsx, sheet Figures, row 2, column value',
      't.xlsx, sheet Figures, row 3, column population_vintage',
      't.xlsx, sheet Figures, row 3, column numerator',
      't.xlsx, sheet Figures, row 3, column denominator',
    ]);
  });
});

describe('a ZIP bomb', () => {
  /** The size that the list of contents states for a part, changed after the fact (APPNOTE.TXT 4.3.12: at 24 of its entry). */
  const stating = async (size: number) => {
    const bytes = Buffer.from(await figuresBook(Array.from({ length: 400 }, () => row())));
    const at = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    bytes.writeUInt32LE(size, at + 24);
    return bytes;
  };

  it('is refused by what it says it holds, before anything is unpacked', async () => {
    const read = await readBytes('figures.xlsx', await stating(600_000_000));
    expect(read).toMatchObject({
      ok: false,
      code: 'unknown-format',
      message: expect.stringContaining('larger inside'),
    });
  });

  it('is refused when it holds more than it says', async () => {
    const read = await readBytes('figures.xlsx', await stating(1_000));
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining('damaged') });
  });

  it('is refused with more parts than any workbook has', async () => {
    const parts = Object.fromEntries(Array.from({ length: 2_100 }, (_, at) => [`xl/media/${at}`, '']));
    const read = await readBytes('figures.xlsx', await xlsx([{ name: 'Figures', rows: [header, row()] }], { parts }));
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining('larger inside') });
  });

  it('knows no entities that grow', async () => {
    const grow = `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
    const bytes = await xlsx([{ name: 'Figures', rows: [] }], { parts: { 'xl/worksheets/sheet1.xml': grow } });
    const book = await openWorkbook({
      name: 'f.xlsx',
      size: bytes.length,
      async *stream() {
        yield bytes;
      },
    });
    const texts: string[] = [];
    for await (const { cells } of book.sheets[0]?.rows() ?? []) texts.push(...cells.map(({ text }) => text));
    book.close();
    expect(texts).toEqual(['&b;']);
  });
});

it('keeps no more warnings than a kept reading may hold, so that its preview opens', async () => {
  const places = Array.from({ length: 1_700 }, (_, at) => [`X${at}`, `Place ${at}`] as const);
  const parts = ['Outstanding', 'Good', 'Requires improvement', 'Inadequate'];
  const lines = places.flatMap(([code, name]) =>
    ['2024-03-31', '2025-03-31', '2026-03-31'].flatMap((date) => [
      ...parts.map((part) => `audits.grade,${code},${name},neighbour,${date},${part},9,,,,`),
      `audits.done,${code},${name},neighbour,${date},,1,,,,`,
    ]),
  );
  const read = await readBytes('figures.csv', [header.join(','), ...lines].join('\n'));
  expect(read.ok && read.value.warnings).toHaveLength(5_000);
});
