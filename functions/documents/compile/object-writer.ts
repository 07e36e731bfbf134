/**
 * Writes the body of a relocatable object: numbered 1..n, never in object streams, with every place that the linker patches in a
 * fixed width so that patching never changes a length.
 *
 * `       12 0 obj` : the number right-aligned in eight bytes of line feeds. `12 0 R` : padded with spaces to 14 bytes.
 */
export const NUMBER_WIDTH = 8;
export const REFERENCE_WIDTH = 14;
export const INTEGER_WIDTH = 10;
/** Hexadecimal digits of an item's prefix to structure ids: four bytes, the part's number. */
export const PREFIX_WIDTH = 8;

/** What only the linker knows. The argument is a page index, a kid's index or the index of a link's name. */
export const SYMBOL = { pageParent: 0, stamp: 1, structParent: 2, packLink: 3 } as const;
export type SymbolKind = (typeof SYMBOL)[keyof typeof SYMBOL];

export class ObjectWriter {
  private buffer = Buffer.allocUnsafe(65_536);
  private length = 0;
  private allocated = 0;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly refAt: number[] = [];
  readonly refTo: number[] = [];
  readonly shiftAt: number[] = [];
  readonly shiftValue: number[] = [];
  readonly symbolAt: number[] = [];
  readonly symbolKind: number[] = [];
  readonly symbolArgument: number[] = [];
  readonly prefixAt: number[] = [];

  get objects(): number {
    return this.allocated;
  }

  allocate(): number {
    this.allocated += 1;
    return this.allocated;
  }

  begin(local: number): void {
    if (this.starts[local - 1] !== undefined) throw new Error(`object ${local} was written twice`);
    this.starts[local - 1] = this.length;
    this.text(`${String(local).padStart(NUMBER_WIDTH, '\n')} 0 obj\n`);
  }

  end(local: number): void {
    this.text('\nendobj\n');
    this.ends[local - 1] = this.length;
  }

  /** ASCII only. */
  text(syntax: string): void {
    this.reserve(syntax.length);
    this.length += this.buffer.write(syntax, this.length, 'latin1');
  }

  bytes(data: Uint8Array): void {
    this.reserve(data.length);
    this.buffer.set(data, this.length);
    this.length += data.length;
  }

  stream(dictionary: () => void, data: Uint8Array): void {
    this.text('<<');
    dictionary();
    this.text(`/Length ${data.length}>>\nstream\n`);
    this.bytes(data);
    this.text('\nendstream');
  }

  ref(local: number): void {
    this.refAt.push(this.length);
    this.refTo.push(local);
    this.text(`${local} 0 R`.padEnd(REFERENCE_WIDTH));
  }

  shift(value: number): void {
    this.shiftAt.push(this.length);
    this.shiftValue.push(value);
    this.text(String(value).padEnd(INTEGER_WIDTH));
  }

  symbol(kind: SymbolKind, argument: number): void {
    this.symbolAt.push(this.length);
    this.symbolKind.push(kind);
    this.symbolArgument.push(argument);
    this.text('null'.padEnd(REFERENCE_WIDTH));
  }

  /** An id of the structure tree, as a hexadecimal string that starts with the item's prefix. */
  prefixedId(hex: string): void {
    this.text('<');
    this.prefixAt.push(this.length);
    this.text(`${'30'.repeat(PREFIX_WIDTH / 2)}${hex}>`);
  }

  body(): Uint8Array {
    for (let local = 1; local <= this.allocated; local += 1) {
      if (this.ends[local - 1] === undefined) throw new Error(`object ${local} was promised and not written`);
    }
    return this.buffer.subarray(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + more));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}
