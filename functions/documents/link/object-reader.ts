import { headSize, type ObjectHead, readHead } from '../compile/object-file.ts';
import type { OpenObject, Source } from './model.ts';

/** An object up to this size is read at once; of a larger one, so much of its body at a time. */
const WINDOW = 8_388_608;
/** Enough of the start of a large object for most tables. */
const START = 262_144;
/** A head that still wants more after so many readings is no head. */
const READINGS = 4;

/** A compiled object being linked: its head, and its body through a window. */
export interface OpenedObject extends Pick<ObjectHead, 'header' | 'table'> {
  body: Body;
}

/** The bytes of a body. `view` is for what `holds`; otherwise `load` first, which changes what was viewed before. */
export class Body {
  readonly size: number;
  private window: Uint8Array;
  private start: number;
  private readonly loadFrom: (position: number) => Promise<Uint8Array>;

  constructor(size: number, window: Uint8Array, start: number, load: (position: number) => Promise<Uint8Array>) {
    this.size = size;
    this.window = window;
    this.start = start;
    this.loadFrom = load;
  }

  holds(from: number, to: number): boolean {
    return from >= this.start && to <= this.start + this.window.length;
  }

  async load(from: number): Promise<void> {
    this.window = await this.loadFrom(from);
    this.start = from;
  }

  view(from: number, to: number): Uint8Array {
    if (!this.holds(from, to)) throw new Error('the body was viewed outside its window');
    return this.window.subarray(from - this.start, to - this.start);
  }
}

/**
 * Opens objects one ahead of the one in use, into two buffers that take turns. What one object's `Body` and table showed is gone when
 * the next but one is opened.
 */
export class ObjectReader {
  private readonly open: OpenObject;
  private readonly names: readonly string[];
  private readonly buffers: [Buffer, Buffer] = [Buffer.alloc(0), Buffer.alloc(0)];
  private readonly sources = new Set<Source>();
  private next = 0;
  private ahead: Promise<OpenedObject> | undefined;

  /** @param names every object that will be asked for, in order */
  constructor(open: OpenObject, names: readonly string[]) {
    this.open = open;
    this.names = names;
  }

  /** The next object of the list. Nothing shown by the one before the last may be in use any more. */
  async take(): Promise<OpenedObject> {
    const taken = await (this.ahead ?? this.begin());
    this.ahead = this.next < this.names.length ? this.begin() : undefined;
    // A fault is met when it is this one's turn.
    this.ahead?.catch(() => {});
    return taken;
  }

  async close(): Promise<void> {
    await this.ahead?.catch(() => {});
    for (const source of this.sources) await source.close();
    this.sources.clear();
  }

  private async begin(): Promise<OpenedObject> {
    const turn = this.next % 2 === 0 ? 0 : 1;
    const name = this.names[this.next];
    if (name === undefined) throw new Error('more objects were taken than were named');
    this.next += 1;
    const found = await this.open(name);
    if (found instanceof Uint8Array) return inMemory(found);
    this.sources.add(found);
    const opened = found.size <= WINDOW ? inMemory(await this.whole(found, turn)) : await this.windowed(found, turn);
    if (found.size <= WINDOW) await this.done(found);
    return opened;
  }

  private async whole(source: Source, turn: 0 | 1): Promise<Uint8Array> {
    const bytes = this.buffer(turn, source.size);
    await source.read(bytes, 0);
    return bytes;
  }

  private async windowed(source: Source, turn: 0 | 1): Promise<OpenedObject> {
    let start = Buffer.allocUnsafeSlow(START);
    await source.read(start, 0);
    for (let readings = 1; headSize(start) > start.length; readings += 1) {
      if (readings === READINGS) throw new Error('the tables of an object have no end');
      start = Buffer.allocUnsafeSlow(headSize(start));
      await source.read(start, 0);
    }
    const { header, table, bodyAt, bodySize } = readHead(start);
    if (bodyAt + bodySize !== source.size) throw new Error('relocatable object is cut short');
    const load = async (from: number): Promise<Uint8Array> => {
      const bytes = this.buffer(turn, Math.min(WINDOW, bodySize - from));
      await source.read(bytes, bodyAt + from);
      if (from + bytes.length === bodySize) await this.done(source);
      return bytes;
    };
    return { header, table, body: new Body(bodySize, await load(0), 0, load) };
  }

  private buffer(turn: 0 | 1, size: number): Buffer {
    // Not the size that is wanted but the next power of two: it will do for the next as well.
    if (this.buffers[turn].length < size) this.buffers[turn] = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(size)));
    return this.buffers[turn].subarray(0, size);
  }

  private async done(source: Source): Promise<void> {
    this.sources.delete(source);
    await source.close();
  }
}

function inMemory(bytes: Uint8Array): OpenedObject {
  const { header, table, bodyAt, bodySize } = readHead(bytes);
  const body = bytes.subarray(bodyAt, bodyAt + bodySize);
  if (body.length !== bodySize) throw new Error('relocatable object is cut short');
  const load = (): never => {
    throw new Error('all of the body is in memory');
  };
  return { header, table, body: new Body(bodySize, body, 0, load) };
}
