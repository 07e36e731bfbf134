import { COMPILER_VERSION } from '../../documents/compile/model.ts';
import { LINKER_VERSION } from '../../documents/link/model.ts';
import { TYPESETTER_VERSION } from '../../documents/typeset/version.ts';

/** What makes a pack. The manifest records it: the same inputs through another engine are a new version, not a changed one. */
export const engines = [
  { name: 'Typesetting', version: TYPESETTER_VERSION },
  { name: 'Evidence compiler', version: COMPILER_VERSION },
  { name: 'Linker', version: LINKER_VERSION },
] as const;
