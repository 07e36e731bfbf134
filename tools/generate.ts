/**
 * `npm run generate`: templates → ES modules that need no compiler at run time, YAML → modules of text (so that a bundle holds it), and
 * Sass → CSS, all into `generated/`.
 * Fails with template and line when the lint finds something; what does not exist yet is left out.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assetsModule, assetsTypes } from './generate/assets.ts';
import { catalogueModule } from './generate/catalogue.ts';
import { figureCallTypes } from './generate/figure-calls.ts';
import { precompileFolder } from './generate/precompile.ts';
import { compileStyles } from './generate/styles.ts';
import { writeIfChanged } from './generate/write.ts';

const root = join(import.meta.dirname, '..');
const output = join(root, 'generated');
const problems: string[] = [];

for (const name of ['packs', 'portal', 'mail']) {
  const folder = join(root, 'templates', name);
  if (!existsSync(folder)) continue;
  const made = precompileFolder(folder, `templates/${name}`, { packElements: name === 'packs' });
  problems.push(...made.problems);
  if (made.problems.length > 0) continue;
  const packs = name === 'packs';
  const calls = packs ? `export const calls = ${JSON.stringify(made.calls, null, 2)};\n` : '';
  writeIfChanged(join(output, `${name}.js`), `${made.module}${calls}`);
  writeIfChanged(
    join(output, `${name}.d.ts`),
    '/** Precompiled templates by their path under the folder, without `.hbs`. Each may also be used as a partial. */\n' +
      'export declare const templates: Readonly<Record<string, object>>;\n' +
      (packs ? figureCallTypes : ''),
  );
}

if (problems.length > 0) {
  for (const problem of problems) console.error(problem);
  console.error(
    `${problems.length} problem(s) in templates: nothing that depends on them may run until they are mended.`,
  );
  process.exit(1);
}

const styles = join(root, 'templates', 'portal', 'styles');
if (existsSync(styles)) {
  const sheets = compileStyles(styles, join(root, 'node_modules'));
  for (const sheet of sheets) writeIfChanged(join(output, sheet.name), sheet.css);
  writeIfChanged(join(output, 'assets.js'), assetsModule(sheets, join(root, 'templates', 'portal', 'scripts')));
  writeIfChanged(join(output, 'assets.d.ts'), assetsTypes);
}

const catalogue = catalogueModule(join(root, 'templates'));
writeIfChanged(join(output, 'catalogue.js'), catalogue.module);
writeIfChanged(join(output, 'catalogue.d.ts'), catalogue.types);
