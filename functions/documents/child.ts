import { readFile, writeFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { carryOut, serve, type Task } from './serve.ts';
import type { TypesetRequest } from './typeset/typeset.ts';

type Work = { task: Task; forget?: () => void };

/**
 * The entry of the process that may be killed: `node child.ts TASK` carries out requests as `serve.ts` says, `node child.ts TASK
 * REQUEST.json RESULT.json` that one. Paths in a request are those of this process. Large results go into files of their own; the
 * JSON says the rest. No result and a non-zero exit mean a crash. What a task needs is loaded before its first request.
 *
 * - `typeset`: a TypesetRequest and `pdfPath` → an Outcome of Typeset without its bytes, which are in `pdfPath`.
 * - `inspect`: `{path, name, compiledPath}` → `{report, ms, peakMb}`; the relocatable object of a ready file is in `compiledPath`.
 */
const tasks = {
  async typeset(): Promise<Work> {
    const { typeset, forgetTypeset } = await import('./typeset/typeset.ts');
    const task = async ({ pdfPath, ...request }: TypesetRequest & { pdfPath: string }) => {
      const outcome = await typeset(request);
      if (!outcome.ok) return outcome;
      const { pdf, ...value } = outcome.value;
      await writeFile(pdfPath, pdf);
      return { ok: true, value };
    };
    return { task, forget: forgetTypeset };
  },
  async inspect(): Promise<Work> {
    // WebAssembly would take, in advance, most of the address space that there is.
    setFlagsFromString('--wasm-max-mem-pages=4096');
    const { inspectFile } = await import('./inspect/inspect.ts');
    const task = async ({ path, name, compiledPath }: Record<'path' | 'name' | 'compiledPath', string>) => {
      const start = performance.now();
      const { compiled, ...report } = await inspectFile(new Uint8Array(await readFile(path)), name);
      if (compiled) await writeFile(compiledPath, compiled);
      const ms = Math.round(performance.now() - start);
      return { report, ms, peakMb: Math.ceil(process.resourceUsage().maxRSS / 1024) };
    };
    return { task };
  },
};

async function start([name, requestPath, resultPath]: readonly string[]): Promise<void> {
  if ((name !== 'typeset' && name !== 'inspect') || (requestPath === undefined) !== (resultPath === undefined)) {
    throw new Error('Say: child.ts typeset|inspect [REQUEST.json RESULT.json]');
  }
  const { task, forget }: Work = await tasks[name]();
  if (requestPath !== undefined && resultPath !== undefined) await carryOut(task, requestPath, resultPath);
  else await serve(task, forget);
}

const said = process.argv.slice(2);
// In a bundle this is also the file that the second reader starts its own process from: loaded, it sees what it is there for.
if (said[0] === 'read-again') await import('./compile/second-reader.ts');
else await start(said);
