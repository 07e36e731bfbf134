import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { lintTemplate } from './lint.ts';
import { parseWithMarks } from './mark-lines.ts';

export interface Precompiled {
  /** Source of an ES module that exports `templates`. */
  module: string;
  /** `templates/packs/cover.hbs:12: …`, one line each. */
  problems: string[];
}

/**
 * Every `.hbs` under the folder, in strict mode (a name that the model lacks throws instead of printing nothing).
 * `packElements`: also hold the elements and attributes against the list of what a pack may contain, and leave marks of
 * template and line in what it prints.
 */
export function precompileFolder(folder: string, shownAs: string, options: { packElements: boolean }): Precompiled {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted();
  const problems: string[] = [];
  const entries: string[] = [];
  for (const file of files) {
    const source = readFileSync(join(folder, file), 'utf8');
    const found = lintTemplate(source, options);
    problems.push(...found.map((problem) => `${shownAs}/${file}:${problem.line}: ${problem.message}`));
    if (found.length > 0) continue;
    // Typed as what the runtime takes; it is the source text of that.
    const input = options.packElements ? parseWithMarks(source, file) : source;
    const specification = Handlebars.precompile(input, { strict: true, preventIndent: true }) as unknown as string;
    entries.push(`  ${JSON.stringify(file.replace(/\.hbs$/, ''))}: ${specification},`);
  }
  return { module: `export const templates = {\n${entries.join('\n')}\n};\n`, problems };
}
