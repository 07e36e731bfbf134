/** `bare`: csv-parse alone, every record looked at by nobody. `ours`: recognised and read, as an import does. */
export interface Task {
  name: 'bare' | 'ours';
  path: string;
}

export interface Run {
  ms: number;
  /** Of all its processors: steadier than `ms` where others use the machine. */
  cpuMs: number;
  rows: number;
  /** Figures taken. */
  taken: number;
  /** Highest memory of the whole process. */
  peakMb: number;
}
