import { createHash } from 'node:crypto';
import type { Sink } from '../model.ts';

const CHUNK = 1_048_576;
const OFFSETS = 65_536;
/** Readers are known to take so many (an old limit of Acrobat, ISO 32000-1 annex C), and offsets have ten digits (ISO 32000-2 7.5.4). */
const MOST_OBJECTS = 8_388_607;
const MOST_BYTES = 9_999_999_999;
const ENTRY_WIDTH = 20;
/** Written at a time. */
const ENTRIES = 8_192;

/**
 * The file as it grows: counts, hashes, remembers where each object starts. Two buffers take turns: one fills while the other is being
 * written, and is hashed while it is being written. Eight bytes are kept for each object, no more.
 */
export class Output {
  private readonly sink: Sink;
  private readonly hash = createHash('sha256');
  private filling = Buffer.allocUnsafeSlow(CHUNK);
  private other = Buffer.allocUnsafeSlow(CHUNK);
  private used = 0;
  private writing: Promise<void> = Promise.resolve();
  /** Whether what is being written is not a buffer of this class. */
  private lent = false;
  /** 0 where nothing was written yet: no object starts there. */
  private readonly offsets: Float64Array[] = [];
  private highest = 0;
  offset = 0;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  /** The number of the next object. */
  allocate(): number {
    if (this.highest === MOST_OBJECTS) {
      throw new Error(
        `One volume can't hold more than ${MOST_OBJECTS} objects: split the bundle into smaller volumes.`,
      );
    }
    this.highest += 1;
    if (this.highest >= this.offsets.length * OFFSETS) this.offsets.push(new Float64Array(OFFSETS));
    return this.highest;
  }

  place(object: number, offset: number): void {
    const some = this.offsets[Math.floor(object / OFFSETS)];
    if (!some || object > this.highest) throw new Error(`object ${object} has no number of this file`);
    if (some[object % OFFSETS] !== 0) throw new Error(`object ${object} was written twice`);
    some[object % OFFSETS] = offset;
  }

  /** Room for so many bytes, at most `CHUNK`: to be filled before anything is awaited. */
  async claim(size: number): Promise<Buffer> {
    if (this.used + size > CHUNK) await this.flush();
    const room = this.filling.subarray(this.used, this.used + size);
    this.used += size;
    this.advance(size);
    return room;
  }

  /** Writes without a copy. The bytes must not change before `settled()`. */
  async direct(bytes: Uint8Array): Promise<void> {
    await this.flush();
    await this.send(bytes);
    this.lent = true;
    this.advance(bytes.length);
  }

  /** Resolves when the sink has taken what was written without a copy. */
  async settled(): Promise<void> {
    if (this.lent) await this.writing;
    this.lent = false;
  }

  async text(syntax: string): Promise<void> {
    if (syntax.length > CHUNK) await this.direct(Buffer.from(syntax, 'latin1'));
    else (await this.claim(syntax.length)).write(syntax, 'latin1');
  }

  async object(number: number, syntax: string): Promise<void> {
    this.place(number, this.offset);
    await this.text(`${number} 0 obj\n${syntax}\nendobj\n`);
  }

  async stream(number: number, dictionary: string, data: string): Promise<void> {
    await this.object(number, `<<${dictionary}/Length ${data.length}>>\nstream\n${data}\nendstream`);
  }

  /** Cross-reference table, trailer, end. Returns the digest of the whole. */
  async finish(trailer: string): Promise<string> {
    const start = this.offset;
    await this.text(`xref\n0 ${this.highest + 1}\n0000000000 65535 f \n`);
    for (let first = 1; first <= this.highest; first += ENTRIES) {
      const count = Math.min(ENTRIES, this.highest + 1 - first);
      const room = await this.claim(count * ENTRY_WIDTH);
      for (let index = 0; index < count; index += 1)
        writeEntry(room, index * ENTRY_WIDTH, this.offsetOf(first + index));
    }
    await this.text(`trailer\n<</Size ${this.highest + 1}${trailer}>>\nstartxref\n${start}\n%%EOF\n`);
    await this.flush();
    await this.writing;
    return this.hash.digest('hex');
  }

  private offsetOf(object: number): number {
    const offset = this.offsets[Math.floor(object / OFFSETS)]?.[object % OFFSETS] ?? 0;
    if (offset === 0) throw new Error(`object ${object} was promised and not written`);
    return offset;
  }

  private async flush(): Promise<void> {
    if (this.used === 0) return;
    await this.send(this.filling.subarray(0, this.used));
    // What the other buffer held has been written: `send` waited for it.
    [this.filling, this.other] = [this.other, this.filling];
    this.used = 0;
  }

  private async send(bytes: Uint8Array): Promise<void> {
    await this.writing;
    this.lent = false;
    // Never a Buffer, whose `slice` is no copy: a sink that keeps bytes would keep what changes.
    this.writing = this.sink.write(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
    // A fault is met where this is awaited next, which is later than Node would wait for.
    this.writing.catch(() => {});
    this.hash.update(bytes);
  }

  private advance(size: number): void {
    this.offset += size;
    if (this.offset > MOST_BYTES) {
      throw new Error(`One volume can't hold more than ${MOST_BYTES} bytes: split the bundle into smaller volumes.`);
    }
  }
}

/** `0000001234 00000 n` and an end of line of two bytes. */
function writeEntry(room: Buffer, at: number, offset: number): void {
  room.write('0000000000 00000 n \n', at, 'latin1');
  writeDigits(room, at + 10, offset);
}

/** Writes a whole number so that it ends before `end`. Returns where it starts. */
export function writeDigits(room: Uint8Array, end: number, value: number): number {
  let at = end;
  let rest = value;
  do {
    at -= 1;
    const tenth = Math.floor(rest / 10);
    room[at] = 48 + rest - tenth * 10;
    rest = tenth;
  } while (rest > 0);
  return at;
}
