import { expect, test } from 'vitest';
import { barChart } from '../../../../functions/documents/charts/bar-chart.ts';
import { lineChart } from '../../../../functions/documents/charts/line-chart.ts';
import { smallMultiples } from '../../../../functions/documents/charts/small-multiples.ts';
import { sparkline } from '../../../../functions/documents/charts/sparkline.ts';
import { stackedBar } from '../../../../functions/documents/charts/stacked-bar.ts';
import { series, value } from './reading.ts';

const breaks = [{ before: '2022', note: 'Counted anew.' }];
const rates = [
  series('Thornmere', [70, 'c', 81.8, 80.2, 70.4]),
  series('Statistical neighbours', [56.4, 59.3, 61, 60.5, 'x']),
  series('England', [42.8, 42.2, 42.4, 41.3, 40.8]),
];
const charts = {
  line: lineChart({ title: 'Plans fell', unit: 'Per 10,000 aged 0 to 17', decimals: 1, breaks, series: rates }),
  bar: barChart({
    ...{ title: 'Neglect is the largest', unit: 'children', decimals: 0 },
    bars: [
      { label: 'Neglect', value: value(1196), note: '48.2%' },
      { label: 'Emotional abuse', value: value('c') },
    ],
  }),
  'stacked-bar': stackedBar({
    ...{ title: 'Neglect is the largest', unit: 'children', decimals: 0 },
    parts: ['Neglect', 'Emotional abuse', 'Physical abuse'],
    bars: [
      { label: '2025', values: [214, 200, 30].map(value), total: value(444) },
      { label: '2026', values: [196, 'c', 22].map(value), total: value(386) },
    ],
  }),
  'small-multiples': smallMultiples({
    ...{ title: 'Two rates', unit: 'Per 10,000 aged 0 to 17', decimals: 1, scale: 'same' },
    panels: [
      { title: 'Plans', series: rates, breaks, highlighted: true },
      { title: 'Children looked after', series: [series('Thornmere', [95, 97, 98, 93, 90])], breaks: [] },
    ],
  }),
  sparkline: sparkline({ points: rates[0]?.points ?? [], breaks, decimals: 1 }),
};

/** To look at after a change, and then to accept with `vitest -u`. One element a line, so that a difference can be read. */
test.each(Object.entries(charts))('the %s is drawn as it was', async (name, { svg }) => {
  await expect(`${svg.replaceAll('><', '>\n<')}\n`).toMatchFileSnapshot(`golden/${name}.svg`);
});
