import { PDFArray, PDFDict, type PDFObject } from 'pdf-lib';
import { type Reader, resolve } from '../access.ts';
import type { ArrivedSignature } from '../model.ts';
import type { PageSource } from '../pages.ts';

/** More would only keep the process busy: each is a digest of the whole file. */
const MOST_SIGNATURES = 10;
const MOST_FIELDS = 50_000;
/** Hexadecimal digits; a signature with long chains has some tens of thousands. */
const LONGEST = 2_000_000;

/** The bytes that a signature covers, and the signature, taken from the file itself. */
export interface SignedBytes {
  before: Uint8Array;
  after: Uint8Array;
  cms: Uint8Array;
  /** Something follows that it doesn't cover. */
  isFollowed: boolean;
}

/**
 * The signatures that a file carries on arrival, and whether each is sound: the covered bytes are those that were signed, by the key of
 * the certificate inside (ISO 32000-2, 12.8). Whether that certificate can be trusted is not looked at.
 */
export async function readSignatures(
  reader: Reader,
  catalog: PDFDict,
  pages: readonly PageSource[],
  file: Uint8Array,
): Promise<ArrivedSignature[]> {
  const found = signatureDictionaries(reader, catalog, pages);
  if (found.length === 0) return [];
  const { verifySignature } = await import('./verify-signature.ts');
  const signatures: ArrivedSignature[] = [];
  for (const dict of found.slice(0, MOST_SIGNATURES)) {
    const covered = signedBytes(reader, dict, file);
    const checked = covered
      ? await verifySignature(covered, reader.name(dict, 'SubFilter') ?? '')
      : { state: 'not-valid' as const };
    const by = checked.by ?? reader.text(dict, 'Name')?.trim();
    const at = isoDate(reader.text(dict, 'M'));
    signatures.push({
      ...(by ? { by: by.slice(0, 200) } : {}),
      ...(at ? { at } : {}),
      state: checked.state,
      changedAfter: covered?.isFollowed ?? false,
    });
  }
  return signatures;
}

/** Values of signature fields that are signed, by way of the form and of the pages. */
function signatureDictionaries(reader: Reader, catalog: PDFDict, pages: readonly PageSource[]): PDFDict[] {
  const found = new Set<PDFDict>();
  const seen = new Set<PDFDict>();
  const form = reader.dict(catalog, 'AcroForm');
  const waiting: PDFObject[] = [...(reader.array(form, 'Fields') ?? [])];
  for (const page of pages) waiting.push(...(reader.array(page.dict, 'Annots') ?? []).slice(0, 3_000));
  for (let next = waiting.pop(); next && seen.size < MOST_FIELDS; next = waiting.pop()) {
    const field = resolve(reader.context, next);
    if (!(field instanceof PDFDict) || seen.has(field)) continue;
    seen.add(field);
    const value = reader.dict(field, 'V');
    if (value && reader.array(value, 'ByteRange') && reader.get(value, 'Contents')) found.add(value);
    const kids = reader.get(field, 'Kids');
    if (kids instanceof PDFArray) for (const kid of kids.asArray()) waiting.push(kid);
  }
  return [...found];
}

/** What the byte range names: all of the file from its start but one hole, and in the hole nothing but the signature. */
function signedBytes(reader: Reader, dict: PDFDict, file: Uint8Array): SignedBytes | undefined {
  const [start = -1, first = -1, next = -1, rest = -1] = reader.numbers(dict, 'ByteRange', 4) ?? [];
  const count = reader.array(dict, 'ByteRange')?.length;
  const inOrder = count === 4 && start === 0 && first > 0 && next > first && rest >= 0 && next + rest <= file.length;
  if (!inOrder || next - first > LONGEST || ![first, next, rest].every(Number.isInteger)) return undefined;
  const hole = Buffer.from(file.buffer, file.byteOffset + first, next - first).toString('latin1');
  const hex = /^<([0-9a-fA-F\s]*)>$/.exec(hole)?.[1];
  if (hex === undefined) return undefined;
  return {
    before: file.subarray(0, first),
    after: file.subarray(next, next + rest),
    cms: new Uint8Array(Buffer.from(hex.replace(/\s/g, ''), 'hex')),
    isFollowed: file.subarray(next + rest).some((byte) => byte > 0x20),
  };
}

/** `D:20260914093000+01'00'` as `2026-09-14T09:30:00+01:00`: what the signer's own clock said. */
function isoDate(text: string | undefined): string | undefined {
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?/.exec(text ?? '');
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second = '00', sign, hours, minutes = '00'] = parts;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${sign ? `${sign}${hours}:${minutes}` : 'Z'}`;
}

/** For the coversheet. */
export function signatureWords({ by, at, state, changedAfter }: ArrivedSignature): string {
  const date =
    at === undefined
      ? ''
      : ` on ${Number(at.slice(8, 10))} ${MONTHS[Number(at.slice(5, 7)) - 1] ?? at.slice(5, 7)} ${at.slice(0, 4)}`;
  const found = {
    valid: 'valid, the signed pages are unchanged; the issuer of the certificate was not checked',
    'not-valid': 'not valid, the file is not as it was signed',
    unchecked: 'it could not be checked',
  }[state];
  const added = changedAfter && state === 'valid' ? ' Something was added to the file after this signature.' : '';
  return `Signed by ${by ?? 'somebody who is not named'}${date}. When the file arrived the signature was: ${found}.${added}`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
