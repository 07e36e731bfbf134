import type { ConvertCode } from '../convert/model.ts';
import { type Failure, failure } from '../model.ts';

/** Every ZIP with something in it starts so; an empty one starts with its end. */
export const looksZipped = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

export interface SniffedArchive {
  mime: string;
  /** It isn't safe, or not possible, to look further. */
  refusal?: Failure<ConvertCode>;
}

/** What an archive is by what it says of its own parts. */
export async function sniffArchive(bytes: Uint8Array): Promise<SniffedArchive> {
  const [{ ArchiveFault, openArchive }, { mediaTypeOf, readOfficeKind }, { XmlFault }] = await Promise.all([
    import('../convert/archive.ts'),
    import('../convert/office.ts'),
    import('../convert/xml.ts'),
  ]);
  const archive = await openArchive(bytes);
  if (!archive.ok) return { mime: mediaTypeOf('archive'), refusal: archive };
  try {
    return { mime: mediaTypeOf(await readOfficeKind(archive.value)) };
  } catch (error) {
    if (!(error instanceof ArchiveFault || error instanceof XmlFault)) throw error;
    const refusal = failure(
      'damaged' as const,
      'This file is packed like an office document, and damaged. Save it again, or as a PDF, and upload that.',
    );
    return { mime: mediaTypeOf('archive'), refusal };
  }
}
