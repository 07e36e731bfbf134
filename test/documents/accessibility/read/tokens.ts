/** Operands and operators of a content stream (ISO 32000-1 7.2, 7.8.2), read without any code of the engine. */
export type Operand =
  | { kind: 'number'; value: number; written: string }
  | { kind: 'name'; value: string }
  | { kind: 'string'; bytes: Uint8Array }
  | { kind: 'array'; items: Operand[] }
  | { kind: 'dict'; entries: Map<string, Operand> }
  | { kind: 'word'; value: string };

export interface Operation {
  operator: string;
  operands: Operand[];
}

const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set(Array.from('()<>[]{}/%', (character) => character.charCodeAt(0)));
const ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

class Reader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  #skip(): void {
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) return;
      if (byte === 0x25) {
        while (this.#at < this.#bytes.length && this.#bytes[this.#at] !== 10 && this.#bytes[this.#at] !== 13)
          this.#at += 1;
      } else if (WHITE.has(byte)) this.#at += 1;
      else return;
    }
  }

  /** The next operand or word; undefined at the end and at a closing bracket, which is consumed. */
  next(): Operand | undefined {
    this.#skip();
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return undefined;
    const character = String.fromCharCode(byte);
    const second = this.#bytes[this.#at + 1];
    if (character === '/') return { kind: 'name', value: this.#name() };
    if (character === '(') return { kind: 'string', bytes: this.#literal() };
    if (character === '<' && second === 0x3c) return this.#dict();
    if (character === '<') return { kind: 'string', bytes: this.#hex() };
    if (character === '[') return this.#array();
    if (character === '>' && second === 0x3e) {
      this.#at += 2;
      return undefined;
    }
    if (']>){}'.includes(character)) {
      this.#at += 1;
      return undefined;
    }
    const word = this.#word();
    return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)
      ? { kind: 'number', value: Number(word), written: word }
      : { kind: 'word', value: word };
  }

  get done(): boolean {
    this.#skip();
    return this.#at >= this.#bytes.length;
  }

  #word(): string {
    const start = this.#at;
    for (;;) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined || WHITE.has(byte) || DELIMITERS.has(byte)) break;
      this.#at += 1;
    }
    return Buffer.from(this.#bytes.subarray(start, this.#at)).toString('latin1');
  }

  #name(): string {
    this.#at += 1;
    return this.#word().replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  }

  #array(): Operand {
    this.#at += 1;
    const items: Operand[] = [];
    for (let item = this.next(); item; item = this.next()) items.push(item);
    return { kind: 'array', items };
  }

  #dict(): Operand {
    this.#at += 2;
    const entries = new Map<string, Operand>();
    for (let key = this.next(); key; key = this.next()) {
      const value = this.next();
      if (key.kind === 'name' && value) entries.set(key.value, value);
    }
    return { kind: 'dict', entries };
  }

  #hex(): Uint8Array {
    this.#at += 1;
    let digits = '';
    for (; this.#at < this.#bytes.length; this.#at += 1) {
      const character = String.fromCharCode(this.#bytes[this.#at] as number);
      if (character === '>') break;
      if (/[0-9A-Fa-f]/.test(character)) digits += character;
    }
    this.#at += 1;
    return new Uint8Array(Buffer.from(digits.length % 2 === 1 ? `${digits}0` : digits, 'hex'));
  }

  #literal(): Uint8Array {
    this.#at += 1;
    const out: number[] = [];
    for (let depth = 1; this.#at < this.#bytes.length; this.#at += 1) {
      const byte = this.#bytes[this.#at] as number;
      if (byte === 0x5c) this.#escape(out);
      else if (byte === 0x29 && --depth === 0) break;
      else {
        if (byte === 0x28) depth += 1;
        out.push(byte);
      }
    }
    this.#at += 1;
    return new Uint8Array(out);
  }

  /** At a backslash; ends at the last byte of the escape. */
  #escape(out: number[]): void {
    this.#at += 1;
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return;
    const octal = /^[0-7]{1,3}/.exec(Buffer.from(this.#bytes.subarray(this.#at, this.#at + 3)).toString('latin1'))?.[0];
    if (octal !== undefined) {
      out.push(Number.parseInt(octal, 8) & 0xff);
      this.#at += octal.length - 1;
    } else if (byte === 13 && this.#bytes[this.#at + 1] === 10) this.#at += 1;
    else if (byte !== 13 && byte !== 10) out.push(ESCAPES[String.fromCharCode(byte)] ?? byte);
  }

  /** After `ID`: to the `EI` that stands alone (ISO 32000-1 8.9.7). */
  skipImageData(): void {
    this.#at += 1;
    for (; this.#at + 1 < this.#bytes.length; this.#at += 1) {
      const [before, e, i, after] = [-1, 0, 1, 2].map((offset) => this.#bytes[this.#at + offset]);
      const alone = WHITE.has(before ?? 0) && (after === undefined || WHITE.has(after));
      if (e === 0x45 && i === 0x49 && alone) break;
    }
    this.#at += 2;
  }
}

/** Every operation, in order. An inline image is one operation, `BI`, with its dictionary as its only operand. */
export function* operationsOf(bytes: Uint8Array): Generator<Operation> {
  const reader = new Reader(bytes);
  let operands: Operand[] = [];
  while (!reader.done) {
    const token = reader.next();
    if (!token) continue;
    if (token.kind !== 'word' || ['true', 'false', 'null'].includes(token.value)) {
      operands.push(token);
      continue;
    }
    if (token.value === 'ID') {
      reader.skipImageData();
      const entries = new Map<string, Operand>();
      for (let index = 0; index + 1 < operands.length; index += 2) {
        const [key, value] = operands.slice(index, index + 2);
        if (key?.kind === 'name' && value) entries.set(key.value, value);
      }
      yield { operator: 'BI', operands: [{ kind: 'dict', entries }] };
    } else if (token.value !== 'BI') yield { operator: token.value, operands };
    operands = [];
  }
}
