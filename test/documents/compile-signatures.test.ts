import { expect, it } from 'vitest';
import { signedPdf } from '../builders/pdf-signed.ts';
import { findActiveContent } from './active-content.ts';
import { bundled, compiled } from './linking.ts';
import { pageTexts } from './reading.ts';

const said = async (pdf: Uint8Array): Promise<string[]> => (await compiled(pdf)).warnings.map(({ message }) => message);

it('a sound signature is told of with its signer, its look is kept, and it does not travel', async () => {
  const pdf = await signedPdf();
  const { signatures, removed } = await compiled(pdf);
  // What was removed would keep the original out of the ZIP.
  expect(removed).toEqual([]);
  expect(signatures).toEqual([
    { by: 'Asha Rahman', at: '2026-09-14T09:30:00+01:00', state: 'valid', changedAfter: false },
  ]);
  expect(await said(pdf)).toEqual([
    'Signed by Asha Rahman on 14 September 2026. When the file arrived the signature was: valid, the signed pages are unchanged; the issuer of the certificate was not checked.',
  ]);
  const bundle = (await bundled(pdf)).pdf;
  expect(await pageTexts(bundle)).toEqual(['Hellosigned here']);
  expect(findActiveContent(bundle)).toEqual([]);
});

it('a file changed within what was signed is not as it was signed', async () => {
  const pdf = Buffer.from(await signedPdf());
  pdf.write('Jello', pdf.indexOf('Hello'));
  expect((await compiled(new Uint8Array(pdf))).signatures).toMatchObject([{ by: 'Asha Rahman', state: 'not-valid' }]);
  expect((await said(new Uint8Array(pdf))).join()).toContain('not valid, the file is not as it was signed');
});

it('a file that goes on after its signature says so', async () => {
  const pdf = Buffer.concat([await signedPdf(), Buffer.from('\n200 0 obj\n(added)\nendobj\n')]);
  expect((await compiled(new Uint8Array(pdf))).signatures).toMatchObject([{ state: 'valid', changedAfter: true }]);
  expect((await said(new Uint8Array(pdf))).join()).toContain('Something was added');
});

it('a range that leaves out more than the signature proves nothing', async () => {
  const pdf = Buffer.from(await signedPdf());
  const at = pdf.indexOf('/ByteRange[0 ') + '/ByteRange[0 '.length;
  const hole = Number(pdf.toString('latin1', at, at + 10));
  pdf.write(String(hole - 40).padEnd(10), at, 'latin1');
  expect((await compiled(new Uint8Array(pdf))).signatures).toMatchObject([{ state: 'not-valid' }]);
});

it('a signature of another kind could not be checked, and rubbish in its place neither', async () => {
  expect((await compiled(await signedPdf({ format: 'adbe.x509.rsa_sha1' }))).signatures).toMatchObject([
    { state: 'unchecked' },
  ]);
  const pdf = Buffer.from(await signedPdf());
  pdf.write('00'.repeat(200), pdf.indexOf('/Contents<') + 10, 'latin1');
  expect((await compiled(new Uint8Array(pdf))).signatures).toMatchObject([{ state: 'unchecked' }]);
});
