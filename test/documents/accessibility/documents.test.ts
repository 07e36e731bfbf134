/** Everything that the product sets, from full data and from nearly none, deserves PDF/UA-1 and PDF/A-2a as far as `validate.ts` can tell. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { convertFile } from '../../../functions/documents/convert/convert.ts';
import { type TypesetRequest, typeset } from '../../../functions/documents/typeset/typeset.ts';
import { reportViewSchema } from '../../../functions/packs/compose/annual/report-view.ts';
import { coverReportSchema, membersReportSchema } from '../../../functions/packs/compose/committee/committee-view.ts';
import { composePack } from '../../../functions/packs/compose/compose-pack.ts';
import { packViewSchema } from '../../../functions/packs/compose/peer-review/view.ts';
import { publishedViewSchema } from '../../../functions/packs/compose/published/published-view.ts';
import { docx, h, item, p, r, tbl } from '../../builders/docx.ts';
import { sampleOrigins } from '../../builders/origins.ts';
import { bundle, requestOf, value } from '../typeset-samples.ts';
import { cover, sheets, zoo } from '../typeset-zoo.ts';
import { faultsOf } from './validate.ts';

const samples = join(import.meta.dirname, '../../../examples/thornmere');
const schemas = {
  'peer-review': packViewSchema,
  'annual-report': reportViewSchema,
  'published-figures': publishedViewSchema,
  'report-to-members': membersReportSchema,
  'cover-report': coverReportSchema,
};
type Template = keyof typeof schemas;

function composed(
  template: Template,
  folder: '' | 'nearly-empty',
  edition: 'report' | 'bundle' = 'report',
  more: object = {},
): TypesetRequest {
  const data = JSON.parse(readFileSync(join(samples, folder, `${template}.view.json`), 'utf8')) as { pack: object };
  const dated = { ...data, ...more, pack: { created: '2026-09-14T09:00:00Z', ...data.pack } };
  return composePack(schemas[template].parse(dated), edition);
}

const packs: [what: string, request: () => TypesetRequest][] = (Object.keys(schemas) as Template[]).flatMap(
  (template) => [
    [template, () => composed(template, '')],
    [`${template}, from nearly no data`, () => composed(template, 'nearly-empty')],
  ],
);

test.each<[what: string, request: () => TypesetRequest]>([
  ...packs,
  ['peer-review with its coversheets', () => composed('peer-review', '', 'bundle')],
  [
    'peer-review that says where each figure comes from',
    () => composed('peer-review', '', 'report', { origins: sampleOrigins() }),
  ],
  ['a small bundle', () => requestOf(bundle.html, { numbering: { kind: 'bundle', itemPages: bundle.itemPages } })],
  [
    'every element, script and awkward shape',
    () => requestOf(`${cover}${zoo}${sheets}`, { numbering: { kind: 'bundle', itemPages: [12, 0] } }),
  ],
  [
    'words of every script in every place that the style fills',
    () => {
      const words = 'محمد ਗੁਰਪ੍ਰੀਤ Żółć';
      const { style } = requestOf('');
      return requestOf(`<section><h1>${words}</h1></section>`, {
        style: { ...style, title: words, author: words, runningHead: words, notice: words },
      });
    },
  ],
  ['a page with nothing but a heading', () => requestOf('<section><h1>x</h1></section>')],
])('%s', async (_what, request) => {
  const { pdf } = value(await typeset(request()));
  expect(await faultsOf(pdf)).toEqual([]);
});

test('a Word document', async () => {
  const body =
    h(1, 'Minutes') +
    p(`${r('The ')}${r('chair', '<w:b/>')}${r(' spoke.')}`) +
    item(1, 0, 'One') +
    item(1, 1, 'Below') +
    item(1, 0, 'Two') +
    tbl([
      [p('Who'), p('What')],
      [p('Chair'), p('Agenda')],
    ]);
  const mime = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const { pdf } = value(await convertFile(await docx({ body }), mime));
  expect(await faultsOf(pdf)).toEqual([]);
});

test('a picture', async () => {
  const png = await sharp({
    create: { width: 60, height: 40, channels: 4, background: { r: 9, g: 99, b: 9, alpha: 0.5 } },
  })
    .png()
    .toBuffer();
  const { pdf } = value(await convertFile(png, 'image/png'));
  expect(await faultsOf(pdf)).toEqual([]);
});
