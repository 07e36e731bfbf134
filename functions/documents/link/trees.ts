import type { Output } from './output.ts';
import { reference, references } from './syntax.ts';

const FAN = 32;

/** A leaf of the page tree: consecutive pages of one part. Its number is known before its pages are written, its parent not. */
export interface PageLeaf {
  number: number;
  pages: number[];
}

/** Balances the leaves under the root: at most 32 kids a node. */
export async function writePageTree(output: Output, root: number, leaves: readonly PageLeaf[]): Promise<void> {
  interface Node {
    number: number;
    count: number;
    kids: readonly number[];
  }
  let level: Node[] = leaves.map(({ number, pages }) => ({ number, count: pages.length, kids: pages }));
  const write = async ({ number, count, kids }: Node, parent: number | undefined): Promise<void> => {
    const above = parent === undefined ? '' : `/Parent ${reference(parent)}`;
    await output.object(number, `<</Type/Pages${above}/Count ${count}/Kids[${references(kids)}]>>`);
  };
  const total = (nodes: readonly Node[]): number => nodes.reduce((sum, { count }) => sum + count, 0);
  // Each turn divides the number of nodes by the fan.
  while (level.length > FAN) {
    const above: Node[] = [];
    for (let at = 0; at < level.length; at += FAN) {
      const nodes = level.slice(at, at + FAN);
      const number = output.allocate();
      for (const node of nodes) await write(node, number);
      above.push({ number, count: total(nodes), kids: nodes.map((node) => node.number) });
    }
    level = above;
  }
  for (const node of level) await write(node, root);
  await write({ number: root, count: total(level), kids: level.map(({ number }) => number) }, undefined);
}

/** A number tree or name tree: entries in order, as syntax. Returns the root's number. */
export async function writeTree(
  output: Output,
  kind: 'Nums' | 'Names',
  entries: readonly { key: string; value: number }[],
): Promise<number> {
  const limits = (first: string, last: string): string => `/Limits[${first} ${last}]`;
  let level = chunks(entries, FAN * 2).map((some) => ({
    first: some[0]?.key ?? '0',
    last: some.at(-1)?.key ?? '0',
    syntax: `/${kind}[${some.map(({ key, value }) => `${key} ${reference(value)}`).join(' ')}]`,
  }));
  while (level.length > 1) {
    const above: typeof level = [];
    for (const nodes of chunks(level, FAN)) {
      const kids: number[] = [];
      for (const { first, last, syntax } of nodes) {
        const number = output.allocate();
        await output.object(number, `<<${limits(first, last)}${syntax}>>`);
        kids.push(number);
      }
      above.push({
        first: nodes[0]?.first ?? '0',
        last: nodes.at(-1)?.last ?? '0',
        syntax: `/Kids[${references(kids)}]`,
      });
    }
    level = above;
  }
  const root = output.allocate();
  await output.object(root, `<<${level[0]?.syntax ?? `/${kind}[]`}>>`);
  return root;
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
