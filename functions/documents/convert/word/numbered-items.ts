import { escapeHtml } from './signs.ts';

/**
 * Paragraphs that Word numbered, with the numbers that it printed: `1.`, `2.`, `3.` become an ordered list that starts where they do, and
 * what is numbered otherwise below one of them goes into it. Any other number is printed as it was.
 */
export class NumberedItems {
  readonly #out: string[];
  #start = 0;
  #items: string[] = [];

  constructor(out: string[]) {
    this.#out = out;
  }

  add(label: string, html: string): void {
    const number = Number(/^(\d{1,4})\.$/.exec(label)?.[1] ?? Number.NaN);
    const labelled = html.replace(
      /<p([^>]*)>/,
      (_, attributes: string) => `<p${attributes}>${escapeHtml(label)}\u00A0 `,
    );
    if (Number.isNaN(number)) {
      if (this.#items.length > 0) this.#items.push(`${this.#items.pop()}${labelled}`);
      else this.#out.push(labelled);
      return;
    }
    if (this.#items.length > 0 && number !== this.#start + this.#items.length) this.close();
    if (this.#items.length === 0) this.#start = number;
    this.#items.push(html);
  }

  close(): void {
    if (this.#items.length > 0)
      this.#out.push(`<ol start="${this.#start}">${this.#items.map((item) => `<li>${item}</li>`).join('')}</ol>`);
    this.#items = [];
  }
}
