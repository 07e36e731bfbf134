import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { callsIn, callsOfAll, type FigureCall } from './figure-calls.ts';
import { lintTemplate } from './lint.ts';
import { parseWithMarks } from './mark-lines.ts';

export interface Precompiled {
  /** Source of an ES module that exports `templates`. */
  module: string;
  /** `templates/packs/cover.hbs:12: …`, one line each. */
  problems: string[];
  /** The tables that each template calls by indicators. */
  calls: Record<string, FigureCall[]>;
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
  const called = new Map<string, ReturnType<typeof callsIn>>();
  for (const file of files) {
    const source = readFileSync(join(folder, file), 'utf8');
    const name = file.replace(/\.hbs$/, '');
    const linted = lintTemplate(source, options);
    const calls = linted.length === 0 ? callsIn(Handlebars.parse(source)) : undefined;
    const found = [...linted, ...(calls?.problems ?? [])];
    if (calls) called.set(name, calls);
    problems.push(...found.map((problem) => `${shownAs}/${file}:${problem.line}: ${problem.message}`));
    if (found.length > 0) continue;
    // Typed as what the runtime takes; it is the source text of that.
    const input = options.packElements ? parseWithMarks(source, file) : source;
    const specification = Handlebars.precompile(input, { strict: true, preventIndent: true }) as unknown as string;
    entries.push(`  ${JSON.stringify(name)}: ${specification},`);
  }
  return { module: `export const templates = {\n${entries.join('\n')}\n};\n`, problems, calls: callsOfAll(called) };
}
