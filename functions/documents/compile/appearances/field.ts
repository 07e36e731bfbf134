import { PDFArray, type PDFDict, type PDFObject, PDFRawStream } from 'pdf-lib';
import { nameOf, type Reader, resolve, textOf } from '../access.ts';
import type { Inflater } from '../inflate.ts';
import { readTextStyle, type TextStyle } from './style.ts';
import type { Align } from './text.ts';

/** A widget with what it inherits from the fields above it (ISO 32000-2, 12.7.4). */
export interface Field {
  widget: PDFDict;
  kind: 'text' | 'choice' | 'button' | 'signature' | undefined;
  flags: number;
  /** Full name: the partial names from the top, with full stops between. */
  name: string;
  style: TextStyle;
  align: Align;
  /** The value as text; of a list, each that is selected. */
  values: readonly string[];
  value: (key: string) => PDFObject | undefined;
}

export const FIELD_FLAG = {
  multiline: 1 << 12,
  password: 1 << 13,
  comb: 1 << 24,
  radio: 1 << 15,
  pushButton: 1 << 16,
  combo: 1 << 17,
} as const;

const KINDS: Readonly<Record<string, Field['kind']>> = { Tx: 'text', Ch: 'choice', Btn: 'button', Sig: 'signature' };
const HIGHEST = 32;
const MOST_VALUES = 1_000;

export function readField(reader: Reader, inflater: Inflater, widget: PDFDict, acroForm: PDFDict | undefined): Field {
  const chain: PDFDict[] = [];
  for (let at: PDFDict | undefined = widget; at && chain.length < HIGHEST; at = reader.dict(at, 'Parent')) {
    if (chain.includes(at)) break;
    chain.push(at);
  }
  const value = (key: string): PDFObject | undefined => {
    for (const dict of chain) {
      const found = reader.get(dict, key);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const number = (key: string): number => {
    for (const dict of [...chain, acroForm]) {
      const found = reader.number(dict, key);
      if (found !== undefined) return found;
    }
    return 0;
  };
  const names = chain.flatMap((dict) => reader.text(dict, 'T') ?? []);
  const type = nameOf(value('FT')) ?? '';
  return {
    widget,
    kind: Object.hasOwn(KINDS, type) ? KINDS[type] : undefined,
    flags: number('Ff'),
    name: names.reverse().join('.'),
    style: readTextStyle(textOf(value('DA')) ?? reader.text(acroForm, 'DA')),
    align: (['left', 'centre', 'right'] as const)[number('Q')] ?? 'left',
    values: valuesOf(reader, inflater, value('V'), value('RV')),
    value,
  };
}

function valuesOf(
  reader: Reader,
  inflater: Inflater,
  value: PDFObject | undefined,
  rich: PDFObject | undefined,
): string[] {
  const entries = value instanceof PDFArray ? value.asArray().slice(0, MOST_VALUES) : value ? [value] : [];
  const found = entries.flatMap((entry) => textIn(reader, inflater, resolve(reader.context, entry)) ?? []);
  const plain = found.length > 0 ? undefined : textIn(reader, inflater, rich);
  return plain === undefined ? found : [plainText(plain)];
}

/** Text of a string or of a stream of text; names are values too, of buttons. */
export function textIn(reader: Reader, inflater: Inflater, value: PDFObject | undefined): string | undefined {
  if (!(value instanceof PDFRawStream)) return textOf(value) ?? nameOf(value);
  const bytes = inflater.decode(reader, value);
  if (!bytes) return undefined;
  const wide = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (!wide) return Buffer.from(bytes).toString(bytes[0] === 0xef ? 'utf8' : 'latin1');
  return Buffer.from(bytes.subarray(2, 2 + ((bytes.length - 2) & ~1)))
    .swap16()
    .toString('utf16le');
}

/** Rich text (XHTML) without its tags; a paragraph or break is a new line. */
export function plainText(rich: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
  return rich
    .slice(0, 100_000)
    .replace(/\s+/g, ' ')
    .replace(/<br[^>]*>|<\/p>(?=\s*<p)/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
      (whole, hex?: string, decimal?: string, name?: string) => {
        if (name !== undefined) return named[name] ?? whole;
        const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      },
    )
    .trim();
}
