import { execFile } from 'node:child_process';
import { createReadStream, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { readAnnexA } from '../../../functions/metrics/annex-a/read-annex-a.ts';
import { catalogue } from '../../../functions/metrics/catalogue/catalogue.ts';
import type { Observation } from '../../../functions/metrics/model.ts';
import type { FiguresSource } from '../../../functions/metrics/reading.ts';
import type { Answer } from './answers.ts';

export function sourceAt(path: string): FiguresSource {
  return { name: 'Annex A.xlsx', size: statSync(path).size, path, stream: () => createReadStream(path) };
}

/** As the import reads it, with a clock that stands three weeks after the later of our as-at dates. */
export function readAt(path: string, asAt: string, today = '2026-04-20') {
  const council = { authority: 'X01', authorityName: 'Thornmere' };
  return readAnnexA(sourceAt(path), { catalogue, today, asAt, basis: 'calculated', ...council });
}

/** One line for each figure, so that two sets of them can be held against each other. */
export function lines(figures: readonly (Answer | Observation)[]): string[] {
  return figures
    .map(({ indicator, period, breakdown, value, symbol, numerator, denominator }) => {
      const sides = numerator === undefined ? '' : ` = ${numerator} / ${denominator}`;
      return `${[indicator, period, breakdown].filter((one) => one !== undefined).join(', ')}: ${value ?? symbol}${sides}`;
    })
    .sort();
}

export interface ChildReading {
  observations: Observation[];
  rows: number;
  seconds: number;
  /** Of the whole process, in millions of bytes: when it began to read, and at most. */
  startMegabytes: number;
  peakMegabytes: number;
}

/** Reads in a process of its own, whose memory nobody else fills. */
export async function readInProcess(path: string, asAt: string): Promise<ChildReading> {
  const script = new URL('read-in-process.ts', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [script, path, asAt], { maxBuffer: 20_000_000 });
  return JSON.parse(stdout) as ChildReading;
}
