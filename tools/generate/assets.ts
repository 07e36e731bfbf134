import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Sheet } from './styles.ts';

/**
 * An ES module with what the portal's pages load: the style sheet and the one script, each with the path it is served at. The path
 * holds a digest of the text, so that caches may keep it for ever; as a module they travel in the bundle of the function.
 */
export function assetsModule(sheets: readonly Sheet[], progressScript: string): string {
  const portal = sheets.find((sheet) => sheet.name === 'portal.css');
  if (!portal) throw new Error('templates/portal/styles/portal.scss is missing');
  const script = readFileSync(progressScript, 'utf8');
  return [
    `export const stylesheet = ${JSON.stringify(`/assets/portal-${digest(portal.css)}.css`)};`,
    `export const css = ${JSON.stringify(portal.css)};`,
    `export const progressScript = ${JSON.stringify(`/assets/progress-${digest(script)}.js`)};`,
    `export const progressJs = ${JSON.stringify(script)};\n`,
  ].join('\n');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export const assetsTypes =
  '/** Path of the style sheet, with a digest of its text. */\nexport declare const stylesheet: string;\nexport declare const css: string;\n' +
  '/** Path of the script that keeps a waiting page up to date. */\nexport declare const progressScript: string;\nexport declare const progressJs: string;\n';
