import type { Problem } from '../model.ts';
import { type Content, isWord, mayContain, mayHave, type Rule, ruleOf } from './allow-list.ts';
import { type Element, isElement, type Node } from './model.ts';
import { type MarkupAttribute, Picture } from './picture.ts';
import { isBadValue } from './values.ts';

/** Deep enough for a list in a cell in a section; the stylesheet's calls nest as deep as the tree. */
const DEEPEST = 14;

interface Level {
  name: string;
  content: Content;
  /** The document itself has none. */
  element?: Element;
  children: Node[];
}

/** The tags of an element that stand in the HTML. */
export type Written = 'both' | 'start' | 'neither';

/**
 * Makes the tree of what a parser says, tag by tag, and judges each by the allow-list. Both parsers (`well-formed.ts`, `browser.ts`)
 * speak to this one, so there is one judge.
 */
export class TreeReader {
  readonly problems: Problem[] = [];

  /** What stands at the top of the document. */
  readonly nodes: Node[] = [];

  readonly #open: Level[] = [{ name: 'the document', content: 'blocks', children: this.nodes }];

  #picture: Picture | undefined;

  /** Whether text may stand here. */
  get takesText(): boolean {
    const { content } = this.#level;
    return this.#picture !== undefined || content === 'words' || content === 'flow';
  }

  get #level(): Level {
    return this.#open.at(-1) as Level;
  }

  /**
   * @param written which of its tags were found; a parser may imply both
   * @returns whether its content is wanted, and then its end; not that of what is wrong by itself
   */
  start(name: string, given: readonly MarkupAttribute[], place: string, written: Written): boolean {
    if (this.#picture) return this.#picture.start(name, given);
    const parent = this.#level;
    const rule = ruleOf(name);
    if (!rule) return this.#wrong(place, name, 'This element is not on the list of what a pack may contain.');
    if (!mayContain(parent.content, name))
      return this.#wrong(place, name, `<${name}> can't stand in <${parent.name}>.`);
    if (this.#open.length > DEEPEST) return this.#wrong(place, name, `This is nested more than ${DEEPEST} deep.`);
    const needsEnd = rule.content !== 'empty' && rule.content !== 'picture';
    if (written === 'neither' || (written === 'start' && needsEnd)) {
      const message = `<${name}> is not closed before the end of <${parent.name}>, or stands where HTML doesn't allow it.`;
      return this.#wrong(place, name, message);
    }
    const element: Element = { name, place, anchors: [], attributes: {}, children: [] };
    this.#attributes(element, given, rule);
    if (rule.content === 'picture') {
      this.#picture = new Picture(place, given, this.problems);
      element.attributes = { alt: this.#picture.label };
    }
    this.#open.push({ name, content: rule.content, element, children: element.children });
    return true;
  }

  /** @param place asked only if it is stray */
  text(text: string, place: () => string): void {
    if (this.#picture) {
      this.#picture.text(text);
      return;
    }
    const { name, children } = this.#level;
    if (this.takesText) addText(children, text);
    else if (text.trim() !== '') {
      this.problems.push({
        where: `${place()}, in <${name}>`,
        found: text.trim().slice(0, 40),
        message: `Text can't stand here: put it into a <p>${name === 'dl' ? ', <dt> or <dd>' : ''}.`,
      });
    }
  }

  end(): void {
    if (this.#picture && !this.#picture.end()) return;
    const { element, content, children } = this.#open.pop() as Level;
    if (element && this.#picture) {
      element.picture = this.#picture.source;
      this.#picture = undefined;
    }
    if (element && content === 'flow') element.children = wrapLooseWords(children);
    if (element) this.#level.children.push(element);
  }

  #wrong(place: string, name: string, message: string): false {
    this.problems.push({ where: `${place}, <${name}>`, message });
    return false;
  }

  #attributes(
    { name: element, place, anchors, attributes }: Element,
    given: readonly MarkupAttribute[],
    rule: Rule,
  ): void {
    for (const { name, value } of given) {
      if (rule.content !== 'picture' && !mayHave(rule, name))
        this.#wrong(place, element, `The attribute ${name} is not allowed here.`);
      else if (isBadValue(name, value))
        this.#wrong(place, element, `${name}="${value.slice(0, 60)}" is not a value that ${name} may have.`);
      else if (name === 'id') anchors.push(value);
      else attributes[name] = value;
    }
    if (!rule.required) return;
    for (const name of rule.required) {
      if (!attributes[name]?.trim() && name !== 'alt')
        this.#wrong(place, element, `The attribute ${name} is missing or empty.`);
    }
  }
}

/** A mark may stand between two texts: they are one. */
function addText(nodes: Node[], text: string): void {
  const last = nodes.at(-1);
  if (typeof last === 'string') nodes[nodes.length - 1] = last + text;
  else nodes.push(text);
}

const isBlock = (node: Node) => isElement(node) && !isWord(node.name);

/** Words beside blocks become paragraphs, so that a cell or list item holds one kind of thing. */
function wrapLooseWords(nodes: Node[]): Node[] {
  if (!nodes.some(isBlock)) return nodes;
  const out: Node[] = [];
  let loose: Node[] = [];
  const firstPlace = nodes.find(isElement)?.place ?? '';
  const close = () => {
    const place = loose.find(isElement)?.place ?? firstPlace;
    if (loose.some((node) => typeof node !== 'string' || node.trim() !== '')) {
      out.push({ name: 'p', place, anchors: [], attributes: {}, children: loose });
    }
    loose = [];
  };
  for (const node of nodes) {
    if (!isBlock(node)) {
      loose.push(node);
      continue;
    }
    close();
    out.push(node);
  }
  close();
  return out;
}
