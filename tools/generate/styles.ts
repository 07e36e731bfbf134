import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'sass';

export interface Sheet {
  name: string;
  css: string;
}

/** Each `name.scss` that does not begin with `_` becomes `name.css`; plain `.css` is copied. Packages are found by name. */
export function compileStyles(folder: string, packages: string): Sheet[] {
  const sheets: Sheet[] = [];
  for (const file of readdirSync(folder).toSorted()) {
    const path = join(folder, file);
    if (file.endsWith('.css')) sheets.push({ name: file, css: readFileSync(path, 'utf8') });
    if (!file.endsWith('.scss') || file.startsWith('_')) continue;
    const made = compile(path, { loadPaths: [packages], style: 'compressed', quietDeps: true });
    sheets.push({ name: file.replace(/\.scss$/, '.css'), css: `${made.css}\n` });
  }
  return sheets;
}
