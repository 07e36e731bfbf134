import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { typeset } from '../functions/documents/typeset/typeset.ts';
import { composePack } from '../functions/packs/compose/compose-pack.ts';
import { renderTemplate } from '../functions/packs/compose/render-template.ts';
import { packViewSchema } from '../functions/packs/compose/view.ts';

const usage = `npm run typeset -- --data FILE.json --out OUT.pdf [--template NAME] [--edition report|bundle]

--data       the view of a pack (functions/packs/compose/view.ts), or with --template the template's own model
--template   a template of templates/packs, printed as it is instead of the whole pack
--edition    report (its own page numbers) or bundle (counts the pages of the evidence); report when not given`;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string' },
    template: { type: 'string' },
    edition: { type: 'string', default: 'report' },
  },
});
const { data, out, template, edition } = values;
if (!data || !out || (edition !== 'report' && edition !== 'bundle')) fail(usage);

const input: unknown = JSON.parse(await readFile(data, 'utf8'));
const done = await typeset(
  template ? single(template, input as object) : composePack(packViewSchema.parse(input), edition),
);
if (!done.ok)
  fail([done.message, ...(done.details ?? []).map(({ where, message }) => `  ${where}: ${message}`)].join('\n'));
await writeFile(out, done.value.pdf);
for (const { where, message } of done.value.problems) console.log(`${where}: ${message}`);
console.log(`${out}: ${done.value.pages} pages, ${done.value.pdf.length} bytes`);

function single(name: string, model: object) {
  return {
    html: renderTemplate(name, model),
    style: {
      title: name,
      author: 'Evidence packs',
      language: 'en-GB' as const,
      date: '2000-01-01',
      runningHead: name,
      marking: 'Trial print',
      versionLabel: 'No version',
      fingerprint: '',
      draft: true,
    },
    numbering: { kind: 'own' as const },
  };
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
