import { type Glyph, type GlyphFont, plain } from './glyphs.ts';

/** What the compiler shows in one go: glyphs of one font, from left to right, placed on their own. */
export interface Piece {
  font: string;
  /** Operators that choose its font, size and mode. */
  style: string;
  /** Points; where it starts. */
  size: number;
  x: number;
  y: string;
  /** Strings and the spaces between them: what stands in the brackets of TJ. */
  shown: string;
  /** Looked up when first asked for. */
  glyphs: Glyph[];
  /** Whether its font has letters that are read from right to left, or signs without room. */
  intricate: boolean;
  /** Shown from left to right, to be read from right to left (ISO 32000-1 14.8.2.3.3). */
  reversed: boolean;
  /** Replacement text (ISO 32000-1 14.9.4). */
  actual: string | undefined;
}

/** A line, or a part of one, in marked content of its own: what the compiler writes for letters of one font, size and direction. */
export interface Block {
  mcid: number;
  /** Where it stands in the content: what is between BDC and EMC. */
  start: number;
  end: number;
  x: number;
  y: number;
  /** Operators before the first piece. */
  head: string;
  pieces: Piece[];
}

const BLOCK =
  /\/Span <<\n {2}\/MCID (\d+)\n>> BDC\n(q\n1 0 0 -1 (\S+) (\S+) cm\n(?:[^\n]* (?:cs|scn|gs)\n)*BT\n)((?:(?!ET\n)[^\n]*\n)*)ET\nQ\nEMC\n/g;
const PIECE =
  /(?:\/Span <<\n {2}\/ActualText (<FEFF[0-9A-F]*>|\([^\n]*\))\n>> BDC\n)?(\/ReversedChars BMC\n)?(\d+ Tr\n\/(\w+) (\S+) Tf\n)1 0 0 -1 (\S+) (\S+) Tm\n(?:\[([^\n]*)\] TJ|(\([^\n]*\)) Tj)\n/y;
const END = 'EMC\n';

/** The marked content of a page that holds nothing but one text; other content is left to itself. */
export function blocksOf(content: string, fonts: ReadonlyMap<string, GlyphFont>): Block[] {
  const blocks: Block[] = [];
  for (const match of content.matchAll(BLOCK)) {
    const [whole, mcid, head = '', x, y, text = ''] = match;
    const pieces = piecesOf(text, fonts);
    if (!pieces) continue;
    const end = match.index + whole.length - END.length;
    const start = end - 'ET\nQ\n'.length - text.length - head.length;
    blocks.push({ mcid: Number(mcid), start, end, x: Number(x), y: Number(y), head, pieces });
  }
  return blocks;
}

function piecesOf(text: string, fonts: ReadonlyMap<string, GlyphFont>): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; ) {
    PIECE.lastIndex = at;
    const match = PIECE.exec(text);
    if (!match) return undefined;
    const [whole, actual, reversed, style = '', font = '', size, x, y = '', row, string = ''] = match;
    const shown = row ?? string;
    const ends = END.repeat((actual === undefined ? 0 : 1) + (reversed === undefined ? 0 : 1));
    const known = fonts.get(font);
    if (!known || !text.startsWith(ends, at + whole.length)) return undefined;
    let glyphs: Glyph[] | undefined;
    pieces.push({
      font,
      style,
      size: Number(size),
      x: Number(x),
      y,
      shown,
      get glyphs() {
        glyphs ??= known.glyphsOf(bytesShown(shown));
        return glyphs;
      },
      intricate: known.intricate,
      reversed: reversed !== undefined,
      actual: actual === undefined ? undefined : plain(textOfString(actual)),
    });
    at += whole.length + ends.length;
  }
  return pieces;
}

/** What a reader makes of it, in the order in which it is spoken. */
export function textOf({ actual, glyphs, reversed }: Piece): string {
  if (actual !== undefined) return actual;
  const texts = glyphs.map(({ text }) => text);
  return (reversed ? texts.reverse() : texts).join('');
}

/** What stands between BDC and EMC, with its pieces in their order now. */
export function written({ head, pieces }: Block): string {
  return `${head}${pieces.map(writtenPiece).join('')}ET\nQ\n`;
}

function writtenPiece({ actual, reversed, style, x, y, shown }: Piece): string {
  const show = `${style}1 0 0 -1 ${x} ${y} Tm\n[${shown}] TJ\n`;
  const inner = reversed ? `/ReversedChars BMC\n${show}${END}` : show;
  return actual === undefined ? inner : `/Span <<\n  /ActualText ${stringOf(actual)}\n>> BDC\n${inner}${END}`;
}

/** Two pieces, the second right of the first, as one string: its letters then are read from its last to its first. */
export function joined(left: Piece, right: Piece): Piece | undefined {
  if (left.style !== right.style || left.y !== right.y) return undefined;
  const moved = (left.shown.match(OPERAND) ?? []).filter((operand) => !operand.startsWith('('));
  const thousandths =
    left.glyphs.reduce((sum, { width }) => sum + width, 0) - moved.reduce((sum, by) => sum + Number(by), 0);
  const gap = Math.round(((left.x - right.x) * 1000) / left.size + thousandths);
  return {
    ...left,
    shown: `${left.shown} ${gap === 0 ? '' : `${gap} `}${right.shown}`,
    glyphs: [...left.glyphs, ...right.glyphs],
    reversed: true,
  };
}

const STRING = /\((?:\\[^\n]|[^\\()])*\)/g;
const OPERAND = /\((?:\\[^\n]|[^\\()])*\)|[^\s()]+/g;

const stringOf = (text: string): string =>
  `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;

function textOfString(written: string): string {
  if (!written.startsWith('<')) return bytesShown(written);
  return Buffer.from(written.slice(5, -1), 'hex').swap16().toString('utf16le');
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The bytes of all literal strings of an operand (ISO 32000-1 7.3.4.2). */
function bytesShown(operand: string): string {
  const strings = operand.match(STRING) ?? [];
  return strings
    .map((string) =>
      string
        .slice(1, -1)
        .replace(/\\([0-7]{1,3}|.)/g, (_, code: string) =>
          /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
        ),
    )
    .join('');
}
