import { failure } from '../model.ts';
import type { Conversion } from './model.ts';

/** A media type by content, of what isn't a PDF and may travel as pages of ours. */
export const CONVERTED: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
]);

/** Sets a file of one of these kinds on pages. Decoders are loaded when they are needed: a PDF's inspection pays for none of them. */
export async function convertFile(bytes: Uint8Array, mime: string): Promise<Conversion> {
  if (mime === 'image/png' || mime === 'image/jpeg') {
    const { convertPicture } = await import('./convert-picture.ts');
    return convertPicture(bytes);
  }
  const [{ openArchive }, { convertWord }] = await Promise.all([import('./archive.ts'), import('./convert-word.ts')]);
  const archive = await openArchive(bytes);
  return archive.ok ? convertWord(archive.value) : failure(archive.code, archive.message);
}
