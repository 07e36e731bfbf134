import type { CompilerFile } from './file.ts';
import { Entries, entriesOf, itemsOf, withItem } from './values.ts';

const OWNER = '/Table';

/** A cell of a table to be changed. Its attributes are taken apart once, when first asked for. */
export class Cell {
  readonly number: number;
  readonly #entries: Entries;
  #attributes: Attributes | undefined;

  constructor(file: CompilerFile, number: number) {
    this.number = number;
    this.#entries = file.entries(number);
  }

  /** Makes it the header of its row, with this name (ISO 32000-1 14.8.5.7). */
  makeHeader(id: string): void {
    this.#entries.set('S', '/TH').set('ID', `(${id})`);
    this.#own().set('Scope', '/Row');
  }

  /** Names a header that it has. */
  addHeader(id: string): void {
    const own = this.#own();
    own.set('Headers', withItem(own.get('Headers'), `(${id})`));
  }

  #own(): Entries {
    this.#attributes ??= attributesOf(this.#entries);
    return this.#attributes.own;
  }

  /** What it is by now. */
  entries(): Entries {
    if (this.#attributes) {
      const { before, own, after } = this.#attributes;
      this.#entries.set('A', `${before}${own.written()}${after}`);
    }
    return this.#entries;
  }
}

/** The attributes of a table in the element's attributes, and what stands before and behind them there. */
interface Attributes {
  before: string;
  own: Entries;
  after: string;
}

/** The compiler writes a table's attributes before those of other owners. */
const FIRST = '[<<\n    /O /Table\n';
const CLOSING = '\n  >>';

function attributesOf(entries: Entries): Attributes {
  const all = entries.get('A') ?? '[]';
  if (all.startsWith(FIRST)) {
    const end = all.indexOf(CLOSING) + CLOSING.length;
    return { before: '[', own: entriesOf(all.slice(1, end)), after: all.slice(end) };
  }
  const items = itemsOf(all);
  const place = items.findIndex((item) => item.startsWith('<<') && entriesOf(item).get('O') === OWNER);
  const own = place === -1 ? new Entries([`O ${OWNER}`]) : entriesOf(items[place] ?? '');
  const before = place === -1 ? items : items.slice(0, place);
  const after = place === -1 ? [] : items.slice(place + 1);
  return {
    before: `[${before.map((item) => `${item} `).join('')}`,
    own,
    after: `${after.map((item) => ` ${item}`).join('')}]`,
  };
}
