import { PDFDocument } from 'pdf-lib';
import { expect, it } from 'vitest';
import { inspectFile } from '../../functions/documents/inspect/inspect.ts';
import { zipOf } from '../builders/docx.ts';
import { buildPdf, simplePdf } from '../builders/pdf.ts';
import { activePdfs } from '../builders/pdf-active.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

async function locked(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage();
  document.encrypt({ userPassword: 'secret', ownerPassword: 'owner' });
  return document.save();
}

const refused: Readonly<
  Record<string, [name: string, file: () => Uint8Array | Promise<Uint8Array>, code: string, says: RegExp]>
> = {
  'an empty file': ['a.pdf', () => new Uint8Array(), 'empty', /empty \(0 bytes\)/],
  'a web page called .pdf': [
    'report.pdf',
    () => text('\n<!-- saved --><!DOCTYPE html><html>%PDF-1.7</html>'),
    'unsupported-kind',
    /a web page, although its name ends in \.pdf/,
  ],
  'plain text called .pdf': ['notes.PDF', () => text('some notes'), 'unsupported-kind', /a plain text file, although/],
  'a picture of a kind that is not printed': [
    'photo.gif',
    () => text('GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000'),
    'unsupported-kind',
    /a picture \(GIF\)\. Open it, save a copy as PNG/,
  ],
  'an archive called .docx': [
    'minutes.docx',
    () => zipOf({ 'a.txt': 'hello' }),
    'unsupported-kind',
    /a ZIP archive, although its name ends in \.docx\. Upload the files in it one by one/,
  ],
  'half an archive': ['a.zip', async () => (await zipOf({ 'a.txt': 'hello' })).slice(0, 40), 'damaged', /damaged/],
  noise: [
    'a.pdf',
    () => Uint8Array.from({ length: 99 }, (_, index) => (index * 7) % 32),
    'unsupported-kind',
    /not known here/,
  ],
  'a locked file': ['a.pdf', locked, 'encrypted', /password/],
  'a PDF of no pages': [
    'a.pdf',
    () => buildPdf({ objects: { 1: '<</Type/Catalog/Pages 2 0 R>>', 2: '<</Type/Pages/Kids[]/Count 0>>' } }),
    'no-pages',
    /no pages/,
  ],
  'a damaged file': ['a.pdf', () => simplePdf().slice(0, 100), 'damaged', /damaged|missing/],
  'a portfolio': ['a.pdf', () => simplePdf({ catalog: '/Collection<<>>' }), 'portfolio', /one by one/],
};

for (const [what, [name, file, code, says]] of Object.entries(refused)) {
  it(`${what} is refused with words`, async () => {
    const inspection = await inspectFile(await file(), name);
    expect(inspection).toMatchObject({ verdict: 'refused', code, reason: expect.stringMatching(says) });
    expect(inspection.compiled).toBeUndefined();
    expect(inspection.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
}

it('a sound PDF is ready, whatever its name and what comes before its header', async () => {
  const pdf = new Uint8Array(Buffer.concat([Buffer.from('\r\nX-Mail: scan\r\n'), simplePdf({ pages: ['', ''] })]));
  const inspection = await inspectFile(pdf, 'scan.bin');
  expect(inspection).toMatchObject({
    verdict: 'ready',
    reason: 'Ready: 2 pages.',
    pages: 2,
    type: 'application/pdf',
    removed: [],
  });
  expect(inspection.compiled?.length).toBeGreaterThan(100);
});

it('what was removed is said in the verdict', async () => {
  const pdf = activePdfs['a form that sends']?.pdf() ?? new Uint8Array();
  const { reason, removed } = await inspectFile(pdf, 'form.pdf');
  expect(removed).toEqual(['1 script', '1 action that sends or fetches form data']);
  expect(reason).toBe(
    'Ready: 1 page. Left out of the bundle: 1 script, 1 action that sends or fetches form data. The original keeps them.',
  );
});
