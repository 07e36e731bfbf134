/** What is measured, by the name of its figure: a task in `tasks.ts`. */
export type TaskName =
  | 'compile'
  | 'compile, warm'
  | 'link'
  | 'copy and hash'
  | 'growth, one volume'
  | 'growth, volumes'
  | 'pdf-lib load and save'
  | 'pdf-lib load and save, warm'
  | 'pdf-lib copyPages';

/** What every task is given. Files, compiled objects and results are on disk, so that each has a process and a peak of its own. */
export interface Task {
  name: TaskName;
  files: readonly string[];
  /** Folder of the compiled objects and of what is written. */
  folder: string;
  /** How many times the same work: each time with other bytes in every stream that could be shared. */
  times?: number;
}

export interface Item {
  object: string;
  ref: string;
  pages: number;
  bytes: number;
}

/** What the task `compile` leaves in its folder for the others, beside the objects. */
export interface Compiled {
  frontPages: number;
  frontContents: number;
  items: Item[];
}

export const listing = 'compiled.json';
export const frontObject = 'front';

/** Does the work; what it returns is called after the clock has stopped, and says what else there is to tell. */
export type Work = (task: Task) => Promise<() => Promise<Record<string, unknown>>>;
