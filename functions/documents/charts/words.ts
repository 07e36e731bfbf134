import { type Break, type Series, valueInWords } from './model.ts';

/** 'Thornmere: 2025 82.7, 2026 c (confidential).' */
export function seriesInWords({ name, points }: Series, print: (value: number) => string): string {
  return `${name}: ${points.map(({ period, value }) => `${period} ${valueInWords(value, print)}`).join(', ')}.`;
}

export const breaksInWords = (breaks: readonly Break[]): string[] =>
  breaks.map(({ before, note }) => `Break in series before ${before}: ${note.replace(/\.$/, '')}.`);
