import { readFile, writeFile } from 'node:fs/promises';
import type { TypesetRequest } from './typeset/typeset.ts';

/**
 * The entry of the process that may be killed: `node child.ts TASK REQUEST.json RESULT.json`. Paths in a request are those of this
 * process. Large results go into files of their own; the JSON says the rest. No result and a non-zero exit mean a crash.
 *
 * - `typeset`: a TypesetRequest and `pdfPath` → an Outcome of Typeset without its bytes, which are in `pdfPath`.
 * - `inspect`: `{path, name, compiledPath}` → `{report}`; the relocatable object of a ready file is in `compiledPath`.
 */
const tasks = {
  typeset: async ({ pdfPath, ...request }: TypesetRequest & { pdfPath: string }): Promise<unknown> => {
    const { typeset } = await import('./typeset/typeset.ts');
    const outcome = await typeset(request);
    if (!outcome.ok) return outcome;
    const { pdf, ...value } = outcome.value;
    await writeFile(pdfPath, pdf);
    return { ok: true, value };
  },
  inspect: async ({
    path,
    name,
    compiledPath,
  }: {
    path: string;
    name: string;
    compiledPath: string;
  }): Promise<unknown> => {
    const { inspectFile } = await import('./inspect/inspect.ts');
    const { compiled, ...report } = await inspectFile(new Uint8Array(await readFile(path)), name);
    if (compiled) await writeFile(compiledPath, compiled);
    return { report };
  },
};

const [task, requestPath, resultPath] = process.argv.slice(2);
if ((task !== 'typeset' && task !== 'inspect') || !requestPath || !resultPath) {
  throw new Error('Say: child.ts typeset|inspect REQUEST.json RESULT.json');
}
const result = await tasks[task](JSON.parse(await readFile(requestPath, 'utf8')));
await writeFile(resultPath, JSON.stringify(result));
