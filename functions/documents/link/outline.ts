import { formatNumber } from '../compile/format-number.ts';
import type { OutlineItem } from '../compile/model.ts';
import type { OutlineNode } from './model.ts';
import type { Output } from './output.ts';
import { reference, textString } from './syntax.ts';

type PlanNode = Exclude<OutlineNode, { ownOutlineOf: string }>;

/** Page objects and outline of what was placed. */
export interface PlacedOutline {
  pages: ArrayLike<number>;
  outline: readonly OutlineItem[];
}

/** Entries that are one below another, written: what the one above them says. */
interface Written {
  first: number;
  last: number;
  count: number;
}

interface Entry {
  title: string;
  /** Page object; 0 leads nowhere. */
  page: number;
  top: number | undefined;
  children: Entry[];
  /** When it was given before. */
  number?: number;
  /** In place of children. */
  written?: Written;
}

/** The outline of the plan with the items' own below, which are written when the item is: they are not kept. */
export class BundleOutline {
  private readonly output: Output;
  private readonly nodes: readonly OutlineNode[];
  /** Nodes of the plan below which there is only a part's own outline, by part. */
  private readonly owners = new Map<number, PlanNode[]>();
  private readonly numbers = new Map<PlanNode, number>();
  private readonly written = new Map<PlanNode, Written>();

  constructor(output: Output, nodes: readonly OutlineNode[]) {
    this.output = output;
    this.nodes = nodes;
    this.findOwners(nodes);
  }

  /** Writes a part's own outline where the plan wants it. */
  async place(part: number, { pages, outline }: PlacedOutline): Promise<void> {
    if (outline.length === 0) return;
    for (const node of this.owners.get(part) ?? []) {
      const number = this.output.allocate();
      this.numbers.set(node, number);
      const entries = outline.map((item) => fromItem(item, pages));
      const written = await writeLevel(this.output, entries, number);
      if (written) this.written.set(node, written);
    }
  }

  /** Writes the plan's own entries. Returns the root's number; nothing when there is no entry. */
  async finish(
    pagesOf: (part: number) => ArrayLike<number>,
    object: (key: string) => PlacedOutline | undefined,
  ): Promise<number | undefined> {
    const entries = this.nodes.flatMap((node) => this.fromPlan(node, pagesOf, object));
    if (entries.length === 0) return undefined;
    const root = this.output.allocate();
    const { first = 0, last = 0, count = 0 } = (await writeLevel(this.output, entries, root)) ?? {};
    await this.output.object(
      root,
      `<</Type/Outlines/First ${reference(first)}/Last ${reference(last)}/Count ${count}>>`,
    );
    return root;
  }

  private findOwners(nodes: readonly OutlineNode[]): void {
    for (const node of nodes) {
      if ('ownOutlineOf' in node) continue;
      this.findOwners(node.children ?? []);
      if (!node.own) continue;
      if (node.children?.length) throw new Error('an entry has either children or the own outline of its part');
      this.owners.set(node.part, [...(this.owners.get(node.part) ?? []), node]);
    }
  }

  private fromPlan(
    node: OutlineNode,
    pagesOf: (part: number) => ArrayLike<number>,
    object: (key: string) => PlacedOutline | undefined,
  ): Entry[] {
    if ('ownOutlineOf' in node) {
      const found = object(node.ownOutlineOf);
      if (!found) throw new Error(`the outline names ${node.ownOutlineOf}, which no part of typeset pages places`);
      return found.outline.map((item) => fromItem(item, found.pages));
    }
    const children = (node.children ?? []).flatMap((child) => this.fromPlan(child, pagesOf, object));
    const [number, written] = [this.numbers.get(node), this.written.get(node)];
    return [
      {
        title: node.title,
        page: pagesOf(node.part)[node.page] ?? 0,
        top: undefined,
        children,
        ...(number === undefined ? {} : { number }),
        ...(written === undefined ? {} : { written }),
      },
    ];
  }
}

function fromItem(item: OutlineItem, pages: ArrayLike<number>): Entry {
  const page = item.page < 0 ? 0 : (pages[item.page] ?? 0);
  return { title: item.title, page, top: item.top, children: item.children.map((child) => fromItem(child, pages)) };
}

async function writeLevel(output: Output, entries: readonly Entry[], parent: number): Promise<Written | undefined> {
  const numbers = entries.map(({ number }) => number ?? output.allocate());
  for (const [index, entry] of entries.entries()) {
    const number = numbers[index] ?? 0;
    const below = entry.written ?? (await writeLevel(output, entry.children, number));
    const previous = index > 0 ? `/Prev ${reference(numbers[index - 1] ?? 0)}` : '';
    const next = index + 1 < numbers.length ? `/Next ${reference(numbers[index + 1] ?? 0)}` : '';
    // Closed below the first level: a bundle's outline is long.
    const kids = below ? `/First ${reference(below.first)}/Last ${reference(below.last)}/Count ${-below.count}` : '';
    const destination = entry.page > 0 ? `/Dest[${reference(entry.page)}${viewOf(entry.top)}]` : '';
    await output.object(
      number,
      `<</Title${textString(entry.title)}/Parent ${reference(parent)}${previous}${next}${kids}${destination}>>`,
    );
  }
  const [first, last] = [numbers[0], numbers.at(-1)];
  return first === undefined || last === undefined ? undefined : { first, last, count: numbers.length };
}

function viewOf(top: number | undefined): string {
  return top === undefined ? '/Fit' : `/XYZ null ${formatNumber(top)} null`;
}
