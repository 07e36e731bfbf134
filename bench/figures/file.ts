import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { authorities } from '../../functions/metrics/neighbours/authorities.ts';
import type { Mapping } from '../../functions/metrics/tidy/mappings/model.ts';

/** Of the files that `writeTidyFile` makes: a characteristic of which a single value is wanted, as in the DfE's own large files. */
export const generatedMapping: Mapping = {
  id: 'generated',
  name: 'Generated file',
  source: 'Bench, invented figures',
  licence: 'none',
  filters: { characteristic: 'Total' },
  columns: [
    { column: 'number_of_children', indicator: 'cla.count', when: {} },
    { column: 'number_starting', indicator: 'cla.started', when: {} },
    { column: 'percentage_repeat', indicator: 'cpp.repeat', when: {} },
  ],
  leaveOut: ['characteristic_group'],
};

const years = Array.from({ length: 13 }, (_, index) => 2013 + index);
const characteristics = 151;
const symbols = ['c', 'x', 'z', 'low'];

/** A tidy file of about 310,000 rows, `times` over: every authority, year and value of a characteristic, with invented numbers and symbols. */
export async function writeTidyFile(path: string, times: number): Promise<void> {
  const out = createWriteStream(path);
  out.write(
    '\ufefftime_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,characteristic_group,characteristic,number_of_children,number_starting,percentage_repeat\r\n',
  );
  let seed = 1;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const cell = (below: number, decimals: number) =>
    next(40) === 0 ? symbols[next(symbols.length)] : decimals === 0 ? next(below) : (next(below * 10) / 10).toFixed(1);
  for (const year of years) {
    for (const { old, code, name, region } of authorities) {
      let rows = '';
      for (let value = 0; value < characteristics * times; value += 1) {
        const characteristic = value === 0 ? 'Total' : `"Group ${value % 12}, value ${value}"`;
        rows += `${year},Reporting year,Local authority,E92000001,England,${region},Region,${old},${code},"${name}",Group ${value % 12},${characteristic},${cell(900, 0)},${cell(400, 0)},${cell(100, 1)}\r\n`;
      }
      if (!out.write(rows)) await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'close');
}
