import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentDisposition, safeFileName } from '../../../functions/platform/content-disposition.ts';

/** Reads the header as a client does: the extended name when there is one. */
function readName(header: string): string {
  const extended = /; filename\*=UTF-8''([^;]+)$/.exec(header)?.[1];
  return extended === undefined ? (/; filename="([^"]*)"$/.exec(header)?.[1] ?? '') : decodeURIComponent(extended);
}

describe('file names', () => {
  const naughty: [string, string][] = [
    ['../../etc/passwd', 'etc passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['a\u0000b.pdf', 'a b.pdf'],
    ['invoice\u202efdp.exe', 'invoice fdp.exe'],
    ['report\r\nSet-Cookie: a=b.pdf', 'report Set-Cookie a=b.pdf'],
    ['   ', 'file'],
    ['...', 'file'],
    ['con"quote.pdf', 'con quote.pdf'],
    ['क्‍ष.pdf', 'क्‍ष.pdf'],
    ['\ud800.pdf', '\ufffd.pdf'],
  ];
  test.each(naughty)('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  test('a name of 300 characters is cut and keeps its extension', () => {
    const safe = safeFileName(`${'é'.repeat(300)}.docx`);
    expect(Array.from(safe)).toHaveLength(120);
    expect(safe.endsWith('é.docx')).toBe(true);
  });

  test('the header is plain ASCII, and reads back as the safe name, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.boolean(), (name, inline) => {
        const header = contentDisposition(name, inline);
        expect(header).toMatch(
          /^(attachment|inline); filename="[ -~]*"(; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+)?$/,
        );
        expect(readName(header)).toBe(safeFileName(name));
      }),
      { numRuns: 500 },
    );
  });

  test('an accented name has both forms', () => {
    expect(contentDisposition('Résumé 1.pdf')).toBe(
      `attachment; filename="Resume 1.pdf"; filename*=UTF-8''R%C3%A9sum%C3%A9%201.pdf`,
    );
  });
});
