import { type DefaultTreeAdapterTypes as Html, parseFragment } from 'parse5';
import { failure, type Outcome, type Problem, success } from '../model.ts';
import { type Content, isWord, mayContain, mayHave, type Rule, ruleOf, TAG_TONES } from './allow-list.ts';
import { checkTree } from './check.ts';
import { type Elsewhere, leadElsewhere } from './elsewhere.ts';
import { placesOf } from './marks.ts';
import { type Element, isElement, type Node } from './model.ts';
import { readPicture } from './picture.ts';
import { tidySpaces } from './spaces.ts';

/** Deep enough for a list in a cell in a section; the stylesheet's calls nest as deep as the tree. */
const DEEPEST = 14;

/**
 * HTML of a pack → tree. Everything that isn't on the allow-list, isn't closed, or would be moved by an HTML parser is a problem that
 * names line and element; all problems come at once.
 * @param elsewhere of a document that is set in pieces: where links lead that leave this piece
 */
export function parseTree(html: string, elsewhere: Elsewhere = {}): Outcome<Element[], 'template-error'> {
  const problems: Problem[] = [];
  const source = html.replaceAll('\0', UNREADABLE);
  const placeAt = placesOf(source);
  const fragment = parseFragment(source, {
    sourceCodeLocationInfo: true,
    onParseError: (error) => {
      if (!FORGIVEN.has(error.code)) {
        problems.push({
          where: placeAt(error.startOffset, error.startLine),
          message: `The HTML is malformed here: ${error.code.replaceAll('-', ' ')}.`,
        });
      }
    },
  });
  const reader = new Reader(problems, placeAt);
  const nodes = reader.children('blocks', fragment.childNodes, 'the document', 0);
  const sections: Element[] = [];
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    if (node.name === 'section') sections.push(node);
    else problems.push(problem(node.place, node.name, 'Only <section> may stand at the top of the document.'));
  }
  leadElsewhere(sections, elsewhere);
  if (problems.length === 0) problems.push(...checkTree(sections));
  if (problems.length > 0) {
    const first = problems[0] as Problem;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    return failure(
      'template-error',
      `The template's HTML can't be printed. ${first.where}: ${first.message}${more}`,
      problems,
    );
  }
  for (const section of sections) tidySpaces(section);
  return success(sections);
}

/** What HTML makes of `&#0;`; the parser would drop a bare NUL without a word. */
const UNREADABLE = '\uFFFD';

/** Characters that the character step prints as their code, with its own message. */
const FORGIVEN: ReadonlySet<string> = new Set([
  'control-character-in-input-stream',
  'noncharacter-in-input-stream',
  'surrogate-in-input-stream',
  'control-character-reference',
  'noncharacter-character-reference',
  'null-character-reference',
  'unexpected-null-character',
]);

const problem = (place: string, name: string, message: string): Problem => ({ where: `${place}, <${name}>`, message });

type PlaceAt = ReturnType<typeof placesOf>;

class Reader {
  readonly #problems: Problem[];

  readonly #placeAt: PlaceAt;

  constructor(problems: Problem[], placeAt: PlaceAt) {
    this.#problems = problems;
    this.#placeAt = placeAt;
  }

  children(content: Content, nodes: readonly Html.ChildNode[], parent: string, depth: number): Node[] {
    const out: Node[] = [];
    for (const node of nodes) {
      if (node.nodeName === '#comment') continue;
      if ('value' in node) {
        if (content === 'words' || content === 'flow') addText(out, node.value);
        else if (node.value.trim() !== '') this.#strayText(node, parent);
        continue;
      }
      if (!('tagName' in node)) continue;
      // A <tbody> that the parser put in: its rows are the table's.
      if (node.tagName === 'tbody' && !node.sourceCodeLocation) {
        out.push(...this.children(['tr'], node.childNodes, parent, depth));
        continue;
      }
      const element = this.#element(node, content, parent, depth + 1);
      if (element) out.push(element);
    }
    return content === 'flow' ? wrapLooseWords(out) : out;
  }

  #strayText(node: Html.TextNode, parent: string): void {
    const blank = /^\s*/.exec(node.value)?.[0] ?? '';
    const { startLine = 0, startOffset = 0 } = node.sourceCodeLocation ?? {};
    const place = this.#placeAt(startOffset + blank.length, startLine + blank.split('\n').length - 1);
    this.#problems.push({
      where: `${place}, in <${parent}>`,
      found: node.value.trim().slice(0, 40),
      message: `Text can't stand here: put it into a <p>${parent === 'dl' ? ', <dt> or <dd>' : ''}.`,
    });
  }

  #element(node: Html.Element, content: Content, parent: string, depth: number): Element | undefined {
    const name = node.tagName;
    const location = node.sourceCodeLocation;
    const place = this.#placeAt(location?.startOffset ?? 0, location?.startLine ?? 0);
    const wrong = (message: string): undefined => {
      this.#problems.push(problem(place, name, message));
    };
    const rule = ruleOf(name);
    if (!rule) return wrong('This element is not on the list of what a pack may contain.');
    if (!mayContain(content, name)) return wrong(`<${name}> can't stand in <${parent}>.`);
    if (depth > DEEPEST) return wrong(`This is nested more than ${DEEPEST} deep.`);
    if (!location || (rule.content !== 'empty' && rule.content !== 'picture' && !location.endTag)) {
      return wrong(`<${name}> is not closed before the end of <${parent}>, or stands where HTML doesn't allow it.`);
    }
    const attributes = this.#attributes(node, rule, wrong);
    const anchors = attributes.id === undefined ? [] : [attributes.id];
    delete attributes.id;
    const element: Element = { name, place, anchors, attributes, children: [] };
    if (rule.content === 'picture') {
      const picture = readPicture(node, place);
      this.#problems.push(...picture.problems);
      return { ...element, attributes: { alt: picture.label }, picture: picture.source };
    }
    element.children = this.children(rule.content, node.childNodes, name, depth);
    return element;
  }

  #attributes(node: Html.Element, rule: Rule, wrong: (message: string) => undefined): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (const { name, value } of node.attrs) {
      if (rule.content !== 'picture' && !mayHave(rule, name)) wrong(`The attribute ${name} is not allowed here.`);
      else if (isBadValue(name, value)) wrong(`${name}="${value.slice(0, 60)}" is not a value that ${name} may have.`);
      else attributes[name] = value;
    }
    for (const name of rule.required ?? []) {
      if (!attributes[name]?.trim() && name !== 'alt') wrong(`The attribute ${name} is missing or empty.`);
    }
    return attributes;
  }
}

/** A mark may stand between two texts: they are one. */
function addText(nodes: Node[], text: string): void {
  const last = nodes.at(-1);
  if (typeof last === 'string') nodes[nodes.length - 1] = last + text;
  else nodes.push(text);
}

/** Words beside blocks become paragraphs, so that a cell or list item holds one kind of thing. */
function wrapLooseWords(nodes: Node[]): Node[] {
  const isBlock = (node: Node) => typeof node !== 'string' && !isWord(node.name);
  if (!nodes.some(isBlock)) return nodes;
  const out: Node[] = [];
  let loose: Node[] = [];
  const close = () => {
    const place = [...loose, ...nodes].find(isElement)?.place ?? '';
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

const WHOLE = /^[1-9]\d{0,2}$/;
const VALUES: Readonly<Record<string, (value: string) => boolean>> = {
  id: (value) => /^\S+$/.test(value),
  lang: (value) => /^[a-z]{2,3}(-[A-Za-z]{2})?$/.test(value),
  dir: (value) => ['ltr', 'rtl', 'auto'].includes(value),
  href: (value) => /^(#\S+|https?:\/\/\S+|mailto:\S+@\S+|pack:[A-Z]\d{1,6})$/.test(value),
  scope: (value) => ['row', 'col', 'rowgroup', 'colgroup'].includes(value),
  colspan: (value) => WHOLE.test(value),
  rowspan: (value) => WHOLE.test(value),
  start: (value) => /^\d{1,4}$/.test(value),
  src: (value) => /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=\s]+$/.test(value),
  'data-widths': (value) => /^\d{1,3}( \d{1,3})*$/.test(value),
  'data-tag': (value) => TAG_TONES.has(value),
  'data-coversheet': (value) => /^[A-Z]\d{1,6}$/.test(value),
};

function isBadValue(name: string, value: string): boolean {
  const good = VALUES[name];
  return good !== undefined && !good(value);
}
