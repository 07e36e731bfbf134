import { formatNumber } from '../compile/access.ts';
import type { OutlineItem } from '../compile/model.ts';
import type { OutlineNode } from './model.ts';
import type { Output } from './output.ts';
import { reference, textString } from './syntax.ts';

/** What the outline needs to know of the parts and objects that were placed. */
export interface OutlineSources {
  /** Page objects of a part. */
  partPages: (part: number) => ArrayLike<number>;
  partOutline: (part: number) => readonly OutlineItem[];
  /** Page objects and outline of a typeset object. */
  object: (key: string) => { pages: ArrayLike<number>; outline: readonly OutlineItem[] } | undefined;
}

interface Entry {
  title: string;
  /** Page object; 0 leads nowhere. */
  page: number;
  top: number | undefined;
  children: Entry[];
}

/** Turns the plan's outline and the items' own into one. Returns the root's number; nothing when there is no entry. */
export async function writeOutline(
  output: Output,
  nodes: readonly OutlineNode[],
  sources: OutlineSources,
): Promise<number | undefined> {
  const entries = nodes.flatMap((node) => fromPlan(node, sources));
  if (entries.length === 0) return undefined;
  const root = output.allocate();
  const numbers = await writeLevel(output, entries, root);
  await output.object(
    root,
    `<</Type/Outlines/First ${reference(numbers[0] ?? 0)}/Last ${reference(numbers.at(-1) ?? 0)}/Count ${numbers.length}>>`,
  );
  return root;
}

function fromPlan(node: OutlineNode, sources: OutlineSources): Entry[] {
  if ('ownOutlineOf' in node) {
    const object = sources.object(node.ownOutlineOf);
    if (!object) throw new Error(`the outline names ${node.ownOutlineOf}, which no part places`);
    return object.outline.map((item) => fromItem(item, object.pages));
  }
  const pages = sources.partPages(node.part);
  const children = (node.children ?? []).flatMap((child) => fromPlan(child, sources));
  if (node.own) children.push(...sources.partOutline(node.part).map((item) => fromItem(item, pages)));
  return [{ title: node.title, page: pages[node.page] ?? 0, top: undefined, children }];
}

function fromItem(item: OutlineItem, pages: ArrayLike<number>): Entry {
  const page = item.page < 0 ? 0 : (pages[item.page] ?? 0);
  return { title: item.title, page, top: item.top, children: item.children.map((child) => fromItem(child, pages)) };
}

async function writeLevel(output: Output, entries: readonly Entry[], parent: number): Promise<number[]> {
  const numbers = entries.map(() => output.allocate());
  for (const [index, entry] of entries.entries()) {
    const number = numbers[index] ?? 0;
    const below = await writeLevel(output, entry.children, number);
    const previous = index > 0 ? `/Prev ${reference(numbers[index - 1] ?? 0)}` : '';
    const next = index + 1 < numbers.length ? `/Next ${reference(numbers[index + 1] ?? 0)}` : '';
    // Closed below the first level: a bundle's outline is long.
    const kids =
      below.length > 0
        ? `/First ${reference(below[0] ?? 0)}/Last ${reference(below.at(-1) ?? 0)}/Count ${-below.length}`
        : '';
    const destination = entry.page > 0 ? `/Dest[${reference(entry.page)}${viewOf(entry.top)}]` : '';
    await output.object(
      number,
      `<</Title${textString(entry.title)}/Parent ${reference(parent)}${previous}${next}${kids}${destination}>>`,
    );
  }
  return numbers;
}

function viewOf(top: number | undefined): string {
  return top === undefined ? '/Fit' : `/XYZ null ${formatNumber(top)} null`;
}
