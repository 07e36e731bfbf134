import { type PDFContext, PDFInvalidObject, PDFObjectParser, PDFRawStream } from 'pdf-lib';

const END = Buffer.from('\nendstream');

/**
 * Ends the streams that have no `endstream` at the end of their object, as other readers do: the parser gave these objects up. True
 * when there were any. Not for encrypted files, whose data would stay as they are.
 */
export function mendStreams(context: PDFContext): boolean {
  let mended = false;
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFInvalidObject)) continue;
    const bytes = new Uint8Array(object.sizeInBytes() + END.length);
    object.copyBytesInto(bytes, 0);
    bytes.set(END, object.sizeInBytes());
    const stream = parsed(bytes, context);
    if (!(stream instanceof PDFRawStream)) continue;
    context.assign(ref, stream);
    mended = true;
  }
  return mended;
}

function parsed(bytes: Uint8Array, context: PDFContext) {
  try {
    return PDFObjectParser.forBytes(bytes, context).parseObject();
  } catch {
    // Its end was not all that it lacked.
    return undefined;
  }
}
