import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Whether an independent reader of PDF is on this machine. Without it a test skips, and says so; in CI, which installs them all,
 * a missing one is a fault.
 */
export function toolAt(name: 'qpdf' | 'mutool' | 'pdfinfo' | 'pdftotext' | 'pdftoppm'): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'pipe' });
    return true;
  } catch {
    if (process.env.CI === 'true') throw new Error(`${name} is not installed, and CI needs it: see .ci/run`);
    console.warn(`Skipped: ${name} is not on this machine.`);
    return false;
  }
}

/** What a tool says on standard output. A non-zero exit throws with what it said. */
export async function runTool(name: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(name, args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}
