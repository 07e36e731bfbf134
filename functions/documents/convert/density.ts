import { crc32 } from 'node:zlib';

const MM_PER_INCH = 25.4;
const PNG_HEADER = 33;

/**
 * Says in a picture how large it is on paper: what the typesetter goes by. Written here, into files that we have just encoded: the
 * encoder's own way adds a block of camera details, and keeps those of the picture that it came from.
 */
export function withDensity(bytes: Buffer, format: 'png' | 'jpeg', pixelsPerMm: number): Buffer {
  return format === 'png' ? pngDensity(bytes, pixelsPerMm) : jpegDensity(bytes, pixelsPerMm);
}

/** A JFIF header (ITU-T T.871, 10.1) right after the start, in place of any that the encoder wrote. */
function jpegDensity(bytes: Buffer, pixelsPerMm: number): Buffer {
  const perInch = Math.min(0xffff, Math.max(1, Math.round(pixelsPerMm * MM_PER_INCH)));
  const own = bytes.toString('latin1', 6, 11) === 'JFIF\0' ? 4 + bytes.readUInt16BE(4) : 2;
  const header = Buffer.from('\u00ff\u00e0\0\u0010JFIF\0\u0001\u0001\u0001\0\0\0\0\0\0', 'latin1');
  header.writeUInt16BE(perInch, 12);
  header.writeUInt16BE(perInch, 14);
  return Buffer.concat([bytes.subarray(0, 2), header, bytes.subarray(own)]);
}

/** `pHYs` right after the header (ISO/IEC 15948, 11.3.4.3), in place of any other. */
function pngDensity(bytes: Buffer, pixelsPerMm: number): Buffer {
  const rest: Buffer[] = [];
  for (let at = PNG_HEADER; at < bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) !== 'pHYs') rest.push(bytes.subarray(at, end));
    at = end;
  }
  const chunk = Buffer.alloc(21);
  chunk.writeUInt32BE(9, 0);
  chunk.write('pHYs', 4, 'latin1');
  const perMetre = Math.max(1, Math.round(pixelsPerMm * 1_000));
  chunk.writeUInt32BE(perMetre, 8);
  chunk.writeUInt32BE(perMetre, 12);
  chunk[16] = 1;
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
  return Buffer.concat([bytes.subarray(0, PNG_HEADER), chunk, ...rest]);
}
