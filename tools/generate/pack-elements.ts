import { mayHave, ruleOf } from '../../functions/documents/tree/allow-list.ts';

/** Holds one opening tag against the list of what a pack's page may contain; the tree checks the output again. */
export function checkPackTag(
  element: string,
  attributes: readonly (readonly [string, string | undefined])[],
): string[] {
  const rule = ruleOf(element);
  if (!rule) return [`<${element}> may not stand in a pack: see functions/documents/tree/allow-list.ts`];
  return attributes
    .filter(([name]) => !mayHave(rule, name))
    .map(([name]) => `<${element}> may not have ${name}: see functions/documents/tree/allow-list.ts`);
}
