/** Longest file name that we send, in characters: below the 255 bytes of common file systems after encoding. */
const longestName = 120;

// Control characters, direction marks that disguise an extension, separators, and what Windows refuses in names. The two
// joiners stay: words in Devanagari, Bengali and Arabic need them.
const unsafe = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/gu;

/**
 * A name that is safe to save under on any system: no path, no control or direction characters, no leading or trailing
 * dots, at most 120 characters with its extension kept.
 */
export function safeFileName(name: string): string {
  const clean = name
    .toWellFormed()
    .normalize('NFC')
    .replace(unsafe, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/gu, '');
  if (clean === '') return 'file';
  const characters = Array.from(clean);
  if (characters.length <= longestName) return clean;
  const extension = /\.[A-Za-z0-9]{1,8}$/u.exec(clean)?.[0] ?? '';
  return (
    characters
      .slice(0, longestName - extension.length)
      .join('')
      .trimEnd() + extension
  );
}

/** RFC 8187 section 3.2.1: everything but attr-char is percent-encoded. */
function extendedValue(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Content-Disposition by RFC 6266: a plain ASCII name for old clients, and the true name by RFC 8187 where the two
 * differ.
 */
export function contentDisposition(fileName: string, inline = false): string {
  const name = safeFileName(fileName);
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]/gu, '_')
    .replace(/[%"\\]/gu, '_');
  const kind = inline ? 'inline' : 'attachment';
  return plain === name
    ? `${kind}; filename="${plain}"`
    : `${kind}; filename="${plain}"; filename*=UTF-8''${extendedValue(name)}`;
}
