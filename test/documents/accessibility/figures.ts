import { PDFArray } from 'pdf-lib';
import type { Checked } from './document.ts';
import { type Finding, ua } from './finding.ts';
import { numbersOf, textAt } from './read/objects.ts';
import { attributeOf, type Node } from './read/tree.ts';

/** Matterhorn 13 and 17: figures and formulas say in words what they show, and where they stand. */
export function* checkFigures({ tree }: Checked): Generator<Finding> {
  for (const node of tree?.nodes ?? []) {
    const says = Boolean(textAt(node.dict, 'Alt')?.trim()) || textAt(node.dict, 'ActualText') !== undefined;
    if (node.standard === 'Figure' && !says) yield ua('13-004', '7.3', '<Figure>', 'has neither Alt nor ActualText');
    if (node.standard === 'Formula' && !says) yield ua('17-002', '7.7', '<Formula>', 'has neither Alt nor ActualText');
    if (node.standard === 'Figure' && onOnePage(node)) {
      const box = attributeOf(node, 'Layout', 'BBox');
      const [left = 0, bottom = 0, right = 0, top = 0] = numbersOf(box);
      if (!(box instanceof PDFArray) || box.size() !== 4 || right <= left || top <= bottom)
        yield ua('UA-7.3', '7.3', '<Figure>', 'has no bounding box (ISO 32000-1 14.8.5.4.3)');
    }
  }
}

function onOnePage(node: Node): boolean {
  const owners = new Set<string>();
  const look = (each: Node): void => {
    for (const kid of each.kids) {
      if (kid.kind === 'content') owners.add(kid.owner);
      if (kid.kind === 'node') look(kid.node);
    }
  };
  look(node);
  return owners.size === 1;
}
