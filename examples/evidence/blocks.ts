/** A piece of a document's text, in the order of reading. */
export type Block =
  | { kind: 'title' | 'heading' | 'subheading' | 'text' | 'quote'; text: string }
  | { kind: 'items'; items: string[]; numbered: boolean }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'break' }
  /** A line `!name`: the maker of the document draws something of its own there. */
  | { kind: 'drawing'; name: string };

const headings = { '# ': 'title', '## ': 'heading', '### ': 'subheading' } as const;

/** Reads the little Markdown in which the sample documents are written. A blank line ends a paragraph, a list or a table. */
export function readBlocks(markdown: string): Block[] {
  return markdown
    .replace(/^(#+ .*)\n/gm, '\n$1\n\n')
    .replace(/^(“.*”|!\S+)$/gm, '\n$1\n')
    .replace(/^((?!- |\d+\. ).+)\n(?=- |\d+\. )/gm, '$1\n\n')
    .split(/\n{2,}/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map(readBlock);
}

function readBlock(piece: string): Block {
  for (const [mark, kind] of Object.entries(headings)) {
    if (piece.startsWith(mark)) return { kind, text: piece.slice(mark.length).trim() };
  }
  const lines = piece.split('\n');
  if (piece.startsWith('!')) return { kind: 'drawing', name: piece.slice(1) };
  if (piece.startsWith('“')) return { kind: 'quote', text: piece };
  if (piece.startsWith('|')) {
    const [head = [], , ...rows] = lines.map((line) =>
      line
        .replace(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cell.trim()),
    );
    return { kind: 'table', head, rows };
  }
  if (/^(- |\d+\. )/.test(piece)) {
    return { kind: 'items', items: lines.map((line) => line.replace(/^(- |\d+\. )/, '')), numbered: /^\d/.test(piece) };
  }
  return { kind: 'text', text: lines.join(' ') };
}
