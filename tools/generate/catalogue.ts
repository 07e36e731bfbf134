import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Frameworks, indicators and the mappings of tidy files as one ES module of their YAML texts: a bundled function has no folder to read them from.
 * They are parsed and checked where they are used.
 */
export function catalogueModule(templates: string): { module: string; types: string } {
  const texts = (folder: string) =>
    Object.fromEntries(
      readdirSync(join(templates, folder))
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => [basename(name, '.yaml'), readFileSync(join(templates, folder, name), 'utf8')]),
    );
  const indicators = texts('indicators');
  const mappings = texts('indicators/mappings');
  return {
    module:
      `export const frameworks = ${JSON.stringify(texts('frameworks'))};\n` +
      `export const indicators = ${JSON.stringify(indicators)};\nexport const mappings = ${JSON.stringify(mappings)};\n`,
    types:
      'export declare const frameworks: Readonly<Record<string, string>>;\n' +
      `export declare const indicators: Readonly<{ ${Object.keys(indicators)
        .map((name) => `${JSON.stringify(name)}: string`)
        .join('; ')} }>;\n` +
      'export declare const mappings: Readonly<Record<string, string>>;\n',
  };
}
