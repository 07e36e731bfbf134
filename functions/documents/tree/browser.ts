import { type DefaultTreeAdapterTypes as Html, Parser, Token } from 'parse5';
import type { Problem } from '../model.ts';
import { placesOf } from './marks.ts';
import { TreeReader } from './reader.ts';

/** Reads HTML as a browser does, and has a problem with whatever a browser would have to mend. */
export function readAsBrowser(html: string): TreeReader {
  const reader = new TreeReader();
  const placeAt = placesOf(html);
  const parser = TagParser.getFragmentParser(null, {
    sourceCodeLocationInfo: true,
    onParseError: (error) => {
      if (FORGIVEN.has(error.code)) return;
      reader.problems.push({
        where: placeAt(error.startOffset, error.startLine),
        message: `The HTML is malformed here: ${error.code.replaceAll('-', ' ')}.`,
      });
    },
  }) as TagParser;
  parser.tokenizer.write(html, true);
  // In one, what looks like a mark is text; without the mark, `]]>` could come together where none was.
  const section = html.indexOf('<![CDATA[');
  if (section !== -1) {
    const where = placeAt(section, html.slice(0, section).split(/\r\n?|\n/).length);
    reader.problems.push({ where, message: 'A CDATA section is not allowed: write &lt; and &amp; instead.' });
  }
  const { childNodes } = parser.getFragment();
  tell(childNodes, reader, placeAt);
  reader.problems.push(...parser.strayTags(childNodes, placeAt));
  return reader;
}

/**
 * Knows of all tags where they stand. A parser drops some without a word: ends of nothing, cells outside tables, and `<html>` and `<body>`,
 * whose attributes a browser would give to the page that this HTML is published in.
 */
class TagParser extends Parser<Html.DefaultTreeAdapterMap> {
  readonly #tags = new Map<number, Token.TagToken>();

  override onStartTag(token: Token.TagToken): void {
    this.#note(token);
    super.onStartTag(token);
  }

  override onEndTag(token: Token.TagToken): void {
    this.#note(token);
    super.onEndTag(token);
  }

  #note(token: Token.TagToken): void {
    if (token.location) this.#tags.set(token.location.startOffset, token);
  }

  /** Problems with the tags that neither made nor ended one of these elements. */
  strayTags(nodes: readonly Html.ChildNode[], placeAt: PlaceAt): Problem[] {
    const left = [...nodes];
    for (let node = left.pop(); node; node = left.pop()) {
      if (!('tagName' in node)) continue;
      const { startTag, endTag } = node.sourceCodeLocation ?? {};
      if (startTag) this.#tags.delete(startTag.startOffset);
      if (endTag) this.#tags.delete(endTag.startOffset);
      for (const child of node.childNodes) left.push(child);
    }
    return Array.from(this.#tags, ([offset, { type, tagName, location }]) => ({
      where: placeAt(offset, location?.startLine),
      message: `The HTML is malformed here: ${type === Token.TokenType.END_TAG ? `</${tagName}> ends nothing` : `<${tagName}> can't stand here`}.`,
    }));
  }
}

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

type PlaceAt = ReturnType<typeof placesOf>;

function tell(nodes: readonly Html.ChildNode[], reader: TreeReader, placeAt: PlaceAt): void {
  for (const node of nodes) {
    if ('value' in node) reader.text(node.value, () => placeOfText(node, placeAt));
    if (!('tagName' in node)) continue;
    const location = node.sourceCodeLocation;
    // A <tbody> that the parser put in: its rows are the table's.
    if (node.tagName === 'tbody' && !location) {
      tell(node.childNodes, reader, placeAt);
      continue;
    }
    const place = placeAt(location?.startOffset ?? 0, location?.startLine ?? 0);
    const written = location ? (location.endTag ? 'both' : 'start') : 'neither';
    if (!reader.start(node.tagName, node.attrs, place, written)) continue;
    tell(node.childNodes, reader, placeAt);
    reader.end();
  }
}

function placeOfText(node: Html.TextNode, placeAt: PlaceAt): string {
  const blank = /^\s*/.exec(node.value)?.[0] ?? '';
  const { startLine = 0, startOffset = 0 } = node.sourceCodeLocation ?? {};
  return placeAt(startOffset + blank.length, startLine + blank.split('\n').length - 1);
}
