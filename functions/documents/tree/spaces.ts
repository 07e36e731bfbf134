import { type Element, isElement, type Node } from './model.ts';

/** White space as a browser shows it: runs become one space, none at the start or end of a run of words. */
export function tidySpaces(element: Element): void {
  if (element.children.some((child) => isElement(child) && !isWordLike(child))) {
    for (const child of element.children) if (isElement(child)) tidySpaces(child);
    return;
  }
  tidyRun(element);
}

const BLOCKS = new Set(
  'section h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd table caption thead tbody tfoot tr th td figure figcaption blockquote aside hr img svg'.split(
    ' ',
  ),
);
const isWordLike = (element: Element) => !BLOCKS.has(element.name);

/** White space that isn't a single space. */
const UNTIDY = /[\t\r\n\f\u2028\u2029]| {2}/;

interface Carry {
  afterSpace: boolean;
  /** The element and index of the last text, so that a trailing space can be taken away. */
  last?: { holder: Element; index: number };
}

function tidyRun(element: Element): void {
  const carry: Carry = { afterSpace: true };
  tidyWords(element, carry);
  trimLast(carry);
  dropEmpty(element);
}

function tidyWords(element: Element, carry: Carry): void {
  element.children.forEach((child: Node, index) => {
    if (isElement(child)) {
      if (child.name === 'br') {
        trimLast(carry);
        carry.afterSpace = true;
      } else tidyWords(child, carry);
      return;
    }
    let text = UNTIDY.test(child) ? child.replace(/[ \t\r\n\f\u2028\u2029]+/g, ' ') : child;
    if (carry.afterSpace && text.startsWith(' ')) text = text.slice(1);
    element.children[index] = text;
    if (text === '') return;
    carry.afterSpace = text.endsWith(' ');
    carry.last = { holder: element, index };
  });
}

function trimLast(carry: Carry): void {
  if (!carry.last) return;
  const { holder, index } = carry.last;
  const text = holder.children[index];
  if (typeof text === 'string' && text.endsWith(' ')) holder.children[index] = text.slice(0, -1);
}

function dropEmpty(element: Element): void {
  if (element.children.includes('')) element.children = element.children.filter((child) => child !== '');
  for (const child of element.children) if (isElement(child)) dropEmpty(child);
}
