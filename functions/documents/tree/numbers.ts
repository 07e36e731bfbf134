import { type Element, elementsOf, has } from './model.ts';

/**
 * The printed numbers of headings and paragraphs: `1`, `1.1`, `1.3.2`, `Appendix A`, `A.1`. Paper and web print what this says.
 *
 * In a `section[data-numbered]` the h1 takes the next whole number; what stands directly under it, paragraphs and h2 alike, shares one
 * count (1.1, 1.2 …), and paragraphs under an h2 count below its number (1.3.1 …). Lower headings have no number and don't disturb the
 * count. In a `section[data-appendix]` the h1 is `Appendix A`, `Appendix B` …, and with `data-numbered` as well its paragraphs are A.1.
 */
export function numbersOf(sections: readonly Element[]): ReadonlyMap<Element, string> {
  const numbers = new Map<Element, string>();
  let chapters = 0;
  let appendices = 0;
  for (const section of sections) {
    const appendix = has(section, 'data-appendix');
    if (!appendix && !has(section, 'data-numbered')) continue;
    if (appendix) appendices += 1;
    const count = new Count(numbers, has(section, 'data-numbered'), () => {
      if (appendix) return { own: `Appendix ${letters(appendices)}`, stem: letters(appendices) };
      chapters += 1;
      return { own: String(chapters), stem: String(chapters) };
    });
    count.section(section);
  }
  return numbers;
}

/** A paragraph that is one of the argument: not a lead, a source line or a note. */
const isCounted = (element: Element): boolean =>
  element.name === 'p' &&
  !['data-unnumbered', 'data-lead', 'data-source', 'data-signature'].some((mark) => has(element, mark));

class Count {
  readonly #numbers: Map<Element, string>;
  readonly #paragraphs: boolean;
  readonly #next: () => { own: string; stem: string };
  #stem = '';
  #under = 0;
  #part: { stem: string; under: number } | undefined;

  constructor(numbers: Map<Element, string>, paragraphs: boolean, next: () => { own: string; stem: string }) {
    this.#numbers = numbers;
    this.#paragraphs = paragraphs;
    this.#next = next;
  }

  section(section: Element): void {
    for (const child of elementsOf(section)) {
      if (child.name === 'section') this.section(child);
      else if (child.name === 'h1' && !has(child, 'data-unnumbered')) this.#chapter(child);
      else if (this.#paragraphs && this.#stem !== '') this.#below(child);
    }
  }

  #chapter(heading: Element): void {
    const { own, stem } = this.#next();
    this.#numbers.set(heading, own);
    this.#stem = stem;
    this.#under = 0;
    this.#part = undefined;
  }

  #below(child: Element): void {
    if (child.name === 'h2' && !has(child, 'data-unnumbered')) {
      this.#under += 1;
      this.#part = { stem: `${this.#stem}.${this.#under}`, under: 0 };
      this.#numbers.set(child, this.#part.stem);
    } else if (isCounted(child) && this.#part) {
      this.#part.under += 1;
      this.#numbers.set(child, `${this.#part.stem}.${this.#part.under}`);
    } else if (isCounted(child)) {
      this.#under += 1;
      this.#numbers.set(child, `${this.#stem}.${this.#under}`);
    }
  }
}

/** 1 → A, 26 → Z, 27 → AA. */
function letters(index: number): string {
  let out = '';
  for (let left = index; left > 0; left = Math.floor((left - 1) / 26))
    out = String.fromCharCode(65 + ((left - 1) % 26)) + out;
  return out;
}
