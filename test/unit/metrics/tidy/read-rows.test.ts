import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FiguresSource } from '../../../../functions/metrics/reading.ts';
import { openRows, readable } from '../../../../functions/metrics/tidy/read-rows.ts';
import { fileOf } from './support.ts';

async function read(source: FiguresSource) {
  return readable(async () => {
    const { header, rows } = await openRows(source);
    const all = [];
    for await (const one of rows) all.push(one);
    return { header, rows: all };
  });
}

describe('rows of a tidy file', () => {
  const text = '\ufeffname,"the ""count""",note\r\nBrönté,12,"a, b\r\nc"\r\n\r\nŁódź €𝄞,c,""\r\n';

  it('are the same wherever the pieces of the file end', async () => {
    const whole = await read(fileOf(text));
    expect(whole).toEqual({
      ok: true,
      value: {
        header: ['name', 'the "count"', 'note'],
        rows: [
          { number: 2, cells: ['Brönté', '12', 'a, b\r\nc'] },
          { number: 4, cells: ['Łódź €𝄞', 'c', ''] },
        ],
      },
    });
    for (let piece = 1; piece < Buffer.byteLength(text); piece += 1) {
      expect(await read(fileOf(text, piece))).toEqual(whole);
    }
  });

  it('come back as they were written, with any line ends', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r\n', 'é', '𝄞', '1') });
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 6 }),
      );
    const options = fc.record({
      lineEnd: fc.constantFrom('\n', '\r\n'),
      bom: fc.boolean(),
      piece: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(table, options, async (cells, { lineEnd, bom, piece }) => {
        const lines = cells.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',') + lineEnd);
        const found = await read(fileOf((bom ? '\ufeff' : '') + lines.join(''), piece));
        expect(found).toMatchObject({ ok: true });
        if (!found.ok) return;
        expect(found.value.header).toEqual(cells[0]?.map((one) => one.trim()));
        expect(found.value.rows.map((row) => row.cells)).toEqual(cells.slice(1));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['an empty file', '', 'file.csv', 'an empty file'],
    ['UTF-16', Buffer.from('\ufeffa,b\n', 'utf16le'), 'file.csv', 'text in UTF-16'],
    [
      'Windows-1252',
      Buffer.from('a,b\nBront\xeb,2\n', 'latin1'),
      'file.csv',
      'text in another encoding, such as Windows-1252',
    ],
    [
      'a character cut off at the end',
      Buffer.from('a,b\n1,é\n').subarray(0, -2),
      'file.csv',
      'text in another encoding, such as Windows-1252',
    ],
    ['a workbook', 'PK\u0003\u0004rest', 'file.csv', 'a workbook or a ZIP file'],
    ['bytes of nought', 'a,b\n1,\u0000\n', 'file.csv', 'bytes that are no text'],
    ['a short row', 'a,b\n1,2\n3\n', 'file.csv, row 3', '1 cells'],
    ['a long row', 'a,b\n1,2,3\n', 'file.csv, row 2', '3 cells'],
    ['a stray quotation mark', 'a,b\n1,x"y"\n', 'file.csv, line 2', 'a quotation mark out of place'],
    [
      'a quotation mark that is never closed',
      `a,b\n1,"${'x\n'.repeat(200_000)}`,
      /^file\.csv, line/,
      'a quotation mark out of place',
    ],
  ] as const)('refuse %s', async (_, content, where, found) => {
    for (const piece of [3, 65_536]) {
      if (content.length > 10_000 && piece < 100) continue;
      const problem = { where: typeof where === 'string' ? where : expect.stringMatching(where), found };
      expect(await read(fileOf(content, piece))).toMatchObject({ ok: false, code: 'unreadable', details: [problem] });
    }
  });

  it('let go of the file when nobody reads on', async () => {
    let open = 0;
    const endless: FiguresSource = {
      name: 'endless.csv',
      size: 0,
      async *stream() {
        open += 1;
        try {
          yield Buffer.from('a,b\n');
          for (;;) yield Buffer.from('1,2\n'.repeat(1_000));
        } finally {
          open -= 1;
        }
      },
    };
    const { rows } = await openRows(endless);
    await rows.next();
    await rows.return();
    expect(open).toBe(0);
  });
});
