/**
 * The decoders of PDF that are not deflate (ISO 32000-2, 7.4), each bounded: they answer undefined rather than grow beyond `most` bytes.
 * Data that end early give what there was, as readers show it.
 */
export type Decoder = (data: Uint8Array, most: number) => Uint8Array | undefined;

class Growing {
  private bytes: Uint8Array;
  length = 0;
  private readonly most: number;

  constructor(expected: number, most: number) {
    this.most = most;
    this.bytes = new Uint8Array(Math.max(64, Math.min(expected, most)));
  }

  /** False when the limit is reached. */
  room(more: number): boolean {
    if (this.length + more > this.most) return false;
    if (this.length + more > this.bytes.length) {
      const larger = new Uint8Array(Math.min(this.most, Math.max(this.bytes.length * 2, this.length + more)));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    return true;
  }

  push(byte: number): void {
    this.bytes[this.length] = byte;
    this.length += 1;
  }

  at(index: number): number {
    return this.bytes[index] ?? 0;
  }

  done(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

export const asciiHex: Decoder = (data) => {
  const text = Buffer.from(data)
    .toString('latin1')
    .replace(/>[\s\S]*$/, '')
    .replace(/[^0-9a-f]/gi, '');
  return new Uint8Array(Buffer.from(text.length % 2 === 1 ? `${text}0` : text, 'hex'));
};

export const ascii85: Decoder = (data, most) => {
  const out = new Growing(data.length, most);
  let group: number[] = [];
  const flush = (count: number): void => {
    while (group.length < 5) group.push(84);
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0) % 2 ** 32;
    for (let index = 0; index < count; index += 1) out.push(Math.floor(value / 256 ** (3 - index)) & 255);
    group = [];
  };
  for (const byte of data) {
    if (byte === 0x7e) break;
    if (!out.room(4)) return undefined;
    if (byte === 0x7a && group.length === 0) {
      group = [0, 0, 0, 0, 0];
      flush(4);
    } else if (byte >= 0x21 && byte <= 0x75 && group.push(byte - 0x21) === 5) flush(4);
  }
  if (group.length > 1 && out.room(4)) flush(group.length - 1);
  return out.done();
};

export const runLength: Decoder = (data, most) => {
  const out = new Growing(data.length * 2, most);
  for (let at = 0; at < data.length; ) {
    const length = data[at] ?? 128;
    if (length === 128) break;
    const copied = length < 128;
    const count = copied ? length + 1 : 257 - length;
    if (!out.room(count)) return undefined;
    for (let index = 0; index < count; index += 1) out.push(data[at + 1 + (copied ? index : 0)] ?? 0);
    at += 1 + (copied ? count : 1);
  }
  return out.done();
};

/** `early`: codes grow one entry early (the default of the format). */
export function lzw(data: Uint8Array, most: number, early: 0 | 1): Uint8Array | undefined {
  const out = new Growing(data.length * 4, most);
  // Where each entry lies in what was written: every entry is a previous output and one byte more.
  const start = new Int32Array(4_097);
  const length = new Int32Array(4_097);
  let next = 258;
  let width = 9;
  let previous = -1;
  let bits = 0;
  let held = 0;
  for (const byte of data) {
    held = ((held << 8) | byte) & 0xffffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === 257) break;
    if (code === 256) {
      next = 258;
      width = 9;
      previous = -1;
      continue;
    }
    const from = out.length;
    if (code < 256) {
      if (!out.room(1)) return undefined;
      out.push(code);
    } else {
      // The entry being defined is the previous output and its own first byte, which lie one after the other.
      const known = code < next && code >= 258;
      if (!known && (code !== next || previous < 0)) break;
      const source = known ? (start[code] ?? 0) : previous;
      const count = known ? (length[code] ?? 0) : from - previous + 1;
      if (!out.room(count)) return undefined;
      for (let index = 0; index < count; index += 1) out.push(out.at(source + index));
    }
    if (previous >= 0 && next < 4_096) {
      start[next] = previous;
      length[next] = from - previous + 1;
      next += 1;
    }
    previous = from;
    if (next + early >= 1 << width && width < 12) width += 1;
  }
  return out.done();
}

/** Undoes the PNG predictors (10 to 15) and TIFF's (2, eight bits a component). Undefined for what it doesn't know. */
export function unpredict(
  data: Uint8Array,
  { predictor, colours, bits, columns }: { predictor: number; colours: number; bits: number; columns: number },
): Uint8Array | undefined {
  const step = Math.max(1, Math.ceil((colours * bits) / 8));
  const row = Math.ceil((colours * bits * columns) / 8);
  if (!(row > 0 && row <= 1_000_000)) return undefined;
  if (predictor === 2) {
    if (bits !== 8) return undefined;
    const out = data.slice();
    for (let at = 0; at < out.length; at += 1)
      if (at % row >= step) out[at] = ((out[at] ?? 0) + (out[at - step] ?? 0)) & 255;
    return out;
  }
  const rows = Math.ceil(data.length / (row + 1));
  const out = new Uint8Array(rows * row);
  for (let y = 0; y < rows; y += 1) {
    const kind = data[y * (row + 1)];
    for (let x = 0; x < row; x += 1) {
      const left = x >= step ? (out[y * row + x - step] ?? 0) : 0;
      const up = y > 0 ? (out[(y - 1) * row + x] ?? 0) : 0;
      const corner = y > 0 && x >= step ? (out[(y - 1) * row + x - step] ?? 0) : 0;
      const add = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind ?? 0] ?? 0;
      out[y * row + x] = ((data[y * (row + 1) + 1 + x] ?? 0) + add) & 255;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
