import type { Checked } from './document.ts';
import { type Finding, ua } from './finding.ts';
import { childrenOf } from './read/tree.ts';

/** Matterhorn 14: the first heading is H1, no level is skipped on the way down, and H isn't mixed with H1 to H6. */
export function* checkHeadings({ tree }: Checked): Generator<Finding> {
  if (!tree) return;
  let level = 0;
  for (const node of tree.nodes) {
    const next = /^H([1-6])$/.exec(node.standard ?? '')?.[1];
    if (next !== undefined) {
      const fault = level === 0 ? '14-002' : '14-003';
      if (Number(next) > level + 1) yield ua(fault, '7.4.2', `<${node.type}>`, `follows level ${level}`);
      level = Number(next);
    }
    if (childrenOf(node).filter((child) => child.standard === 'H').length > 1)
      yield ua('14-006', '7.4.4', `<${node.type}>`, 'has more than one heading H');
  }
  if (level > 0 && tree.nodes.some((node) => node.standard === 'H'))
    yield ua('14-007', '7.4.4', 'structure', 'both H and H1 to H6 are used');
}
