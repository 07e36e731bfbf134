import type { Failure } from '../../platform/outcome.ts';
import type { Reading } from '../reading.ts';
import type { FileContext, Unread } from './read-file.ts';
import type { ReadingReport } from './reading-report.ts';

/** What the process that reads a figures file is asked. Paths are those of its own directory. */
export interface ChildRequest {
  name: string;
  size: number;
  path: string;
  /** Where it leaves the observations, as JSON. */
  observationsPath: string;
  context: Omit<FileContext, 'progress'>;
}

/** What it answers: the reading without its observations, or why there is none. */
export type ChildRead =
  | { ok: true; value: Omit<Reading, 'observations'> & { figures: number } }
  | (Failure<Unread> & { columns?: ReadingReport['columns'] });
