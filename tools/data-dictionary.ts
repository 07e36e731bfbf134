/**
 * `npm run docs:indicators`: prints the catalogue of indicators, templates/indicators/*.yaml, into docs/data-dictionary.md. `--check`
 * changes nothing and fails when the document is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../functions/metrics/catalogue/catalogue.ts';
import { disclosureNames, periodNames, polarityNames } from '../functions/metrics/catalogue/in-words.ts';
import { themesOf, unitInWords } from '../functions/metrics/catalogue/indicators.ts';
import { dateInWords } from '../functions/metrics/figure.ts';
import type { Indicator } from '../functions/metrics/model.ts';

const file = join(import.meta.dirname, '..', 'docs', 'data-dictionary.md');

/** The whole document. */
export function dataDictionary(): string {
  const { indicators } = catalogue;
  const themes = themesOf(catalogue).map((theme) => {
    const of = indicators.filter((one) => one.theme === theme);
    return `## ${theme}\n\n${of.map(entry).join('\n\n')}`;
  });
  return `# Data dictionary

Made from \`templates/indicators/\` by \`npm run docs:indicators\`; a test fails when it is out of date. It has ${indicators.length} indicators. A council adds
its own in the portal; their codes begin with \`own.\`.

- **Figure**: the unit, the period that a figure stands for, and which way is better. Decimals are those that the source prints.
- **Template**: “asked” stands in the figures template unless somebody asks for other themes; “by theme” when its theme is asked for; “no” for what only
  published papers and statistics have.
- **Break**: figures from the date on can’t be compared with those before it.
- A rate at 31 March of a year divides by the children aged 0 to 17 in the middle of the year before.
- Small counts: ${lower(disclosureNames['small-counts'])}.

${themes.join('\n\n')}
`;
}

function entry(one: Indicator): string {
  const lines = [
    `Figure: ${unitInWords(one)}; ${lower(periodNames[one.period])}; ${lower(polarityNames[one.polarity])}; ${decimalsOf(one)}`,
    ...(['numerator', 'denominator'] as const).flatMap((name) => sideOf(one, name)),
    ...(one.breakdown ? [`Parts${one.of ? ` of \`${one.of}\`` : ''}: ${one.breakdown.join('; ')}`] : []),
    `Source: ${one.source}`,
    `Small counts: ${one.disclosure === 'small-counts' ? 'can point to a child' : 'none'}. Template: ${one.core ? 'asked' : one.inTemplate ? 'by theme' : 'no'}`,
    ...one.breaks.map(({ date, note }) => `Break at ${dateInWords(date)}: ${note}`),
  ];
  return `### ${one.label}\n\n\`${one.code}\`: ${one.definition}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function sideOf(one: Indicator, name: 'numerator' | 'denominator'): string[] {
  const side = one[name];
  if (!side) return [];
  const part = side.part === undefined ? '' : `, part “${side.part}”`;
  const at = side.at === undefined ? '' : ', of the middle of the year before';
  const of = side.of === undefined ? '' : ` (\`${side.of}\`${part}${at})`;
  return [`${name === 'numerator' ? 'Numerator' : 'Denominator'}: ${side.says}${of}`];
}

function decimalsOf({ decimals, decimalsIn = [] }: Indicator): string {
  const digits = (count: number) => (count === 0 ? 'no decimals' : count === 1 ? 'one decimal' : `${count} decimals`);
  const others = decimalsIn.map(({ source, decimals: count }) => `${digits(count)} in ${lower(source)}`);
  return [digits(decimals), ...others].join(', ');
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

if (import.meta.main) {
  const text = dataDictionary();
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error('docs/data-dictionary.md is out of date: run npm run docs:indicators.');
    process.exit(1);
  }
}
