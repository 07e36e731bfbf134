import { createHash } from 'node:crypto';
import type { Sheet } from './styles.ts';

/**
 * An ES module with the portal's style sheet and the path it is served at. The path holds a digest of the text, so that caches may
 * keep it for ever; as a module it travels in the bundle of the function.
 */
export function assetsModule(sheets: readonly Sheet[]): string {
  const portal = sheets.find((sheet) => sheet.name === 'portal.css');
  if (!portal) throw new Error('templates/portal/styles/portal.scss is missing');
  const digest = createHash('sha256').update(portal.css).digest('hex').slice(0, 16);
  const path = `/assets/portal-${digest}.css`;
  return `export const stylesheet = ${JSON.stringify(path)};\nexport const css = ${JSON.stringify(portal.css)};\n`;
}

export const assetsTypes =
  '/** Path of the style sheet, with a digest of its text. */\nexport declare const stylesheet: string;\nexport declare const css: string;\n';
