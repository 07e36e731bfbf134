/** What was met on the way through a Word file and does not travel, or travels changed. */
export type FoundKind =
  | 'comment'
  | 'deletion'
  | 'insertion'
  | 'hidden'
  | 'drawing'
  | 'linked-picture'
  | 'cropped-picture'
  | 'broken-picture'
  | 'embedded'
  | 'equation'
  | 'text-box'
  | 'colour'
  | 'struck'
  | 'link';

export class Found {
  readonly #counts = new Map<FoundKind, number>();
  /** Cells of the largest table. */
  mostCells = 0;
  /** A table of contents was left out. */
  contents = false;
  /** Headers or footers had text. It isn't quoted: names of children stand there. */
  edges = false;

  add(kind: FoundKind, count = 1): void {
    if (count > 0) this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + count);
  }

  removed(): string[] {
    const edges = this.edges ? ['the text of headers and footers'] : [];
    const contents = this.contents ? ['the table of contents, whose page numbers would be wrong'] : [];
    return [...this.#sentences(REMOVED), ...contents, ...edges];
  }

  warnings(): string[] {
    return this.#sentences(CHANGED);
  }

  #sentences(table: readonly Sentence[]): string[] {
    return table.flatMap(([kind, one, many]) => {
      const count = this.#counts.get(kind) ?? 0;
      return count === 0 ? [] : [count === 1 ? one : many.replace('#', String(count))];
    });
  }
}

type Sentence = readonly [kind: FoundKind, one: string, many: string];

const REMOVED: readonly Sentence[] = [
  ['comment', '1 comment', '# comments'],
  ['deletion', '1 tracked deletion', '# tracked deletions'],
  ['hidden', '1 piece of hidden text', '# pieces of hidden text'],
  ['drawing', '1 chart or drawing', '# charts or drawings'],
  ['linked-picture', '1 picture that is kept elsewhere and linked', '# pictures that are kept elsewhere and linked'],
  ['broken-picture', '1 picture that cannot be printed', '# pictures that cannot be printed'],
  ['embedded', '1 file inside the file', '# files inside the file'],
  ['link', '1 link that does not lead to the web', '# links that do not lead to the web'],
];

const CHANGED: readonly Sentence[] = [
  [
    'insertion',
    'Tracked changes: 1 insertion is printed as if it had been accepted.',
    'Tracked changes: # insertions are printed as if they had been accepted.',
  ],
  [
    'cropped-picture',
    '1 picture was cropped: only the part that the document shows is printed.',
    '# pictures were cropped: only the parts that the document shows are printed.',
  ],
  [
    'equation',
    '1 equation is printed as plain characters: check it.',
    '# equations are printed as plain characters: check them.',
  ],
  [
    'text-box',
    '1 text box is printed after the paragraph that it stood beside.',
    '# text boxes are printed after the paragraphs that they stood beside.',
  ],
  [
    'colour',
    '1 coloured table cell is printed without its colour: if the colour says something, upload a PDF.',
    '# coloured table cells are printed without their colours: if the colours say something, upload a PDF.',
  ],
  [
    'struck',
    '1 struck-out passage is printed with "[struck out: …]" around it.',
    '# struck-out passages are printed with "[struck out: …]" around them.',
  ],
];
