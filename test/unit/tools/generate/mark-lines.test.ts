import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { withoutMarks } from '../../../../functions/documents/tree/marks.ts';
import { parseTree } from '../../../../functions/documents/tree/parse.ts';
import { parseWithMarks } from '../../../../tools/generate/mark-lines.ts';

const page = `{{! what it is }}
<section>
<h1>{{title}}</h1>
{{#each rows}}
{{> partials/row.hbs this}}
{{/each}}
<h4>
Skipped</h4>
</section>`;
const row = `{{#if wide}}
<table><tbody>
  <tr><td>{{label}} <strong
    data-tag="{{tone}}">x</strong></td></tr>
</tbody></table>
{{else}}
<p>{{label}}</p>
{{/if}}`;

function print(model: object, parse: (source: string, name: string) => unknown): string {
  const world = Handlebars.create();
  world.registerPartial('partials/row.hbs', world.compile(parse(row, 'partials/row.hbs'), { preventIndent: true }));
  return world.compile(parse(page, 'page.hbs'), { preventIndent: true })(model);
}
const rows = [
  { wide: true, label: '<!--9-->', tone: 'grey' },
  { wide: false, label: '<!--/-->' },
  { wide: true, label: 'c', tone: 'pink' },
];
const model = { title: 'T', rows };

test('a problem of the printed HTML is told with the template, line and element it was written in', () => {
  const parsed = parseTree(print(model, parseWithMarks));
  expect(parsed.ok ? [] : parsed.details?.map(({ where }) => where)).toEqual(['partials/row.hbs, line 3, <strong>']);
  const other = parseTree(print({ title: 'T', rows: rows.slice(0, 2) }, parseWithMarks));
  expect(other.ok ? [] : other.details?.map(({ where }) => where)).toEqual(['page.hbs, line 7, <h4>']);
});

test('HTML that is malformed is told with its place too', () => {
  const broken = print(model, parseWithMarks).replace('</tbody>', '</tbody></em>');
  const parsed = parseTree(broken);
  expect(parsed.ok ? [] : parsed.details?.map(({ where }) => where)[0]).toMatch(/^partials\/row\.hbs, line [34]/);
});

test('without its marks the HTML is what the template alone would print', () => {
  expect(withoutMarks(print(model, parseWithMarks))).toBe(print(model, (source) => Handlebars.parse(source)));
});
