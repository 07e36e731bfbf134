import { type Checked, contentKey } from '../accessibility/document.ts';
import { at, bytesOf, nameAt, nameOf, numberOf, oneOrMany, textAt, textOf } from '../accessibility/read/objects.ts';
import type { Item } from '../accessibility/read/page-content.ts';
import { attributeOf, type Node } from '../accessibility/read/tree.ts';
import { readUnicodeMap } from '../accessibility/read/unicode-map.ts';

type Described = string | Record<string, string> | Described[];

/**
 * The structure of a finished file with its text, as JSON with a line for each element: `["H2", "Voices"]`. What says more than the type
 * (alternative text, scope, spans, headers, language) stands in an object after it.
 */
export function describeStructure(document: Checked): string {
  const words = wordsOf(document);
  const describe = (node: Node): Described => {
    const said = attributesOf(node);
    const kids = node.kids.flatMap((kid): Described[] => {
      if (kid.kind === 'node') return [describe(kid.node)];
      const text = kid.kind === 'content' ? (words.get(contentKey(kid.owner, kid.mcid)) ?? '') : '';
      return text === '' ? [] : [text];
    });
    const parts = kids.reduce<Described[]>((all, kid) => {
      const last = all.at(-1);
      if (typeof kid === 'string' && typeof last === 'string') all[all.length - 1] = last + kid;
      else all.push(kid);
      return all;
    }, []);
    return [
      node.standard === node.type ? node.type : `${node.type} = ${node.standard}`,
      ...(Object.keys(said).length > 0 ? [said] : []),
      ...parts,
    ];
  };
  return `[\n${(document.tree?.top ?? []).map((node) => lines(describe(node), 1)).join(',\n')}\n]\n`;
}

function attributesOf(node: Node): Record<string, string> {
  const table = (name: string) => attributeOf(node, 'Table', name);
  const headers = oneOrMany(table('Headers')).flatMap((id) => textOf(id) ?? []);
  const said: Record<string, string | undefined> = {
    alt: textAt(node.dict, 'Alt'),
    lang: textAt(node.dict, 'Lang'),
    id: textAt(node.dict, 'ID'),
    scope: nameOf(table('Scope')),
    columns: numberOf(table('ColSpan'))?.toString(),
    rows: numberOf(table('RowSpan'))?.toString(),
    headers: headers.join(' ') || undefined,
    numbering: nameOf(attributeOf(node, 'List', 'ListNumbering')),
  };
  return Object.fromEntries(Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** An element without elements in it is one line. */
function lines(described: Described, depth: number): string {
  const indent = ' '.repeat(depth);
  if (!Array.isArray(described) || !described.slice(1).some(Array.isArray)) return indent + JSON.stringify(described);
  const first = described.findIndex((part, index) => index > 0 && (Array.isArray(part) || typeof part === 'string'));
  const head = described
    .slice(0, first)
    .map((part) => JSON.stringify(part))
    .join(',');
  const rest = described.slice(first).map((part) => lines(part, depth + 1));
  return `${indent}[${head},\n${rest.join(',\n')}]`;
}

/** Text of each marked content, as the fonts' own maps say. Strings stand in natural order (ISO 32000-1 14.8.2.3.3). */
function wordsOf({ contents }: Checked): Map<string, string> {
  const words = new Map<string, string>();
  for (const { items } of contents) {
    for (const item of items) {
      const mark = item.marks.findLast(({ mcid }) => mcid !== undefined);
      if (!mark) continue;
      const key = contentKey(mark.owner, mark.mcid as number);
      words.set(key, (words.get(key) ?? '') + textOfItem(item));
    }
  }
  return words;
}

const maps = new WeakMap<object, Map<number, string>>();

function textOfItem({ shown, marks }: Item): string {
  const replacement = marks.findLast(({ texts }) => texts.has('ActualText'))?.texts.get('ActualText');
  if (replacement !== undefined) return replacement;
  if (!shown?.font || nameAt(shown.font, 'Subtype') !== 'Type0') return '';
  const map = maps.get(shown.font) ?? readUnicodeMap(bytesOf(at(shown.font, 'ToUnicode')) ?? new Uint8Array());
  maps.set(shown.font, map);
  const { bytes } = shown;
  const texts = Array.from(
    { length: bytes.length >> 1 },
    (_, index) => map.get((bytes[2 * index] as number) * 256 + (bytes[2 * index + 1] as number)) ?? '',
  );
  return (marks.some(({ tag }) => tag === 'ReversedChars') ? texts.reverse() : texts).join('');
}
