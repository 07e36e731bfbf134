import { createHash } from 'node:crypto';
import { fromBER, OctetString } from 'asn1js';
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type SignerInfo } from 'pkijs';
import type { ArrivedSignature } from '../model.ts';
import type { SignedBytes } from './read-signatures.ts';

export interface CheckedSignature {
  state: ArrivedSignature['state'];
  /** Common name, else organisation, of the certificate. */
  by?: string;
}

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';

/**
 * Checks a detached CMS signature (RFC 5652; ISO 32000-2, 12.8.3.3) over the covered bytes, by the certificate of its first signer.
 * A format or algorithm that isn't known here is unchecked, never valid.
 */
export async function verifySignature(covered: SignedBytes, format: string): Promise<CheckedSignature> {
  const signed = parse(covered.cms);
  if (!signed) return { state: 'unchecked' };
  const by = nameOfSigner(signed);
  const named = by === undefined ? {} : { by };
  try {
    if (format === 'adbe.pkcs7.detached' || format === 'ETSI.CAdES.detached') {
      const data = new Uint8Array(covered.before.length + covered.after.length);
      data.set(covered.before);
      data.set(covered.after, covered.before.length);
      return { state: (await verify(signed, data.buffer)) ? 'valid' : 'not-valid', ...named };
    }
    if (format === 'adbe.pkcs7.sha1') {
      const digest = createHash('sha1').update(covered.before).update(covered.after).digest();
      const inside = signed.encapContentInfo.eContent;
      const same = inside instanceof OctetString && digest.equals(Buffer.from(inside.getValue()));
      return { state: same && (await verify(signed)) ? 'valid' : 'not-valid', ...named };
    }
  } catch {
    // The library throws for a broken signature as for an algorithm that it doesn't know: neither may be called valid.
    return { state: 'unchecked', ...named };
  }
  return { state: 'unchecked', ...named };
}

async function verify(signed: SignedData, data?: ArrayBuffer): Promise<boolean> {
  const result = await signed.verify({ signer: 0, checkChain: false, extendedMode: true, ...(data ? { data } : {}) });
  return result.signatureVerified === true;
}

function parse(cms: Uint8Array): SignedData | undefined {
  try {
    const { result, offset } = fromBER(new Uint8Array(cms).buffer);
    if (offset < 0) return undefined;
    const content = new ContentInfo({ schema: result });
    if (content.contentType !== ContentInfo.SIGNED_DATA) return undefined;
    return new SignedData({ schema: content.content });
  } catch {
    return undefined;
  }
}

function nameOfSigner(signed: SignedData): string | undefined {
  const [signer] = signed.signerInfos;
  const certificate = (signed.certificates ?? []).find(
    (entry): entry is Certificate => entry instanceof Certificate && signer !== undefined && isOf(entry, signer),
  );
  const values = certificate?.subject.typesAndValues ?? [];
  for (const type of [COMMON_NAME, ORGANISATION]) {
    const value: unknown = values.find((entry) => entry.type === type)?.value.valueBlock.value;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

function isOf(certificate: Certificate, { sid }: SignerInfo): boolean {
  if (sid instanceof IssuerAndSerialNumber) return certificate.serialNumber.isEqual(sid.serialNumber);
  return true;
}
