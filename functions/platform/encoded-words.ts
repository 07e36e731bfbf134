const word = /=\?([^?]+)\?([bq])\?([^?]*)\?=(?:\s+(?==\?))?/giu;

function decodeWord(whole: string, charset: string, encoding: string, text: string): string {
  if (!/^utf-?8$/iu.test(charset)) return whole;
  if (encoding.toLowerCase() === 'b') return Buffer.from(text, 'base64').toString('utf8');
  const bytes = text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/**
 * Object metadata as it was typed. S3 returns non-ASCII metadata as RFC 2047 encoded words; other engines send raw
 * UTF-8, which HTTP clients read as Latin-1.
 */
export function decodeMetadata(value: string): string {
  if (value.includes('=?')) return value.replace(word, decodeWord);
  if (!/^[\p{ASCII}\u0080-\u00ff]*$/u.test(value) || !/[\u0080-\u00ff]/u.test(value)) return value;
  const utf8 = Buffer.from(value, 'latin1').toString('utf8');
  return utf8.includes('\ufffd') ? value : utf8;
}
