import type { Output } from './output.ts';
import { reference, references } from './syntax.ts';

const FAN = 32;
const ENTRIES = 64;

/** A leaf of the page tree: consecutive pages of one part. Its number is known before its pages are written, its parent not. */
export interface PageLeaf {
  number: number;
  pages: Uint32Array;
}

interface Child {
  number: number;
  count: number;
  kids: ArrayLike<number>;
}

/** Writes a balanced page tree as its leaves come, at most 32 kids a node: only the last node of each level is kept. */
export class PageTree {
  private readonly output: Output;
  private readonly levels: { number: number; children: Child[] }[] = [];

  constructor(output: Output) {
    this.output = output;
  }

  async add({ number, pages }: PageLeaf): Promise<void> {
    await this.insert(0, { number, count: pages.length, kids: pages });
  }

  /** Writes what is left. Returns the root's number. */
  async finish(): Promise<number> {
    // Inserting may add a level: at most one for each that is there.
    for (let level = 0; ; level += 1) {
      const parent = this.close(level);
      if (level + 1 >= this.levels.length) {
        await this.write(parent, undefined);
        return parent.number;
      }
      await this.insert(level + 1, parent);
    }
  }

  private async insert(level: number, child: Child): Promise<void> {
    if (this.levels[level]?.children.length === FAN) {
      const full = this.close(level);
      this.levels[level] = { number: this.output.allocate(), children: [] };
      await this.insert(level + 1, full);
    }
    this.levels[level] ??= { number: this.output.allocate(), children: [] };
    const node = this.levels[level];
    await this.write(child, node.number);
    node.children.push({ ...child, kids: [] });
  }

  private close(level: number): Child {
    const { number, children } = this.levels[level] ?? { number: this.output.allocate(), children: [] };
    const count = children.reduce((sum, child) => sum + child.count, 0);
    return { number, count, kids: children.map((child) => child.number) };
  }

  private async write({ number, count, kids }: Child, parent: number | undefined): Promise<void> {
    const above = parent === undefined ? '' : `/Parent ${reference(parent)}`;
    await this.output.object(number, `<</Type/Pages${above}/Count ${count}/Kids[${references(kids)}]>>`);
  }
}

interface KeyNode {
  first: string;
  last: string;
  syntax: string;
}

/** Writes a number tree or name tree (ISO 32000-2 7.9.6, 7.9.7) as its entries come, in the order of their keys. */
export class KeyTree {
  private readonly output: Output;
  private readonly kind: 'Nums' | 'Names';
  private first = '';
  private last = '';
  private entries: string[] = [];
  private readonly levels: KeyNode[][] = [];

  constructor(output: Output, kind: 'Nums' | 'Names') {
    this.output = output;
    this.kind = kind;
  }

  get empty(): boolean {
    return this.entries.length === 0;
  }

  async add(key: string, value: number): Promise<void> {
    if (this.entries.length === ENTRIES) {
      await this.insert(0, this.leaf());
      this.entries = [];
    }
    if (this.entries.length === 0) this.first = key;
    this.last = key;
    this.entries.push(`${key} ${reference(value)}`);
  }

  /** Writes what is left. Returns the root's number. */
  async finish(): Promise<number> {
    let node = this.leaf();
    // Inserting may add a level: at most one for each that is there.
    for (let level = 0; level < this.levels.length; level += 1) {
      await this.insert(level, node);
      node = await this.close(level);
    }
    const root = this.output.allocate();
    await this.output.object(root, `<<${node.syntax}>>`);
    return root;
  }

  private leaf(): KeyNode {
    return { first: this.first, last: this.last, syntax: `/${this.kind}[${this.entries.join(' ')}]` };
  }

  private async insert(level: number, node: KeyNode): Promise<void> {
    this.levels[level] ??= [];
    if (this.levels[level].length === FAN) {
      const full = await this.close(level);
      await this.insert(level + 1, full);
    }
    this.levels[level].push(node);
  }

  /** Writes the nodes of a level; the node above them. */
  private async close(level: number): Promise<KeyNode> {
    const nodes = this.levels[level] ?? [];
    this.levels[level] = [];
    const kids: number[] = [];
    for (const { first, last, syntax } of nodes) {
      const number = this.output.allocate();
      await this.output.object(number, `<</Limits[${first} ${last}]${syntax}>>`);
      kids.push(number);
    }
    const [first, last] = [nodes[0]?.first ?? '', nodes.at(-1)?.last ?? ''];
    return { first, last, syntax: `/Kids[${references(kids)}]` };
  }
}
