import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sheet } from './styles.ts';

/**
 * An ES module with what the portal's pages load: the style sheet and the scripts, each with the path it is served at. The path
 * holds a digest of the text, so that caches may keep it for ever; as a module they travel in the bundle of the function.
 * @param folder holds the scripts: `progress.js` becomes `scripts.progress`
 */
export function assetsModule(sheets: readonly Sheet[], folder: string): string {
  const portal = sheets.find((sheet) => sheet.name === 'portal.css');
  if (!portal) throw new Error('templates/portal/styles/portal.scss is missing');
  const files = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const scripts = files.sort().map((file) => {
    const name = file.slice(0, -'.js'.length);
    const js = readFileSync(join(folder, file), 'utf8');
    return [name, { path: `/assets/${name}-${digest(js)}.js`, js }];
  });
  return [
    `export const stylesheet = ${JSON.stringify(`/assets/portal-${digest(portal.css)}.css`)};`,
    `export const css = ${JSON.stringify(portal.css)};`,
    `export const scripts = ${JSON.stringify(Object.fromEntries(scripts))};\n`,
  ].join('\n');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export const assetsTypes =
  '/** Path of the style sheet, with a digest of its text. */\nexport declare const stylesheet: string;\nexport declare const css: string;\n' +
  '/** `progress` keeps a waiting page up to date; `figures` offers figures for the numbers that are typed. */\n' +
  "export declare const scripts: Readonly<Record<'progress' | 'figures', { path: string; js: string }>>;\n";
