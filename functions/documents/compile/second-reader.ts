import type { CompileLimits } from './model.ts';

/**
 * Writes anew a file that the first reader could not open, from what another, more patient one finds in it. Undefined where that finds
 * no pages either (it may say so without an error), or where the file is locked.
 */
export async function readAgain(bytes: Uint8Array, limits: CompileLimits): Promise<Uint8Array | undefined> {
  const { PDF, PdfNumber } = await import('@libpdf/core');
  try {
    const found = await PDF.load(bytes);
    const pages = found.getPageCount();
    if (found.isEncrypted || pages < 1 || pages > limits.pages) return undefined;
    // Without a change it would give back the bytes that it was given.
    found.register(PdfNumber.of(0));
    return await found.save({ useXRefStream: false, compressStreams: false });
  } catch {
    // Whatever it stumbled over, the file is as unreadable as it was.
    return undefined;
  }
}
