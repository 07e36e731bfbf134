import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import {
  authorities,
  findAuthority,
  meantBy,
  regionName,
} from '../../../../functions/metrics/neighbours/authorities.ts';
import { neighboursOf, publishedModels } from '../../../../functions/metrics/neighbours/models.ts';
import { readNeighbours } from '../../../../functions/metrics/neighbours/read-neighbours.ts';
import { fileOf } from '../tidy/support.ts';

const said = { year: '2031', source: 'Department of Invention', licence: 'Open Government Licence v3.0' };
const others = ['370', '371', '332', '357', '384', '894', '807', '812', '813', '390'];
const group = (own: string, close = 'Very close ') => [own, 'Name', ...others.flatMap((old) => [old, close])];
const heading = (own: string, sn: (at: number) => string[]) => [own, 'Name', ...others.flatMap((_, at) => sn(at + 1))];
const csv = (lines: readonly string[][]) => lines.map((line) => `${line.join(',')}\n`).join('');
const wide = heading('old_la_code', (at) => [`SN_${at}`, `SN_${at}P`]);
const older = heading('LA num', (at) => [`SN${at}`, 'SNP']);

describe('statistical neighbours', () => {
  it('are ten of each authority, none of them itself, all known', () => {
    for (const model of publishedModels) {
      for (const [own, ten] of Object.entries(model.groups)) {
        expect([own, ten.length, new Set([own, ...ten.map(({ old }) => old)]).size]).toEqual([own, 10, 11]);
        expect([own, ...ten.map(({ old }) => old)].filter((old) => !findAuthority(old))).toEqual([]);
      }
    }
    expect(publishedModels.map(({ year, groups }) => [year, Object.keys(groups).length])).toEqual([
      ['2021', 156],
      ['2025', 153],
    ]);
  });

  it('of 2025 are there for every authority that is; of 2021 not for those made since', () => {
    const [of2021, of2025] = publishedModels;
    const present = authorities.filter(({ until }) => until === undefined);
    const without = (model = of2021) => present.flatMap(({ old, name }) => (model?.groups[old] ? [] : [name]));
    expect([without(of2025), without(of2021)]).toEqual([[], ['Cumberland', 'Westmorland and Furness']]);
  });

  it('are found by ONS code, former ONS code and three digits', () => {
    const [, model] = publishedModels;
    if (!model) throw new Error('There is no model of 2025');
    const names = ['E08000016', 'E08000038', '370'].map((code) =>
      neighboursOf(model, code).map(({ old }) => findAuthority(old)?.name),
    );
    expect(names[0]?.[0]).toBe('Rotherham');
    expect([names[1], names[2]]).toEqual([names[0], names[0]]);
  });

  it.each([
    ['wide CSV', fileOf(csv([wide, group('372')]))],
    [
      'older CSV',
      fileOf(`\ufeff${csv([older, group('372', 'Very Close'), ['', 'Old groups:', ...Array(20).fill('')]])}`),
    ],
  ])('are read from the DfE’s %s', async (_, source) => {
    const read = await readNeighbours(source, said);
    expect(read).toEqual({
      ok: true,
      value: { ...said, groups: { '372': others.map((old) => ({ old, closeness: 'very close' })) } },
    });
  });

  it('are read from the DfE’s workbook, whose headings stand lower down', async () => {
    const lines = [['A', 'B'], ['1', '2'], older, group('372'), group('373')];
    const sheet = lines.map((line) => line.map((value) => ({ type: String, value })));
    const bytes = await buffer(Readable.from(await writeExcelFile(sheet).toBuffer()));
    const read = await readNeighbours(fileOf(bytes, 100, 'sn.xlsx'), said);
    expect(read.ok && Object.keys(read.value.groups)).toEqual(['372', '373']);
  });

  it.each([
    ['an unknown code', group('372').with(4, '999'), 'row 2, column SN_2', '999'],
    ['the authority itself', group('372').with(4, '372'), 'row 2, column SN_2', '372'],
    ['a neighbour twice', group('372').with(4, '370'), 'row 2, column SN_2', '370'],
    ['another word', group('372').with(5, 'next door'), 'row 2, column SN_2', 'next door'],
  ])('are refused for %s', async (_, line, where, found) => {
    expect(await readNeighbours(fileOf(csv([wide, line])), said)).toMatchObject({
      ...{ ok: false, code: 'refused', details: [{ where: `file.csv, ${where}`, found }] },
    });
  });

  it('aren’t looked for in a file of other columns', async () => {
    expect(await readNeighbours(fileOf('a,b\n1,2\n'), said)).toMatchObject({ ok: false, code: 'not-neighbours' });
  });
});

describe('the name of an authority', () => {
  it.each([
    ['372', 'Rotherham'],
    ['e08000018', 'Rotherham'],
    ['ROTHERHAM', 'Rotherham'],
    ['St Helens', 'St. Helens'],
    ['Bath & North East Somerset', 'Bath and North East Somerset'],
    ['E08000016', 'Barnsley'],
    ['909', 'Cumbria'],
  ])('%s means %s', (text, name) => {
    expect(meantBy(text)).toMatchObject({ authority: { name } });
  });

  it('Dorset means the one that is, not the one that was', () => {
    expect(meantBy('dorset')).toMatchObject({ authority: { old: '838' } });
  });

  it.each([
    ['Rotheram', 'Rotherham'],
    ['Northamptonshire West', 'West Northamptonshire'],
    ['E0800018', 'Rotherham'],
    ['Helens', 'St. Helens'],
  ])('%s is near to %s', (text, name) => {
    const found = meantBy(text);
    expect('near' in found && found.near.map((one) => one.name)).toContain(name);
  });

  it('has a region that has a name', () => {
    expect(authorities.filter(({ region }) => regionName(region) === undefined)).toEqual([]);
  });
});
