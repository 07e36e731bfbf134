let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for single characters: letters with their marks (Unicode Standard Annex 29). Most texts never need to know. */
export function* clustersOf(text: string): Generator<string> {
  // To make one takes as long as to read pages of HTML.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (const { segment } of segmenter.segment(text)) yield segment;
}
