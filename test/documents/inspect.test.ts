import { deflateRawSync } from 'node:zlib';
import { PDFDocument } from 'pdf-lib';
import { expect, it } from 'vitest';
import { inspectFile } from '../../functions/documents/inspect/inspect.ts';
import { buildPdf, simplePdf } from '../builders/pdf.ts';
import { activePdfs } from '../builders/pdf-active.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

async function locked(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage();
  document.encrypt({ userPassword: 'secret', ownerPassword: 'owner' });
  return document.save();
}

function zip(): Uint8Array {
  const data = deflateRawSync(Buffer.from('hello'));
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt16LE(5, 26);
  return new Uint8Array(Buffer.concat([header, Buffer.from('a.txt'), data]));
}

const refused: Readonly<
  Record<string, [name: string, file: () => Uint8Array | Promise<Uint8Array>, code: string, says: RegExp]>
> = {
  'an empty file': ['a.pdf', () => new Uint8Array(), 'empty', /empty \(0 bytes\)/],
  'a web page called .pdf': [
    'report.pdf',
    () => text('\n<!-- saved --><!DOCTYPE html><html>%PDF-1.7</html>'),
    'not-a-pdf',
    /a web page, although its name ends in \.pdf/,
  ],
  'plain text called .pdf': ['notes.PDF', () => text('some notes'), 'not-a-pdf', /a plain text file, although/],
  'a picture': [
    'photo.jpg',
    () => Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    'not-a-pdf',
    /a picture \(JPEG\)\. Open it/,
  ],
  'an archive': ['a.zip', zip, 'not-a-pdf', /ZIP archive/],
  noise: [
    'a.pdf',
    () => Uint8Array.from({ length: 99 }, (_, index) => (index * 7) % 32),
    'not-a-pdf',
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
