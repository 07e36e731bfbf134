/** Standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4), which need no role map. */
const STANDARD: ReadonlySet<string> = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody ' +
    'Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'
  ).split(' '),
);

/** What PDF 2.0 added, in the words of 1.7. */
const NEWER: Readonly<Record<string, string>> = {
  DocumentFragment: 'Part',
  Aside: 'Note',
  Title: 'P',
  Sub: 'Span',
  Em: 'Span',
  Strong: 'Span',
  FENote: 'Note',
  Artifact: 'NonStruct',
};

/** A standard type for whatever a document calls its element: through its role map, at most 16 steps. */
export function standardType(name: string, roles: ReadonlyMap<string, string>): string {
  let at = name;
  for (let step = 0; step < 16; step += 1) {
    if (STANDARD.has(at)) return at;
    const next = roles.get(at);
    if (next === undefined || next === at) break;
    at = next;
  }
  if (Object.hasOwn(NEWER, at)) return NEWER[at] ?? 'NonStruct';
  return /^H[0-9]+$/.test(at) ? 'H6' : 'NonStruct';
}
