/** `npm run typeset -- --template NAME --data FILE.json --out OUT.pdf`: one template to PDF, no server. */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ZodError, z } from 'zod';
import { typeset } from '../functions/documents/typeset/typeset.ts';
import { reportViewSchema } from '../functions/packs/compose/annual/report-view.ts';
import { coverReportSchema, membersReportSchema } from '../functions/packs/compose/committee/committee-view.ts';
import { composePack } from '../functions/packs/compose/compose-pack.ts';
import { packViewSchema } from '../functions/packs/compose/peer-review/view.ts';
import { publishedViewSchema } from '../functions/packs/compose/published/published-view.ts';

/** Template → the shape of its data. */
const schemas = {
  'peer-review': packViewSchema,
  'annual-report': reportViewSchema,
  'published-figures': publishedViewSchema,
  'report-to-members': membersReportSchema,
  'cover-report': coverReportSchema,
};
const names = Object.keys(schemas);

const usage = `npm run typeset -- --template NAME --data FILE.json --out OUT.pdf [--edition report|bundle]

--template   one of: ${names.join(', ')}
--data       what it prints. Only {"council": …, "pack": {"title": …}} is needed; the rest says that it is missing.
             The shapes: functions/packs/compose/*/*view.ts; samples of all: examples/thornmere/*.view.json
--out        the PDF
--edition    report (its own page numbers) or bundle (with coversheets; counts the pages of the evidence); report when not given`;

const options = z.object({
  template: z.literal(Object.keys(schemas) as (keyof typeof schemas)[], {
    error: ({ input }) =>
      input === undefined
        ? `--template is missing: say one of ${names.join(', ')}`
        : `There is no template ${JSON.stringify(input)}: say one of ${names.join(', ')}`,
  }),
  data: z.string('--data is missing: say which JSON file holds the data'),
  out: z.string('--out is missing: say which PDF to write'),
  edition: z.enum(['report', 'bundle'], '--edition is report or bundle').default('report'),
});

function fail(...lines: string[]): never {
  console.error(lines.join('\n'));
  process.exit(1);
}

function given() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ options: { template: text, data: text, out: text, edition: text } }).values;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), '', usage);
  }
}

const asked = options.safeParse(given());
if (!asked.success) fail(...asked.error.issues.map(({ message }) => message), '', usage);
const { template, data, out, edition } = asked.data;

/** Data that doesn't say when it was made is made now: a PDF has a date. */
function dated(json: unknown): unknown {
  const document = z.looseObject({ pack: z.looseObject({}) }).safeParse(json);
  if (!document.success) return json;
  return { ...document.data, pack: { created: new Date().toISOString(), ...document.data.pack } };
}

try {
  const view = schemas[template].parse(dated(JSON.parse(await readFile(data, 'utf8'))));
  const done = await typeset(composePack(view, edition));
  if (!done.ok) fail(done.message, ...(done.details ?? []).map(({ where, message }) => `  ${where}: ${message}`));
  await writeFile(out, done.value.pdf);
  for (const { where, message } of done.value.problems) console.log(`${where}: ${message}`);
  console.log(`${out}: ${done.value.pages} pages, ${done.value.pdf.length} bytes`);
} catch (error) {
  if (error instanceof ZodError) fail(`${data} is not the data of ${template}:`, z.prettifyError(error));
  if (error instanceof SyntaxError) fail(`${data} is not JSON: ${error.message}`);
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    fail(`There is no file to read or write: ${error.message}`);
  throw error;
}
