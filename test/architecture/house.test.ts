import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && !path.endsWith('package-lock.json'));
const text = (path: string) => readFileSync(path, 'utf8');
const source = tracked.filter((path) => /\.(ts|hbs|typ|scss|mjs)$/.test(path));

describe('the house', () => {
  it('runs on the Node that the project brings', () => {
    expect(process.version).toMatch(/^v24\./);
  });

  it('has no source file over 300 lines', () => {
    const long = source.filter((path) => text(path).split('\n').length > 301);
    expect(long).toEqual([]);
  });

  it('reads the environment in platform alone', () => {
    const readers = source.filter((path) => path.startsWith('functions/') && text(path).includes('process.env'));
    expect(readers.filter((path) => !path.startsWith('functions/platform/'))).toEqual([]);
  });

  it('takes the time and new ids from what it is handed', () => {
    const rooms = source.filter((path) => /^functions\/(access|evidence|metrics|reviews|packs|documents)\//.test(path));
    const clocks = rooms.filter((path) => /new Date\(\)|Date\.now\(\)|randomUUID/.test(text(path)));
    expect(clocks).toEqual([]);
  });

  it('imports only where it may, and the check can see', () => {
    const said = execFileSync(process.execPath, ['tools/check-boundaries.ts'], { encoding: 'utf8' });
    expect(said).toMatch(/no import that may not be/);
  });

  it('has a lock file that is complete on every platform', () => {
    expect(() =>
      execFileSync(process.execPath, ['tools/complete-lock.ts', '--check'], { stdio: 'pipe' }),
    ).not.toThrow();
  });
});
