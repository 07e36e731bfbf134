import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dataDictionary } from '../../../../tools/data-dictionary.ts';
import { catalogue } from '../support.ts';

describe('the data dictionary', () => {
  it('is up to date, and has every indicator', () => {
    const printed = readFileSync('docs/data-dictionary.md', 'utf8');
    expect(printed, 'npm run docs:indicators').toBe(dataDictionary());
    for (const { code } of catalogue.indicators) expect(printed).toContain(`\n\`${code}\`: `);
  });
});
