/** `npm run typeset -- --template NAME --data FILE.json --out OUT.pdf`: one template to PDF, no server. */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ZodError, z } from 'zod';
import { typeset } from '../functions/documents/typeset/typeset.ts';
import { composePack } from '../functions/packs/compose/compose-pack.ts';
import { reportViewSchema } from '../functions/packs/compose/report-view.ts';
import { packViewSchema } from '../functions/packs/compose/view.ts';

const usage = `npm run typeset -- --template NAME --data FILE.json --out OUT.pdf [--edition report|bundle]

--template   one of: peer-review, annual-report
--data       what the pack prints: functions/packs/compose/view.ts and report-view.ts say the shape, examples/thornmere/ has three
--edition    report (its own page numbers) or bundle (with coversheets; counts the pages of the evidence); report when not given`;

/** Template → data of its shape to a request for the typesetter. */
const templates = {
  'peer-review': (data: unknown, edition: 'report' | 'bundle') => composePack(packViewSchema.parse(data), edition),
  'annual-report': (data: unknown, edition: 'report' | 'bundle') => composePack(reportViewSchema.parse(data), edition),
};

const options = z.object({
  template: z.enum(['peer-review', 'annual-report']),
  data: z.string(),
  out: z.string(),
  edition: z.enum(['report', 'bundle']).default('report'),
});

function fail(...lines: string[]): never {
  console.error(lines.join('\n'));
  process.exit(1);
}

const { values } = parseArgs({
  options: {
    template: { type: 'string' },
    data: { type: 'string' },
    out: { type: 'string' },
    edition: { type: 'string' },
  },
});
const asked = options.safeParse(values);
if (!asked.success) fail(usage, '', z.prettifyError(asked.error));
const { template, data, out, edition } = asked.data;

try {
  const done = await typeset(templates[template](JSON.parse(await readFile(data, 'utf8')), edition));
  if (!done.ok) fail(done.message, ...(done.details ?? []).map(({ where, message }) => `  ${where}: ${message}`));
  await writeFile(out, done.value.pdf);
  for (const { where, message } of done.value.problems) console.log(`${where}: ${message}`);
  console.log(`${out}: ${done.value.pages} pages, ${done.value.pdf.length} bytes`);
} catch (error) {
  if (error instanceof ZodError) fail(`${data} is not the data of ${template}:`, z.prettifyError(error));
  if (error instanceof SyntaxError) fail(`${data} is not JSON: ${error.message}`);
  throw error;
}
