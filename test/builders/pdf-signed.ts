import { Integer, OctetString, PrintableString } from 'asn1js';
import {
  AttributeTypeAndValue,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { simplePdf, words } from './pdf.ts';

const RESERVED = 3_000;

/** A PDF with a detached signature by a key and certificate made for it. */
export async function signedPdf({ name = 'Asha Rahman', format = 'ETSI.CAdES.detached' } = {}): Promise<Uint8Array> {
  const look = {
    dict: '/Type/XObject/Subtype/Form/BBox[0 0 200 40]/Resources<</Font<</F1 3 0 R>>>>',
    data: words('signed here', 2, 12),
  };
  const value = `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/${format}/M(D:20260914093000+01'00')/ByteRange[0 ********** ********** **********]/Contents<${'0'.repeat(RESERVED * 2)}>>>`;
  const file = Buffer.from(
    simplePdf({
      page: '/Annots[100 0 R]',
      catalog: '/AcroForm<</Fields[100 0 R]/SigFlags 3>>',
      more: {
        100: '<</Subtype/Widget/FT/Sig/T(sig)/V 101 0 R/Rect[72 100 272 140]/F 132/AP<</N 102 0 R>>>>',
        101: value,
        102: look,
      },
    }),
  );
  const hole = file.indexOf('/Contents<') + '/Contents'.length;
  const after = hole + RESERVED * 2 + 2;
  let from = 0;
  for (const number of [hole, after, file.length - after]) {
    from = file.indexOf('**********', from);
    file.write(String(number).padEnd(10), from, 'latin1');
  }
  const covered = Buffer.concat([file.subarray(0, hole), file.subarray(after)]);
  const cms = await signatureOf(new Uint8Array(covered), name);
  file.write(
    Buffer.from(cms)
      .toString('hex')
      .padEnd(RESERVED * 2, '0'),
    hole + 1,
    'latin1',
  );
  return new Uint8Array(file);
}

async function signatureOf(data: Uint8Array<ArrayBuffer>, name: string): Promise<ArrayBuffer> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const certificate = new Certificate({ version: 2, serialNumber: new Integer({ value: 7 }) });
  for (const who of [certificate.subject, certificate.issuer])
    who.typesAndValues.push(
      new AttributeTypeAndValue({ type: '2.5.4.3', value: new PrintableString({ value: name }) }),
    );
  certificate.notBefore.value = new Date('2026-01-01');
  certificate.notAfter.value = new Date('2027-01-01');
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  await certificate.sign(privateKey, 'SHA-256');
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: ContentInfo.DATA }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
      }),
    ],
    certificates: [certificate],
  });
  signed.encapContentInfo.eContent = new OctetString({ valueHex: data.buffer });
  await signed.sign(privateKey, 0, 'SHA-256', data.buffer);
  delete signed.encapContentInfo.eContent;
  return new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) }).toSchema().toBER();
}
