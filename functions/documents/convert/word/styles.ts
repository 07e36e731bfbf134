import { childAt, elementsIn, type XmlElement } from '../xml.ts';

/** What a style says, its own words before those of the style that it is based on (ECMA-376 part 1, 17.7). */
export interface Styles {
  /** `heading 2`, in lower case as Word names it in every language. */
  name(id: string | undefined): string;
  /** 1 to 9: the level in the outline; undefined is body text. */
  outline(id: string | undefined): number | undefined;
  numbering(id: string | undefined): { numId?: string | undefined; level?: string | undefined } | undefined;
  /** A property that is on or off, such as `w:vanish`; undefined: not said. */
  toggle(id: string | undefined, property: string): boolean | undefined;
  /** What a document says of all its runs. */
  byDefault(property: string): boolean | undefined;
}

/** A chain of styles is as long as somebody made it, and may be a circle. */
const LONGEST_CHAIN = 20;

export const valOf = (element: XmlElement | undefined): string | undefined => element?.attributes.get('w:val');

/** `<w:b/>`, `<w:b w:val="0"/>` or nothing. */
export function isOn(properties: XmlElement | undefined, property: string): boolean | undefined {
  const element = childAt(properties, property);
  if (!element) return undefined;
  return !['0', 'false', 'off'].includes(valOf(element) ?? 'true');
}

export function readStyles(root: XmlElement | undefined): Styles {
  const styles = new Map<string, XmlElement>();
  for (const element of root ? elementsIn(root) : []) {
    const id = element.attributes.get('w:styleId');
    if (element.name === 'w:style' && id !== undefined) styles.set(id, element);
  }
  function* chain(id: string | undefined): Generator<XmlElement> {
    let style = id === undefined ? undefined : styles.get(id);
    for (let step = 0; style && step < LONGEST_CHAIN; step += 1) {
      yield style;
      style = styles.get(valOf(childAt(style, 'w:basedOn')) ?? '');
    }
  }
  function first<T>(id: string | undefined, find: (style: XmlElement) => T | undefined): T | undefined {
    for (const style of chain(id)) {
      const found = find(style);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const defaults = childAt(root, 'w:docDefaults', 'w:rPrDefault', 'w:rPr');
  return {
    name: (id) => (valOf(childAt(styles.get(id ?? ''), 'w:name')) ?? id ?? '').toLowerCase(),
    outline: (id) =>
      first(id, (style) => {
        const level = Number(valOf(childAt(style, 'w:pPr', 'w:outlineLvl')) ?? Number.NaN);
        const named = /^heading ([1-9])$/.exec(valOf(childAt(style, 'w:name'))?.toLowerCase() ?? '')?.[1];
        if (named !== undefined) return Number(named);
        // Level 9 is what Word writes for "body text".
        return Number.isInteger(level) && level >= 0 ? level + 1 : undefined;
      }),
    numbering: (id) =>
      first(id, (style) => {
        const properties = childAt(style, 'w:pPr', 'w:numPr');
        const numId = valOf(childAt(properties, 'w:numId'));
        return numId === undefined ? undefined : { numId, level: valOf(childAt(properties, 'w:ilvl')) };
      }),
    toggle: (id, property) => first(id, (style) => isOn(childAt(style, 'w:rPr'), property)),
    byDefault: (property) => isOn(defaults, property),
  };
}
