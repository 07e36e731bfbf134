import { deflateSync, inflateSync } from 'node:zlib';
import { type Element, textOf as textOfElement } from '../../../tree/model.ts';
import type { CompilerFile } from '../file.ts';
import { rootOf } from '../structure.ts';
import { dictionary, type Entries, entriesOf, itemsOf, referred } from '../values.ts';
import { type GlyphFont, plain, readFont } from './glyphs.ts';
import { type Block, blocksOf, written } from './page-text.ts';
import { reorder, type Said, silenceMarks } from './reading-order.ts';

/**
 * Mends what the compiler's pages say to whoever reads them out or copies from them: signs that would be said twice, and words from
 * right to left in the order of the eye. Nothing that is seen changes. Pages without such scripts aren't unpacked.
 */
export function mendText(file: CompilerFile, sections: readonly Element[]): void {
  const fonts = new Map<number, GlyphFont>();
  const fontOf = (number: number): GlyphFont => {
    const known = fonts.get(number) ?? readFont(file, number);
    fonts.set(number, known);
    return known;
  };
  const said = saidIn(sections);
  let parents: ReturnType<typeof parentsOf> | undefined;
  for (const number of file.typed('Page')) {
    const page = file.entries(number);
    const named = fontsOf(file, page);
    const used = new Map(Array.from(named, ([name, number]) => [name, fontOf(number)]));
    if (![...used.values()].some(({ intricate }) => intricate)) continue;
    parents ??= parentsOf(file);
    mendPage(file, page, used, parents(page), said);
  }
  for (const number of fonts.keys()) dropSteering(file, number);
}

function saidIn(sections: readonly Element[]): Said {
  let whole: { exactly: string; loosely: string } | undefined;
  const read = () => {
    const exactly = spaced(sections.map(textOfElement).join('\n'));
    return { exactly, loosely: bare(exactly) };
  };
  return {
    exactly: (text) => {
      whole ??= read();
      return whole.exactly.includes(spaced(text));
    },
    loosely: (text) => {
      whole ??= read();
      return bare(text) !== '' && whole.loosely.includes(bare(text));
    },
  };
}

/** Without what the compiler or the reader may add or drop. */
const spaced = (text: string): string =>
  text.replace(/[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069]/g, '').replace(/\s+/g, ' ');

const bare = (text: string): string => spaced(text).replace(/ /g, '');

function mendPage(
  file: CompilerFile,
  page: Entries,
  fonts: ReadonlyMap<string, GlyphFont>,
  parentOf: (mcid: number) => string | undefined,
  said: Said,
): void {
  const number = referred(page.get('Contents')) ?? 0;
  const content = unpack(file.source(number));
  const blocks = blocksOf(content, fonts);
  const before = blocks.map(written);
  silenceMarks(blocks);
  reorder(blocks, parentOf, said);
  if (blocks.every((block, index) => written(block) === before[index])) return;
  file.replace(number, pack(replaced(content, blocks)));
}

function replaced(content: string, blocks: readonly Block[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const block of blocks) {
    pieces.push(content.slice(at, block.start), written(block));
    at = block.end;
  }
  return pieces.join('') + content.slice(at);
}

function unpack(stream: string): string {
  const start = /stream\r?\n/.exec(stream);
  const entries = entriesOf(stream);
  const filter = entries.get('Filter');
  if (!start || (filter !== undefined && filter !== '/FlateDecode'))
    throw new Error("The compiler's page is packed otherwise than it was");
  const from = start.index + start[0].length;
  const bytes = stream.slice(from, from + Number(entries.get('Length')));
  return filter === undefined ? bytes : inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1');
}

function pack(content: string): string {
  const bytes = deflateSync(Buffer.from(content, 'latin1')).toString('latin1');
  const entries = dictionary([
    ['Length', String(bytes.length)],
    ['Filter', '/FlateDecode'],
  ]);
  return `${entries}\nstream\n${bytes}\nendstream`;
}

function fontsOf(file: CompilerFile, page: Entries): Map<string, number> {
  const fonts = dictionaryAt(file, dictionaryAt(file, page, 'Resources'), 'Font');
  return new Map(Array.from(fonts, ([name, value]) => [name, referred(value) ?? 0]));
}

function dictionaryAt(file: CompilerFile, entries: Entries, key: string): Entries {
  const value = entries.get(key);
  const number = referred(value);
  return number === undefined ? entriesOf(value ?? '<<>>') : file.entries(number);
}

/** Page → number of its marked content → the element that it belongs to (ISO 32000-1 14.7.4.4). */
function parentsOf(file: CompilerFile): (page: Entries) => (mcid: number) => string | undefined {
  const tree = dictionaryAt(file, rootOf(file), 'ParentTree');
  if (tree.has('Kids')) throw new Error("The compiler's parent tree is more than one leaf");
  const flat = itemsOf(tree.get('Nums') ?? '[]');
  const lists = new Map(flat.flatMap((key, index) => (index % 2 === 0 ? [[key, flat[index + 1]] as const] : [])));
  return (page) => {
    const list = lists.get(page.get('StructParents') ?? '');
    const number = referred(list);
    const parents = itemsOf((number === undefined ? list : file.source(number)) ?? '[]');
    return (mcid) => parents[mcid];
  };
}

/** The steering characters that the compiler sets around words of another direction stand in the map of the glyph beside them. */
function dropSteering(file: CompilerFile, font: number): void {
  const number = referred(file.entries(font).get('ToUnicode'));
  if (number === undefined) return;
  const [head = '', map = ''] = file.source(number).split(/(?<=stream\r?\n)/, 2);
  const mended = map.replace(/^(<[0-9A-F]{4}>) <((?:[0-9A-F]{4})+)>$/gm, (pair, code: string, text: string) => {
    const left = plain(Buffer.from(text, 'hex').swap16().toString('utf16le'));
    return left === '' ? pair : `${code} <${Buffer.from(left, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
  });
  if (mended === map) return;
  const entries = entriesOf(head);
  entries.set('Length', String(mended.replace(/\r?\nendstream$/, '').length));
  file.replace(number, `${entries.written()}\nstream\n${mended}`);
}
