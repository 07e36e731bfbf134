/** A row of the task list: its state in words; `tag` colours the states that ask for something. */
export interface Task {
  id: string;
  text: string;
  href?: string;
  hint?: string;
  state: string;
  tag?: 'blue' | 'light' | 'red';
}

export const notStarted = { state: 'Not started', tag: 'blue' } as const;
