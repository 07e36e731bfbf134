import { createHash } from 'node:crypto';
import type { Sink } from '../model.ts';

const CHUNK = 262_144;
const FREE = -1;

/** The file as it grows: counts, hashes, remembers where each object starts, hands on in larger pieces. */
export class Output {
  private readonly sink: Sink;
  private readonly hash = createHash('sha256');
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private offsets = new Float64Array(1_024).fill(FREE);
  private highest = 0;
  offset = 0;

  constructor(sink: Sink) {
    this.sink = sink;
  }

  /** The number of the next object. */
  allocate(): number {
    this.highest += 1;
    return this.highest;
  }

  place(object: number, offset: number): void {
    if (object >= this.offsets.length) {
      const larger = new Float64Array(Math.max(this.offsets.length * 2, object + 1)).fill(FREE);
      larger.set(this.offsets);
      this.offsets = larger;
    }
    if (this.offsets[object] !== FREE) throw new Error(`object ${object} was written twice`);
    this.offsets[object] = offset;
  }

  /** The bytes are the output's from now on. */
  async write(bytes: Uint8Array): Promise<void> {
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    this.offset += bytes.length;
    if (this.waitingBytes >= CHUNK) await this.flush();
  }

  async object(number: number, syntax: string): Promise<void> {
    this.place(number, this.offset);
    await this.write(Buffer.from(`${number} 0 obj\n${syntax}\nendobj\n`, 'latin1'));
  }

  async stream(number: number, dictionary: string, data: Uint8Array): Promise<void> {
    this.place(number, this.offset);
    const head = Buffer.from(`${number} 0 obj\n<<${dictionary}/Length ${data.length}>>\nstream\n`, 'latin1');
    await this.write(Buffer.concat([head, data, Buffer.from('\nendstream\nendobj\n')]));
  }

  /** Cross-reference table, trailer, end. Returns the digest of the whole. */
  async finish(trailer: string): Promise<string> {
    const start = this.offset;
    const lines: string[] = [`xref\n0 ${this.highest + 1}\n0000000000 65535 f \n`];
    for (let object = 1; object <= this.highest; object += 1) {
      const at = this.offsets[object] ?? FREE;
      if (at === FREE) throw new Error(`object ${object} was promised and not written`);
      lines.push(`${String(at).padStart(10, '0')} 00000 n \n`);
    }
    lines.push(`trailer\n<</Size ${this.highest + 1}${trailer}>>\nstartxref\n${start}\n%%EOF\n`);
    await this.write(Buffer.from(lines.join(''), 'latin1'));
    await this.flush();
    return this.hash.digest('hex');
  }

  private async flush(): Promise<void> {
    const bytes = this.waiting.length === 1 ? this.waiting[0] : Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    if (!bytes || bytes.length === 0) return;
    this.hash.update(bytes);
    await this.sink.write(bytes);
  }
}
