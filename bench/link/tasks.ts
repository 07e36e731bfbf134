import type { TaskName, Work } from './model.ts';

/** Each in a module of its own, so that a process loads, and its memory shows, only what its task needs. */
export const tasks: Record<TaskName, () => Promise<Work>> = {
  compile: async () => (await import('./compile-files.ts')).compile,
  'compile, warm': async () => (await import('./warm.ts')).compileWarm,
  link: async () => (await import('./link-files.ts')).linkAll,
  'copy and hash': async () => (await import('./link-files.ts')).copyAndHash,
  'growth, one volume': async () => {
    const { grow } = await import('./grow.ts');
    return (task) => grow(task, false);
  },
  'growth, volumes': async () => {
    const { grow } = await import('./grow.ts');
    return (task) => grow(task, true);
  },
  'pdf-lib load and save': async () => (await import('./pdf-lib.ts')).loadAndSave,
  'pdf-lib load and save, warm': async () => (await import('./warm.ts')).loadAndSaveWarm,
  'pdf-lib copyPages': async () => (await import('./pdf-lib.ts')).copyPages,
};
