import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type Cell, columns, type ListNumber, listNumbers } from '../../../builders/annex-a/columns.ts';
import { makeAnnexA } from '../../../builders/annex-a/make.ts';
import { postcode, worker } from '../../../builders/annex-a/making.ts';
import { readAt } from '../../../builders/annex-a/reading.ts';
import { writeAnnexA, writeRows } from '../../../builders/annex-a/workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'annex-a-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Everything that a reading gives back or writes anywhere, as one text. */
async function everythingOf(path: string): Promise<{ ok: boolean; text: string }> {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((piece) => written.push(String(piece)) > 0),
  );
  const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...said) => void written.push(JSON.stringify(said))),
  );
  try {
    const read = await readAt(path, '2026-03-31');
    return { ok: read.ok, text: JSON.stringify(read) + written.join('') };
  } finally {
    for (const spy of [...streams, ...consoles]) spy.mockRestore();
  }
}

/** As it might be printed: ISO, British, and as Excel's number. */
function datesAs(iso: string): string[] {
  const [year, month, day] = iso.split('-');
  return [
    iso,
    `${day}/${month}/${year}`,
    String(Math.round((Date.parse(iso) - Date.parse('1899-12-30')) / 86_400_000)),
  ];
}

describe('nothing of a child leaves the reader', () => {
  it('of a workbook that is counted', async () => {
    const path = join(folder, 'counted.xlsx');
    const made = makeAnnexA({ seed: 5, children: 60, asAt: '2026-03-31', reachesAYear: true });
    await writeAnnexA(made, path);
    const { ok, text } = await everythingOf(path);
    expect(ok).toBe(true);
    const rows = [...made.rows.values()].flat();
    const ids = rows.flatMap(({ id, family }) =>
      [id, family].flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? String(one) : [])),
    );
    // Births of children, not those at the edge of a rule, which are days of others too.
    const births = rows.flatMap(({ born }) =>
      typeof born === 'object' && born.date < '2025-01-01' ? datesAs(born.date) : [],
    );
    expect(new Set(births).size).toBeGreaterThan(100);
    for (const planted of [...ids, ...births, worker, 'Quillfeather', postcode, 'SC987654', 'Larkspur']) {
      expect(text.includes(planted), planted).toBe(false);
    }
  });

  it('of a workbook that is refused for every cell of it', async () => {
    const born = '2014-07-19';
    const secrets: Cell[] = [
      'Persephone Oakapple',
      4_815_162,
      'PX4815162',
      { date: born },
      '19/07/2014',
      'persephone@example.org',
      '=1+1',
      'AB12 3CD',
    ];
    for (const [at, secret] of secrets.entries()) {
      const path = join(folder, `refused-${at}.xlsx`);
      const cells = (list: ListNumber) => columns[list].map((): Cell => secret);
      await writeRows(
        path,
        Object.fromEntries(
          listNumbers.map((list) => [
            `List ${list}`,
            [
              columns[list].map(([, heading]) => heading),
              cells(list),
              columns[list].map(([name]) => (name === 'id' ? undefined : secret)),
            ],
          ]),
        ),
      );
      const { ok, text } = await everythingOf(path);
      expect(ok).toBe(false);
      const hidden = typeof secret === 'object' ? datesAs(secret.date) : [String(secret)];
      for (const planted of hidden) expect(text.includes(planted), planted).toBe(false);
    }
  });

  it('of dates of birth that are wrong in every way', async () => {
    const births: Cell[] = [
      '31/06/2013',
      { date: '2027-09-03' },
      { date: '1961-02-03' },
      '3/9/13',
      'born in June',
      41_234.5,
    ];
    const path = join(folder, 'births.xlsx');
    const rows = births.map((born, at) =>
      columns[8].map(
        ([name]): Cell =>
          name === 'born' ? born : name === 'start' ? { date: '2010-01-04' } : name === 'id' ? `Z${at}` : undefined,
      ),
    );
    await writeRows(path, { 'List 8': [columns[8].map(([, heading]) => heading), ...rows] });
    const { text } = await everythingOf(path);
    for (const planted of [
      '31/06/2013',
      ...datesAs('2027-09-03'),
      ...datesAs('1961-02-03'),
      '3/9/13',
      'born in June',
      '41234',
      '2012-11-21',
    ]) {
      expect(text.includes(planted), planted).toBe(false);
    }
    expect(text).toMatch(/row 2, column “Date of Birth”/);
  });
});
