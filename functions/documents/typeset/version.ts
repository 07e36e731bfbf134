/** Recorded in every manifest: raise it whenever the pages could differ for the same HTML. Typst 0.14.2 is in the Node compiler 0.7.0. */
export const TYPESETTER_VERSION = 'typeset-4 (Typst 0.14.2)';
