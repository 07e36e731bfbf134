import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { serveChild } from '../../platform/serve-child.ts';
import type { ChildRead, ChildRequest } from './child-request.ts';
import { readFile } from './read-file.ts';

/** The entry of the process that reads figures files and may be killed. The file lies in its directory, and the observations are left there. */
await serveChild(async (request, rows): Promise<ChildRead> => {
  const { name, size, path, observationsPath, context } = request as ChildRequest;
  const source = { name, size, path, stream: () => createReadStream(path) };
  const { columns, ...read } = await readFile(source, { ...context, progress: rows });
  if (!read.ok) return { ...read, ...(columns ? { columns } : {}) };
  const { observations, ...value } = read.value;
  await writeFile(observationsPath, JSON.stringify(observations));
  return { ok: true, value: { ...value, figures: observations.length } };
});
