import { type DefaultTreeAdapterTypes as Html, parseFragment } from 'parse5';
import { placesOf } from './marks.ts';
import { TreeReader } from './reader.ts';

/** Reads HTML as a browser does, and has a problem with whatever a browser would have to mend. */
export function readAsBrowser(html: string): TreeReader {
  const reader = new TreeReader();
  const placeAt = placesOf(html);
  const fragment = parseFragment(html, {
    sourceCodeLocationInfo: true,
    onParseError: (error) => {
      if (FORGIVEN.has(error.code)) return;
      reader.problems.push({
        where: placeAt(error.startOffset, error.startLine),
        message: `The HTML is malformed here: ${error.code.replaceAll('-', ' ')}.`,
      });
    },
  });
  tell(fragment.childNodes, reader, placeAt);
  return reader;
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
    if ('data' in node) reader.comment(node.data);
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
