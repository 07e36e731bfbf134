import type { Entry } from './run.ts';

export interface Summary {
  files: number;
  pages: number;
  compared: number;
  byVerdict: Record<string, number>;
  /** `refused: encrypted` and so on, most frequent first. */
  byReason: Record<string, number>;
  slowest: { file: string; ms: number }[];
  hungriest: { file: string; peakMb: number }[];
  /** Inspections that crashed, timed out or ran out of memory. */
  stopped: Entry[];
  lost: Entry[];
  exceptions: Entry[];
  /** Refused by us, with pages for all of several other readers. */
  refusedButRead: Entry[];
}

const MOST_LISTED = 10;

export function summarise(entries: readonly Entry[]): Summary {
  const count = (keys: readonly string[]): Record<string, number> => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
  };
  const top = <Key extends 'ms' | 'peakMb'>(key: Key): { file: string; value: number }[] =>
    entries
      .map((entry) => ({ file: entry.file, value: entry[key] ?? 0 }))
      .sort((a, b) => b.value - a.value)
      .slice(0, MOST_LISTED);
  const sum = (of: (entry: Entry) => number | undefined): number =>
    entries.reduce((total, entry) => total + (of(entry) ?? 0), 0);
  return {
    files: entries.length,
    pages: sum((entry) => (entry.verdict === 'ready' ? entry.pages : 0)),
    compared: sum(({ compared }) => compared),
    byVerdict: count(entries.map(({ verdict }) => verdict)),
    byReason: count(
      entries.map(({ verdict, code, reason }) => `${verdict}: ${code ?? (verdict === 'skipped' ? reason : 'sound')}`),
    ),
    slowest: top('ms').map(({ file, value }) => ({ file, ms: value })),
    hungriest: top('peakMb').map(({ file, value }) => ({ file, peakMb: value })),
    stopped: entries.filter(({ verdict }) => verdict === 'stopped'),
    lost: entries.filter(({ lost }) => lost !== undefined && lost.length > 0),
    exceptions: entries.filter(({ exceptions }) => exceptions !== undefined && exceptions.length > 0),
    refusedButRead: entries.filter(
      ({ verdict, readers }) => verdict === 'refused' && Object.keys(readers ?? {}).length >= 2,
    ),
  };
}

export function printSummary(summary: Summary): string {
  const { files, pages, compared, byReason, slowest, hungriest, stopped, lost, exceptions, refusedButRead } = summary;
  const lines = [`${files} files; ${pages} pages of those that are ready, ${compared} of them compared`, ''];
  for (const [reason, count] of Object.entries(byReason)) lines.push(`${String(count).padStart(6)}  ${reason}`);
  lines.push('', 'Slowest (ms):', ...slowest.map(({ file, ms }) => `${String(ms).padStart(6)}  ${printable(file)}`));
  lines.push(
    '',
    'Hungriest (MB):',
    ...hungriest.map(({ file, peakMb }) => `${String(peakMb).padStart(6)}  ${printable(file)}`),
  );
  lines.push(...listed('Stopped', stopped, ({ code, reason }) => [`${code}: ${reason}`]));
  lines.push(...listed('Lost', lost, (entry) => differences(entry.lost)));
  lines.push(...listed('Not proved', exceptions, (entry) => differences(entry.exceptions)));
  lines.push(
    ...listed('Refused, though others read them', refusedButRead, ({ code, readers }) => [
      `${code}; pages: ${JSON.stringify(readers)}`,
    ]),
  );
  return lines.join('\n');
}

function listed(title: string, entries: readonly Entry[], say: (entry: Entry) => string[]): string[] {
  if (entries.length === 0) return ['', `${title}: none`];
  return [
    '',
    `${title}: ${entries.length}`,
    ...entries.flatMap((entry) => [
      `  ${printable(entry.file)}`,
      ...say(entry).map((line) => `    ${printable(line)}`),
    ]),
  ];
}

function differences(found: Entry['lost'] = []): string[] {
  return found.map(
    ({ check, page, expected, found: seen }) =>
      `${check}${page === undefined ? '' : `, page ${page}`}: expected ${expected}; found ${seen}`,
  );
}

/** A name may hold line feeds, and characters that turn a terminal round. */
const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
