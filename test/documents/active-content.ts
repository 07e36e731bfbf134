import { inflateSync } from 'node:zlib';

/**
 * An independent reader of PDF syntax that looks for anything that acts: it believes no cross-reference table, decodes `#xx` in names,
 * opens object streams, skips strings and the data of other streams, and judges a name by its place as a key. It shares no code with
 * the compiler, so that the two cannot be wrong together.
 */
export interface ActiveContent {
  object: string;
  what: string;
}

const KEYS = new Set(
  'AA OpenAction JavaScript JS EmbeddedFiles EF AF AcroForm XFA Collection Perms Threads Launch OPI Ref PieceInfo Alternates RichMediaContent URLS SubmitForm'.split(
    ' ',
  ),
);
const ACTIONS = new Set(
  'JavaScript Launch GoToR GoToE SubmitForm ImportData ResetForm Rendition Movie Sound Hide SetOCGState Named RichMediaExecute GoTo3DView Trans Thread'.split(
    ' ',
  ),
);
const SUBTYPES = new Set('FileAttachment RichMedia Movie Sound Screen 3D PS Widget'.split(' '));
const TYPES = new Set('Filespec EmbeddedFile Action Sig DocTimeStamp'.split(' '));
/** Dictionaries whose keys are names that somebody chose. */
const NAME_MAPS = new Set(
  'Font XObject ExtGState ColorSpace Pattern Shading Properties CharProcs Colorants'.split(' '),
);

type Value =
  | { kind: 'name' | 'string' | 'other'; text: string }
  | { kind: 'ref'; object: number }
  | Dict
  | { kind: 'array'; items: Value[] };
interface Dict {
  kind: 'dict';
  entries: [string, Value][];
}

export function findActiveContent(pdf: Uint8Array): ActiveContent[] {
  const objects = readObjects(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length));
  const found: ActiveContent[] = [];
  const values = new Map<number, Value>();
  const uses = { map: new Set<number>(), other: new Set<number>() };
  for (const { number, value } of objects) {
    values.set(Number(number), value);
    noteUses(value, false, uses);
  }
  for (const { number, value, stream, fault } of objects) {
    const report = (what: string): void => void found.push({ object: number, what });
    if (fault) report(fault);
    if (stream && value.kind === 'dict' && value.entries.some(([key]) => key === 'F')) report('external stream');
    // A dictionary that is also used as anything but a name map is judged as what it may act as.
    const isMap = uses.map.has(Number(number)) && !uses.other.has(Number(number));
    judge(value, isMap, { values, report });
  }
  return found;
}

interface Judging {
  values: ReadonlyMap<number, Value>;
  report: (what: string) => void;
}

function judge(value: Value, isMap: boolean, judging: Judging): void {
  if (value.kind === 'array') for (const item of value.items) judge(item, false, judging);
  if (value.kind !== 'dict') return;
  for (const [key, child] of value.entries) {
    if (!isMap) judgeKey(key, child, judging);
    judge(child, !isMap && NAME_MAPS.has(key), judging);
  }
}

function judgeKey(key: string, child: Value, { values, report }: Judging): void {
  if (KEYS.has(key)) report(`key ${key}`);
  const text = textOf(child, values);
  if (key === 'S' && ACTIONS.has(text)) report(`action ${text}`);
  if (key === 'Subtype' && SUBTYPES.has(text)) report(`subtype ${text}`);
  if (key === 'Type' && TYPES.has(text)) report(`type ${text}`);
  if (key === 'URI' && !/^(https?|mailto):/i.test(text)) report(`URI ${text}`);
}

/** The words of a name or string, through references: an action may hide its kind in another object. */
function textOf(value: Value, values: ReadonlyMap<number, Value>): string {
  let at: Value | undefined = value;
  for (let step = 0; step < 50 && at?.kind === 'ref'; step += 1) at = values.get(at.object);
  return at && 'text' in at ? at.text : '';
}

function noteUses(value: Value, isMap: boolean, uses: { map: Set<number>; other: Set<number> }): void {
  if (value.kind === 'ref') uses[isMap ? 'map' : 'other'].add(value.object);
  if (value.kind === 'array') for (const item of value.items) noteUses(item, false, uses);
  if (value.kind !== 'dict') return;
  for (const [key, child] of value.entries) noteUses(child, !isMap && NAME_MAPS.has(key), uses);
}

interface Found {
  number: string;
  value: Value;
  stream: boolean;
  /** It could not be read to its end, so nothing is proved. */
  fault?: string;
}

function readObjects(file: Buffer): Found[] {
  const text = file.toString('latin1');
  const found: Found[] = [];
  const header = /(\d{1,10})\s+\d{1,5}\s+obj|\btrailer\b/g;
  for (let match = header.exec(text); match; match = header.exec(text)) {
    const reader = new SyntaxReader(text, header.lastIndex);
    const value = reader.value();
    reader.skipSpace();
    const stream = text.startsWith('stream', reader.at) && value.kind === 'dict';
    header.lastIndex = reader.at;
    const deep = reader.tooDeep ? { fault: 'nested too deeply to be read' } : {};
    found.push({ number: match[1] ?? 'trailer', value, stream, ...deep });
    if (!stream) continue;
    const start = reader.at + (text.startsWith('stream\r\n', reader.at) ? 8 : 7);
    const declared = entry(value, 'Length');
    const length = declared && 'text' in declared ? Number(declared.text) : Number.NaN;
    const end =
      (length >= 0 && text.startsWith('endstream', start + length)) ||
      /^\s*endstream/.test(text.slice(start + length, start + length + 12))
        ? start + length
        : text.indexOf('endstream', start);
    header.lastIndex = end < 0 ? text.length : end;
    const type = entry(value, 'Type');
    if (type && 'text' in type && type.text === 'ObjStm')
      found.push(...openObjectStream(file.subarray(start, end), value));
  }
  return found;
}

function openObjectStream(data: Buffer, dict: Dict): Found[] {
  const fault = (number: string): Found[] => {
    return [{ number, value: dict, stream: false, fault: 'an object stream that cannot be opened' }];
  };
  const filter = entry(dict, 'Filter');
  const isFlate = filter !== undefined && 'text' in filter && /^(FlateDecode|Fl)$/.test(filter.text);
  if ((filter && !isFlate) || entry(dict, 'DecodeParms')) return fault('?');
  let text: string;
  try {
    text = (filter ? inflateSync(data, { maxOutputLength: 500_000_000 }) : data).toString('latin1');
  } catch {
    return fault('?');
  }
  const number = (key: string): number => {
    const value = entry(dict, key);
    return value && 'text' in value ? Number(value.text) : 0;
  };
  const head = text.slice(0, number('First')).trim().split(/\s+/).map(Number);
  return Array.from({ length: Math.min(number('N'), Math.ceil(head.length / 2)) }, (_, index) => {
    const reader = new SyntaxReader(text, number('First') + (head[index * 2 + 1] ?? 0));
    return { number: String(head[index * 2]), value: reader.value(), stream: false };
  });
}

function entry(value: Value, key: string): Value | undefined {
  return value.kind === 'dict' ? value.entries.find(([name]) => name === key)?.[1] : undefined;
}

const MOST_DEPTH = 500;

class SyntaxReader {
  at: number;
  tooDeep = false;
  private depth = 0;
  private readonly text: string;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  skipSpace(): void {
    const space = /(?:[\0\t\n\f\r ]|%[^\n\r]*)*/y;
    space.lastIndex = this.at;
    // Beyond the end it finds nothing, and would begin at the start again.
    if (space.exec(this.text)) this.at = space.lastIndex;
  }

  value(): Value {
    this.skipSpace();
    const { text } = this;
    if (text.startsWith('<<', this.at)) return this.inside(() => this.dict());
    if (text[this.at] === '[') return this.inside(() => this.array());
    if (text[this.at] === '(') return { kind: 'string', text: this.literal() };
    if (text[this.at] === '<') return { kind: 'string', text: this.hexadecimal() };
    if (text[this.at] === '/') return { kind: 'name', text: this.name() };
    const ref = /(\d+)\s+\d+\s+R(?![A-Za-z])/y;
    ref.lastIndex = this.at;
    const match = ref.exec(text);
    if (match) {
      this.at = ref.lastIndex;
      return { kind: 'ref', object: Number(match[1]) };
    }
    const start = this.at;
    const found = this.word();
    if (this.at === start) this.at += 1;
    return { kind: 'other', text: found };
  }

  private inside(read: () => Value): Value {
    if (this.depth > MOST_DEPTH) this.tooDeep = true;
    if (this.tooDeep) {
      this.at = this.text.length;
      return { kind: 'other', text: '' };
    }
    this.depth += 1;
    const value = read();
    this.depth -= 1;
    return value;
  }

  private dict(): Dict {
    this.at += 2;
    const entries: [string, Value][] = [];
    for (this.skipSpace(); this.at < this.text.length && !this.text.startsWith('>>', this.at); this.skipSpace()) {
      if (this.text[this.at] !== '/') this.value();
      else entries.push([this.name(), this.value()]);
    }
    this.at += 2;
    return { kind: 'dict', entries };
  }

  private array(): Value {
    this.at += 1;
    const items: Value[] = [];
    for (this.skipSpace(); this.at < this.text.length && this.text[this.at] !== ']'; this.skipSpace())
      items.push(this.value());
    this.at += 1;
    return { kind: 'array', items };
  }

  private name(): string {
    this.at += 1;
    return this.word().replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }

  /** Regular characters; at least one character is consumed unless a name is empty. */
  private word(): string {
    const regular = /[^\0\t\n\f\r ()<>[\]{}/%]*/y;
    regular.lastIndex = this.at;
    const match = regular.exec(this.text)?.[0] ?? '';
    this.at += match.length;
    if (match === '' && this.text[this.at - 1] !== '/') this.at += 1;
    return match;
  }

  private literal(): string {
    const start = this.at + 1;
    let depth = 0;
    for (; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at];
      if (character === '\\') this.at += 1;
      else if (character === '(') depth += 1;
      else if (character === ')') {
        depth -= 1;
        if (depth === 0) break;
      }
    }
    this.at += 1;
    return unescaped(this.text.slice(start, this.at - 1));
  }

  private hexadecimal(): string {
    const end = this.text.indexOf('>', this.at);
    const hex = this.text.slice(this.at + 1, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 1;
    return readable(Buffer.from(hex.replace(/\s/g, ''), 'hex').toString('latin1'));
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(text: string): string {
  const plain = text.replace(/\\(\r\n?|\n|[0-7]{1,3}|[\s\S])/g, (_, after: string) => {
    if (/^[0-7]/.test(after)) return String.fromCharCode(Number.parseInt(after, 8) & 255);
    return /^[\r\n]/.test(after) ? '' : (ESCAPES[after] ?? after);
  });
  return readable(plain);
}

/** UTF-16 as the characters that it means. */
function readable(bytes: string): string {
  if (!bytes.startsWith('\u00fe\u00ff')) return bytes;
  const pairs = Buffer.from(bytes.slice(2), 'latin1');
  return pairs
    .subarray(0, pairs.length & ~1)
    .swap16()
    .toString('utf16le');
}
