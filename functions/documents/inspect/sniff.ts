import { fileTypeFromBuffer } from 'file-type';
import { looksZipped, type SniffedArchive, sniffArchive } from './sniff-archive.ts';

export interface Sniffed extends SniffedArchive {
  /** A media type, e.g. `application/pdf`; `text/html`, `text/plain` and `application/octet-stream` are our own findings. */
  mime: string;
  /** In words, for a sentence that starts "This file is": `a picture (JPEG)`. */
  words: string;
}

const WORDS: Readonly<Record<string, string>> = {
  'application/pdf': 'a PDF',
  'image/jpeg': 'a picture (JPEG)',
  'image/png': 'a picture (PNG)',
  'image/gif': 'a picture (GIF)',
  'image/tiff': 'a picture (TIFF)',
  'image/heic': 'a picture (HEIC)',
  'image/webp': 'a picture (WebP)',
  'application/zip': 'a ZIP archive',
  'application/rtf': 'an RTF document',
  'text/rtf': 'an RTF document',
  'application/x-cfb': 'a document of an older Microsoft Office, or one that opens only with a password',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'a Word document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'an Excel workbook',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'a PowerPoint presentation',
  'application/vnd.ms-word.document.macroenabled.12': 'a Word document with macros (small programs)',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.template': 'a Word template',
  'application/vnd.oasis.opendocument.text': 'an OpenDocument file',
  'text/html': 'a web page',
  'text/plain': 'a plain text file',
  'application/octet-stream': 'of a kind that is not known here',
};

/** A PDF's header may be preceded by other bytes: readers look for it in the first 1,024. */
const HEADER_WITHIN = 1_024;

/** Says what a file is by its content. Its name is not looked at. */
export async function sniff(bytes: Uint8Array): Promise<Sniffed> {
  const found = looksZipped(bytes) ? await sniffArchive(bytes) : { mime: await detect(bytes) };
  return { ...found, words: WORDS[found.mime] ?? `a file of the kind ${found.mime}` };
}

async function detect(bytes: Uint8Array): Promise<string> {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEADER_WITHIN));
  const head = start.toString('latin1');
  // Before the PDF header: a page that quotes `%PDF-` further down is still a page.
  if (/^(?:\u00ef\u00bb\u00bf)?\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body)\b/i.test(head))
    return 'text/html';
  if (head.includes('%PDF-')) return 'application/pdf';
  const known = await fileTypeFromBuffer(bytes);
  if (known) return known.mime;
  return start.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13)
    ? 'text/plain'
    : 'application/octet-stream';
}
